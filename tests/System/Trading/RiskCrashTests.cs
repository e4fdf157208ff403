using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Limits are changed, crossed, broken and released, and the platform is killed at every step of it after which something is kept. What was answered holds; what was not is there wholly or not at all; nothing is told twice; what was halted is halted until somebody lets it go on.</summary>
public sealed class RiskCrashTests(ITestOutputHelper output)
{
    private const decimal Lot = 0.00001m;

    /// <summary>Of a change of a limit: those of risk, and those of trading, which hears of it.</summary>
    private static readonly (string Keeper, string Point)[] Changes =
    [
        (TradingHouse.Risk, "limits-written"), (TradingHouse.Risk, "limits-kept"), (TradingHouse.Trading, "limits-heard"), (TradingHouse.Trading, "limits-taken"), (TradingHouse.Risk, "limits-pushed"),
    ];

    /// <summary>Of what was counted of a portfolio, which happens with every push.</summary>
    private static readonly string[] Counts = ["before-peaks", "peaks-kept"];

    private static readonly string[] Alerts = ["alerts-written", "alerts-kept"];

    private static readonly string[] Halts = ["halting", "halted"];

    private static readonly string[] Releases = ["mode-changing", "mode-changed"];

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true), Trait("Speed", "slow")]
    public async Task Killed_at_every_step_of_risk_limits_alerts_halts_and_releases_are_whole(bool isApart)
    {
        await using var house = await TradingHouse.Open(isApart);
        await Begin(house);

        await ChangeLimits(house);
        foreach (var point in Counts) await KillAt(house, TradingHouse.Risk, point, () => Task.CompletedTask);
        await CrossLimits(house);
        await BreakAndRelease(house);
        await Comparing.Agree(house);
    }

    /// <summary>A limit on orders, one on the day's loss, and one over the account's portfolio, so that this is counted.</summary>
    private static async Task Begin(TradingHouse house)
    {
        await Eventually.Holds(async () =>
            await house.Send(HttpMethod.Post, "portfolios", new { portfolioId = "all-of-it", name = "All", accounts = new[] { new { accountId = TradingHouse.Account } } }, module: TradingHouse.Portfolio) is { IsDone: false } said ? $"{said.Body}" : null);
        object[] items =
        [
            Largest(1m),
            new { limitId = "loss", scope = "account", rule = "maxDailyLoss", unit = "percent", value = 20m },
            new { limitId = "gross", scope = "portfolio", scopeId = "all-of-it", rule = "maxGrossExposure", unit = "money", value = 5_000_000m },
        ];
        var said = await house.Send(HttpMethod.Put, "risk/limits", new { items }, module: TradingHouse.Risk, version: "\"1\"");
        Assert.True(said.IsDone, $"{said.Status} {said.Body}");
    }

    private async Task ChangeLimits(TradingHouse house)
    {
        var most = 1m;
        foreach (var (keeper, point) in Changes)
        {
            var wanted = most - 0.1m;
            Said? answer = null;
            await KillAt(house, keeper, point, async () => answer = await Change(house, "largest", Largest(wanted)));

            await house.Start();
            await house.UntilReady();
            var limits = await InForce(house);
            var now = Number(limits.GetProperty("items").EnumerateArray().Single(limit => limit.GetProperty("limitId").GetString() == "largest"), "value");
            Assert.True(now == wanted || (now == most && answer is not { IsDone: true }), $"It is {now} at {point}, was {most}, and {wanted} was wanted: {answer?.Body}");
            await IsJudgedBy(house, now);
            most = now;
        }
    }

    /// <summary>Most of what a limit allows is held: people are warned, once.</summary>
    private async Task CrossLimits(TradingHouse house)
    {
        foreach (var point in Alerts)
        {
            var limit = new { limitId = point, scope = "symbol", scopeId = TradingHouse.Bitcoin, rule = "maxPosition", unit = "quantity", value = 10.5m, warnAt = 0.9m };
            await KillAt(house, TradingHouse.Risk, point, () => Change(house, point, limit));

            await house.Start();
            await Eventually.Holds(async () => await Told(house, point) == 0 ? "Nobody is warned." : null);
        }
    }

    /// <summary>A third of the worth of all bitcoins is a fifth of everything.</summary>
    private async Task BreakAndRelease(TradingHouse house)
    {
        foreach (var point in Halts) await KillAt(house, TradingHouse.Trading, point, () => house.Venue.Price(10_000m));
        foreach (var point in Releases)
        {
            await KillAt(house, TradingHouse.Trading, point, async () =>
            {
                await house.UntilReady();
                Assert.Equal("reduceOnly", (await house.Status()).GetProperty("mode").GetString());
                Assert.Equal("reduce-only", (await house.Place(Buy(0.01m, 9_500m))).Code);
                await Ask(() => house.Send(HttpMethod.Post, "trading/resume", new { accountId = TradingHouse.Account }));
            });
        }

        await house.Start();
        await house.UntilReady();
        // A few looks later it is still released, as the loss is the same.
        await Task.Delay(1_000, Ct);
        Assert.Equal("normal", (await house.Status()).GetProperty("mode").GetString());
        Assert.Equal("max-daily-loss", (await house.Place(Buy(0.01m, 9_500m))).Code);
        Assert.Single((await house.Get(TradingHouse.Trading, $"trading/alerts?accountId={TradingHouse.Account}")).GetProperty("items").EnumerateArray(), alert => alert.GetProperty("code").GetString() == "daily-loss-halt");
        foreach (var point in Alerts) Assert.Equal(1, await Told(house, point));
    }

    /// <summary>Starts a process that ends itself at a point, does what leads there, and waits until it has ended.</summary>
    private async Task KillAt(TradingHouse house, string keeper, string point, Func<Task> lead)
    {
        var process = house.ProcessOf(keeper);
        var isUp = await house.Start(process, $"{point}:1");
        if (isUp && !house.Running(process).HasEnded) await lead();
        if (isUp) await Eventually.Holds(() => Task.FromResult(house.Running(process).HasEnded ? null : $"{process} does not come to {point}."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds:0.0} s: killed {process} at {point}"));
    }

    /// <returns>Null where the platform ended before it answered.</returns>
    private static async Task<Said?> Ask(Func<Task<Said>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<Said?> Change(TradingHouse house, string limit, object wanted)
    {
        var version = (await house.Get(TradingHouse.Risk, "risk/limits")).GetProperty("version").GetInt64();
        return await Ask(() => house.Send(HttpMethod.Put, $"risk/limits/{limit}", wanted, module: TradingHouse.Risk, version: $"\"{version}\""));
    }

    private static async Task<JsonElement> InForce(TradingHouse house)
    {
        JsonElement limits = default;
        await Eventually.Holds(async () => (limits = await house.Get(TradingHouse.Risk, "risk/limits")).GetProperty("inForce").GetBoolean() ? null : $"{limits}");
        return limits;
    }

    /// <summary>One lot more than the limit is refused, exactly so much passes.</summary>
    private static async Task IsJudgedBy(TradingHouse house, decimal most)
    {
        var (beyond, within) = (await house.Place(Buy(most + Lot, 46_000m)), await house.Place(Buy(most, 46_000m), wait: 3_000));
        Assert.True(beyond.Code == "max-order-quantity", $"{beyond.Status} {beyond.Body}");
        Assert.True(within.Status == HttpStatusCode.Created, $"{within.Status} {within.Body}");
        await house.Cancel(within.Text("orderId"), wait: 3_000);
    }

    private static async Task<int> Told(TradingHouse house, string limit) =>
        (await house.Get(TradingHouse.Risk, $"risk/alerts?accountId={TradingHouse.Account}")).GetProperty("items").EnumerateArray().Count(alert => alert.GetProperty("limitId").GetString() == limit);

    private static decimal Number(JsonElement value, string name) => Comparing.Number(value.GetProperty(name));

    private static object Largest(decimal most) => new { limitId = "largest", scope = "account", rule = "maxOrderQuantity", unit = "quantity", value = most };

    private static object Buy(decimal quantity, decimal price) => new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", limitPrice = price, quantity };
}
