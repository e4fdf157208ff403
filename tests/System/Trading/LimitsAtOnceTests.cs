using System.Net;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Many orders are sent at once against limits that only a few fit in, and the platform is killed meanwhile: never more than a limit passes, before and after together. What losses are counted from, a halt and its release are after a kill what they were before it.</summary>
public sealed class LimitsAtOnceTests
{
    private const string Ether = "ETHUSDT.BINANCE";

    /// <summary>Orders and changes within sixty seconds.</summary>
    private const int Rate = 12;

    /// <summary>The account holds ten bitcoins: so many orders of a hundredth fit.</summary>
    private const int Fitting = 5;

    private static readonly object[] Limits =
    [
        new { limitId = "held", scope = "symbol", scopeId = TradingHouse.Bitcoin, rule = "maxPosition", unit = "quantity", value = 10m + Fitting * 0.01m },
        new { limitId = "rate", scope = "account", rule = "maxOrdersPerMinute", unit = "count", value = Rate },
        new { limitId = "fall", scope = "account", rule = "maxDrawdown", unit = "money", value = 90_000m },
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Topologies => [false, true];

    [Theory, MemberData(nameof(Topologies))]
    public async Task Together_they_pass_no_limit_and_a_kill_forgets_nothing_that_was_counted(bool isApart)
    {
        await using var house = await TradingHouse.Open(isApart);
        var set = await house.Send(HttpMethod.Put, "risk/limits", new { items = Limits }, module: TradingHouse.Risk, version: "\"1\"");
        Assert.True(set.IsDone, $"{set.Status} {set.Body}");

        var first = await AtOnce(house, TradingHouse.Bitcoin, 45_000m, "first");
        Assert.Equal(Fitting, first.Count(said => said!.Status == HttpStatusCode.Created));
        Assert.Equal("max-position", Assert.Single(Refusals(first)));

        await SeePrice(house, 60_000m);
        var torn = AtOnce(house, Ether, 1_900m, "torn");
        await Task.Delay(20, Ct);
        await Kill(house, TradingHouse.Trading, TradingHouse.Risk);
        await torn;
        await house.Venue.Price(59_000m);
        await Restart(house);
        await AtOnce(house, Ether, 1_900m, "torn");
        var after = await AtOnce(house, Ether, 1_900m, "after");
        Assert.Equal("max-orders-per-minute", Assert.Single(Refusals(after)));
        Assert.All(await AtOnce(house, TradingHouse.Bitcoin, 45_000m, "more"), said => Assert.NotEqual(HttpStatusCode.Created, said!.Status));
        await SeeRate(house);
        await Comparing.Agree(house);

        // From the highest of before the kill it is 95,000, from what was seen since 85,000.
        await house.Venue.Price(50_500m);
        await SeeMode(house, "reduceOnly");
        await Kill(house, TradingHouse.Trading);
        await Restart(house);
        await SeeMode(house, "reduceOnly");
        Assert.Equal("reduce-only", (await house.Place(Buy(Ether, 1_900m))).Code);
        Assert.True((await house.Send(HttpMethod.Post, "trading/resume", new { accountId = TradingHouse.Account })).IsDone);
        await Kill(house, TradingHouse.Trading);
        await Restart(house);
        await SeePrice(house, 50_400m);
        await SeeMode(house, "normal");
    }

    /// <summary>Each of them over a connection of its own: one of HTTP/1.1 carries one request at a time.</summary>
    /// <returns>Null where the platform ended before it answered.</returns>
    private static Task<Said?[]> AtOnce(TradingHouse house, string symbol, decimal price, string name) => Task.WhenAll(Enumerable.Range(0, 2 * Rate).Select(async number =>
    {
        try
        {
            return await house.Place(Buy(symbol, price), $"{name}-{number}", wait: 0);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }));

    private static IEnumerable<string?> Refusals(Said?[] said) => said.Where(one => one!.Status != HttpStatusCode.Created).Select(one => one!.Code).Distinct();

    private static async Task Kill(TradingHouse house, params string[] modules)
    {
        foreach (var process in modules.Select(house.ProcessOf).Distinct()) await house.Kill(process);
    }

    private static async Task Restart(TradingHouse house)
    {
        await house.Start();
        await house.UntilReady();
        await Eventually.Holds(async () => (await house.Get(TradingHouse.Risk, "risk/limits")) is var limits && limits.GetProperty("inForce").GetBoolean() ? null : $"{limits}");
    }

    /// <summary>The account is worth what that price makes of it.</summary>
    private static async Task SeePrice(TradingHouse house, decimal price)
    {
        await house.Venue.Price(price);
        await Eventually.Holds(async () =>
        {
            var held = (await house.Books()).GetProperty("positions").EnumerateArray().Single(position => position.GetProperty("symbol").GetString() == TradingHouse.Bitcoin);
            return Comparing.Number(held.GetProperty("currentPrice")) == price ? null : $"{held}";
        });
        // And was looked at, several times.
        await Task.Delay(1_000, Ct);
    }

    private static Task SeeMode(TradingHouse house, string mode) => Eventually.Holds(async () => (await house.Status()) is var status && status.GetProperty("mode").GetString() == mode ? null : $"{status}");

    /// <summary>In any sixty seconds no more were sent than the limit says.</summary>
    private static async Task SeeRate(TradingHouse house)
    {
        DateTimeOffset[] sent = [.. (await house.All("orders")).Where(order => order.GetProperty("status").GetString() != "rejected").Select(order => order.GetProperty("createdAt").GetDateTimeOffset()).Order()];
        Assert.NotEmpty(sent);
        Assert.All(sent, from => Assert.InRange(sent.Count(at => at >= from && at < from.AddMinutes(1)), 1, Rate));
    }

    private static object Buy(string symbol, decimal price) => new { accountId = TradingHouse.Account, symbol, side = "buy", type = "limit", limitPrice = price, quantity = symbol == Ether ? 0.02m : 0.01m };
}
