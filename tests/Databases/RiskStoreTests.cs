using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Risk;
using AlgoTrendy.Modules.Risk.Alerts;
using AlgoTrendy.Modules.Risk.Limits;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Databases;

/// <summary>What risk keeps, on both databases: every statement runs, and what is read is what was written.</summary>
public class RiskStoreTests(PostgresServer server)
{
    private static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 12, 0);
    private static readonly Symbol Coin = new("BTCUSDT", "SIM");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task Versions_of_limits_are_made_one_after_another_and_tell_what_changed(string kind)
    {
        await using var place = new Place(kind, server);
        var limits = new LimitStore(await Open(place));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => limits.Add(Next, 0, Ct)));
        var (none, refusal) = await limits.Add(_ => (null, new("limits-changed", "Somebody was faster.")), 0, Ct);
        var (leapt, _) = await limits.Add(Next, 100, Ct);
        var first = await limits.List(new(Limit: 4), Ct);
        var rest = await limits.List(new(Limit: 10, Cursor: first.NextCursor), Ct);

        Assert.Equal((null, "limits-changed", 101L), (none, refusal!.Code, leapt!.Version));
        Assert.Equal([101L, 8, 7, 6, 5, 4, 3, 2, 1], first.Items.Concat(rest.Items).Select(one => one.Version));
        Assert.Equal(("l8", "every", 9), (Assert.Single(first.Items[0].Added), Assert.Single(first.Items[0].Changed), first.Items[0].Count));
        var found = (await limits.Find(null, Ct))!;
        Assert.Equal((101L, Start, "somebody", TradingMode.Halted, 0.12345678901234567m), (found.Version, found.At, found.By, found.OnBreach, found.Items[1].WarnAt));
        Assert.Equal([Coin], found.Items[^1].Symbols);
        Assert.Equal(2, (await limits.Find(2, Ct))!.Items.Count);
        Assert.Null(await limits.Find(50, Ct));

        static (LimitVersion?, RiskRefusal?) Next(LimitVersion? before)
        {
            Limit[] items =
            [
                new("every", LimitScope.Account, Limit.Every, LimitRule.MaxOrderQuantity, (before?.Version ?? 0m) + 1m, LimitUnit.Quantity),
                .. (before?.Items ?? []).Skip(1),
            ];
            var another = new Limit($"l{items.Length}", LimitScope.Account, Limit.Every, LimitRule.AllowedSymbols, 0m, LimitUnit.None) { Symbols = [Coin], WarnAt = 0.12345678901234567m };
            return (new(0, Start, "somebody", null, TradingMode.Halted, before is null ? items : [.. items, another]), null);
        }
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task A_crossing_is_told_once_is_acknowledged_and_can_be_crossed_again(string kind)
    {
        await using var place = new Place(kind, server);
        var alerts = new AlertStore(await Open(place), new(Caller.LocalUser), SystemClock.Instance);
        LimitStanding warning = new("main", "held", LimitRule.MaxPosition, Coin, 10m, LimitUnit.Quantity, 0.8m, 8.5m, 0.85m, false), breach = warning with { Now = 10.5m, Used = 1.05m, IsBroken = true };
        LimitStanding portfolio = new(null, "fall", LimitRule.MaxDrawdown, null, 9m, LimitUnit.Percent, null, 9.00000001m, 1.00000001m, true, "both");

        await Take(warning, portfolio, warning with { StrategyId = "trend" });
        await Take(warning, portfolio, warning with { StrategyId = "trend" });
        await Take(breach, portfolio);
        var all = (await alerts.List(new(), Ct)).Items;
        var seen = await alerts.Acknowledge(new([all[^1].AlertId]), Ct);
        await Take(warning with { Used = 0.1m });
        await Take(warning);

        Assert.Equal(
            [(RiskLevel.Breach, "held", null, null), (RiskLevel.Warning, "held", "trend", null), (RiskLevel.Breach, "fall", null, "both"), (RiskLevel.Warning, "held", (string?)null, (string?)null)],
            all.Select(alert => (alert.Level, alert.LimitId, alert.StrategyId, alert.PortfolioId)));
        Assert.Equal((9.00000001m, 1.00000001m, null, Coin), (all[2].Now, all[2].Used, all[2].Symbol, all[3].Symbol));
        Assert.Equal((all[^1].AlertId, Caller.LocalUser.Name), (Assert.Single(seen.Alerts).AlertId, seen.Alerts[0].AcknowledgedBy));
        Assert.Equal("unknown-alert", (await alerts.Acknowledge(new(["99"]), Ct)).Refusal!.Code);
        Assert.Equal(["5", "4", "3", "1"], (await alerts.List(new("main"), Ct)).Items.Select(alert => alert.AlertId));
        Assert.Equal("2", Assert.Single((await alerts.List(new(PortfolioId: "both", IsAcknowledged: false), Ct)).Items).AlertId);
        Assert.Equal("1", Assert.Single((await alerts.List(new(IsAcknowledged: true), Ct)).Items).AlertId);

        Task Take(params LimitStanding[] standings) => alerts.Take(new(standings), FaultPoints.None, Ct);
    }

    /// <summary>An account that cannot be read for a while has not come back from its limit.</summary>
    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task What_nobody_can_see_now_is_not_told_again(string kind)
    {
        await using var place = new Place(kind, server);
        var alerts = new AlertStore(await Open(place), new(Caller.LocalUser), SystemClock.Instance);
        LimitStanding breach = new("main", "held", LimitRule.MaxPosition, Coin, 10m, LimitUnit.Quantity, 0.8m, 10.5m, 1.05m, true);
        LimitStanding other = breach with { AccountId = "other" }, portfolio = new(null, "fall", LimitRule.MaxDrawdown, null, 9m, LimitUnit.Percent, null, 9.1m, 1.01m, true, "both");

        await Take(new([breach, other, portfolio]));
        await Take(new([], [new("main", "Its database is locked.")]));
        await Take(new([breach, other, portfolio]));

        Assert.Equal(["other", "both", "other", "main"], (await alerts.List(new(), Ct)).Items.Select(alert => alert.AccountId ?? alert.PortfolioId));

        Task Take(StandingList standings) => alerts.Take(standings, FaultPoints.None, Ct);
    }

    [Theory, MemberData(nameof(Place.Kinds), MemberType = typeof(Place))]
    public async Task The_highest_of_a_portfolio_is_kept_to_the_last_digit(string kind)
    {
        await using var place = new Place(kind, server);
        var peaks = new PeakStore(await Open(place));
        var shares = new PortfolioShares(90_000m, 100_000m, Start, new(95_000m, 99_000m, new(1.5m, 2m)));

        await peaks.Keep([PortfolioPeak.Of(new("both", 12.3456789012345678m, Shares: shares), "a b"), new("one", "a", -1m, null)], Ct);
        await peaks.Keep([new("both", "a b", 5m, null), new("one", "b", -2m, null)], Ct);

        Assert.Equal((12.3456789012345678m, null), ((await peaks.Find("both", "a b", Ct))!.Profit, (await peaks.Find("both", "a b", Ct))!.ReadShares()));
        Assert.Equal(-2m, (await peaks.Find("one", "b", Ct))!.Profit);
        Assert.Null(await peaks.Find("one", "a", Ct));
        await peaks.Keep([PortfolioPeak.Of(new("both", 1m, Shares: shares), "a b")], Ct);
        Assert.Equal(shares, (await peaks.Find("both", "a b", Ct))!.ReadShares());
    }

    private static async Task<Database> Open(Place place) =>
        place.Keep(await Database.Open(place.Module, place.Home, place.Postgres, Durability.Normal, typeof(RiskModule).Assembly, SystemClock.Instance));
}
