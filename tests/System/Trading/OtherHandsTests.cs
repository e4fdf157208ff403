using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Somebody trades at the venue by hand, past the platform.</summary>
public sealed class OtherHandsTests
{
    private static readonly Symbol Bitcoin = new("BTCUSDT", "BINANCE");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_foreign_order_shuts_the_gate_until_somebody_accepts_it()
    {
        await using var house = await TradingHouse.Open();
        var own = (await house.Place(Limit(45_000m))).Text("orderId");
        await ByHand(house, "hand-1", 46_000m);
        await Differs(house, "foreign-order");
        var difference = (await house.Reconciliation()).GetProperty("differences")[0];

        var refused = await house.Place(Limit(44_000m));
        var cancelled = await house.Cancel(own, wait: 3_000);
        await house.Send(HttpMethod.Post, $"brokers/{TradingHouse.Account}/reconciliation/accept", new { differenceIds = new[] { difference.GetProperty("differenceId").GetString() }, note = "Mine." });
        await house.UntilReady();
        await house.Venue.Price(46_000m);
        await Comparing.Agree(house);

        Assert.Contains("buy 0.01 BTCUSDT", difference.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(("gate-shut", "cancelled"), (refused.Code, cancelled.Text("status")));
        var adopted = (await house.All("orders")).Single(order => order.GetProperty("clientOrderId").GetString() == "hand-1");
        Assert.Equal((true, "filled"), (adopted.GetProperty("isForeign").GetBoolean(), adopted.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_foreign_order_becomes_one_of_the_account_where_the_settings_say_so()
    {
        await using var house = await TradingHouse.Open(("foreignOrders", "adopt"));
        await ByHand(house, "hand-2", 46_000m);

        await Eventually.Holds(async () => (await house.All("orders")).Count == 1 ? null : "It is not adopted.");
        await house.UntilReady();
        var adopted = Assert.Single(await house.All("orders"));
        await house.Cancel(adopted.GetProperty("orderId").GetString()!, wait: 3_000);
        await Comparing.Agree(house);

        Assert.Equal(("hand-2", true), (adopted.GetProperty("clientOrderId").GetString(), adopted.GetProperty("isForeign").GetBoolean()));
        Assert.Equal("CANCELED", (await house.Venue.Truth()).GetProperty("orders")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_another_hand_trades_is_in_the_books_as_nobodys()
    {
        await using var house = await TradingHouse.Open();

        await house.Venue.Broker.Place(new(new("hand-3"), Bitcoin, OrderSide.Sell, new(0.5m), MarketTerms.Instance), Ct);
        await Eventually.Holds(async () => (await house.All("executions")).Count == 1 ? null : "It is not found.");
        await Comparing.Agree(house);

        Assert.False(Assert.Single(await house.All("executions")).TryGetProperty("orderId", out var order) && order.GetString() is not null);
    }

    [Fact]
    public async Task A_disconnection_that_cancels_leaves_the_venue_nothing_open()
    {
        await using var house = await TradingHouse.Open();
        for (var step = 0; step < 3; step++) await house.Place(Limit(45_000m + step));
        await house.Place(new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "sell", type = "limit", limitPrice = 55_000m, quantity = 0.01m, groupType = "oco", stopLoss = new { stopPrice = 45_000m } });

        var stopped = await house.Send(HttpMethod.Post, $"brokers/{TradingHouse.Account}/disconnect", new { cancelOrders = true });

        Assert.True(stopped.IsDone && stopped.Body.GetProperty("isClean").GetBoolean(), $"{stopped.Body}");
        Assert.All((await house.Venue.Truth()).GetProperty("orders").EnumerateArray(), order => Assert.Equal("CANCELED", order.GetProperty("status").GetString()));
        Assert.All(await house.All("orders"), order => Assert.Equal("cancelled", order.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_disconnection_names_what_the_venue_does_not_let_go()
    {
        await using var house = await TradingHouse.Open();
        var name = (await house.Place(Limit(45_000m))).Text("clientOrderId");
        await house.Venue.Wrong("refuse-cancel", times: 1_000);

        var stopped = await house.Send(HttpMethod.Post, $"brokers/{TradingHouse.Account}/disconnect", new { cancelOrders = true });

        Assert.False(stopped.Body.GetProperty("isClean").GetBoolean());
        Assert.Contains(stopped.Body.GetProperty("left").EnumerateArray(), left => left.GetString()!.Contains(name, StringComparison.Ordinal));
        // And it is not asked in a storm: two a second at most, and some for comparing.
        Assert.InRange((await house.Venue.Truth()).GetProperty("requests").GetInt32(), 1, 200);
    }

    private static object Limit(decimal price) => new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", limitPrice = price, quantity = 0.01m };

    private static async Task ByHand(TradingHouse house, string name, decimal price) =>
        Assert.IsType<WriteOutcome.Accepted>(await house.Venue.Broker.Place(new(new(name), Bitcoin, OrderSide.Buy, new(0.01m), new LimitTerms(new(price))), Ct));

    private static Task Differs(TradingHouse house, string kind) => Eventually.Holds(async () =>
    {
        var seen = await house.Reconciliation();
        return seen.GetProperty("differences").EnumerateArray().Any(one => one.GetProperty("kind").GetString() == kind) ? null : $"{seen}";
    });
}
