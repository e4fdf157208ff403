using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>In a replay rules go by the market's time, and the same replay ends the same.</summary>
public class StopRuleReplayTests
{
    private const string Position = "again:BTCUSDT.SIM";

    private static readonly Symbol Bitcoin = new("BTCUSDT", "SIM");
    private static readonly Interval Hour = Interval.OneHour;
    private static readonly Instant From = Instant.FromUtc(2024, 1, 1, 0, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(House.Topologies), MemberType = typeof(House))]
    public async Task A_time_is_the_markets(string topology)
    {
        var fills = await Play(topology, new(Position, CloseAfterSeconds: 10 * 3_600));

        Assert.Equal([OrderSide.Buy, OrderSide.Sell], fills.Select(fill => fill.Side));
        // Attached at the close of the bar in which it was bought; ten hours later it is sold.
        Assert.Equal(10, (fills[1].Time.ToInstant() - fills[0].Time.ToInstant()).TotalHours - 1, 1.0);
    }

    [Fact]
    public async Task A_trailing_stop_ends_the_same_every_time()
    {
        var rule = new StopRuleChange(Position, StopKind.Trailing, Percent: 1.5m);

        var first = await Play("together", rule);
        var second = await Play("together", rule);

        Assert.Equal([OrderSide.Buy, OrderSide.Sell], first.Select(fill => fill.Side));
        Assert.Equal(first.Select(fill => (fill.Time, fill.Price)), second.Select(fill => (fill.Time, fill.Price)));
    }

    /// <summary>Buys on the first bar, attaches the rule on the second, and lets the replay end.</summary>
    private static async Task<ExecutionView[]> Play(string topology, StopRuleChange rule)
    {
        await using var house = await House.Open(topology);
        var (history, trading) = (house.Get<IHistory>(), house.Get<ITrading>());
        await history.Prepare(new(new(Bitcoin, SeriesKind.Bars, Hour), From, From + Duration.FromHours(200)), Ct);
        var session = await history.OpenReplay(new([new(Bitcoin, SeriesKind.Bars, Hour)], From, From + Duration.FromHours(200), Venues: 1, Strategies: 1), Ct);
        Assert.Null(session.Reason);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([Bitcoin.ToString()], Hour, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new("again", "Again", AccountMode.Paper, "paper", Currency.Usdt, 100_000m, AccountKind.Margin, Settings: settings), Ct)).Refusal);
        await ReplayEqualsBacktestTests.Ready(trading, "again");

        var bars = 0;
        await foreach (var happened in history.Replay(new(session.Replay.Value, "hand", ReplayStage.Strategy), Ct))
        {
            if (happened is MarketEvent.BarClosed)
            {
                bars++;
                if (bars == 1) Assert.Null((await trading.PlaceOrder(new("again", Bitcoin.ToString(), OrderSide.Buy, OrderType.Market, new(0.5m)), Ct)).Refusal);
                if (bars == 2) Assert.Null((await trading.SetStopRule(rule, Ct)).Refusal);
            }

            await history.Acknowledge(new(session.Replay.Value, "hand", happened.Sequence), Ct);
        }

        return [.. (await trading.ListExecutions(new("again"), Ct)).Items.Reverse()];
    }
}
