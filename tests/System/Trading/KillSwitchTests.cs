namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>The kill switch of an account at a venue: whatever makes it safer passes, nothing else does.</summary>
public sealed class KillSwitchTests
{
    private const string Position = "venue:BTCUSDT.BINANCE";

    [Fact]
    public async Task Halted_it_takes_nothing_new_and_passes_cancels_protection_and_closing()
    {
        await using var house = await TradingHouse.Open();
        var waiting = (await house.Place(Limit("buy", 45_000m))).Text("orderId");
        await house.Send(HttpMethod.Post, "trading/halt", new { accountId = TradingHouse.Account, reason = "A drill." });

        var refused = await house.Place(Limit("buy", 44_000m));
        var cancelled = await house.Cancel(waiting, wait: 3_000);
        var closed = await house.Send(HttpMethod.Post, $"positions/{Position}/close?wait=3000", new { quantity = 1m });
        await Comparing.Agree(house);
        var guarded = await house.Send(HttpMethod.Post, $"positions/{Position}/protect?wait=3000", new { stopPrice = 45_000m });
        await Comparing.Agree(house);

        Assert.False(refused.IsDone, $"{refused.Body}");
        Assert.Equal(("cancelled", "filled", "accepted"), (cancelled.Text("status"), await Now(house, closed), await Now(house, guarded)));
        Assert.Equal("halted", (await house.Status()).GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Reducing_alone_it_sells_what_is_held_and_buys_nothing()
    {
        await using var house = await TradingHouse.Open();
        await house.Send(HttpMethod.Post, "trading/reduce-only", new { accountId = TradingHouse.Account });

        var bought = await house.Place(Limit("buy", 51_000m));
        var sold = await house.Place(Limit("sell", 49_000m), wait: 3_000);
        await house.Send(HttpMethod.Post, "trading/resume", new { accountId = TradingHouse.Account });
        var boughtAfter = await house.Place(Limit("buy", 51_000m), wait: 3_000);
        await Comparing.Agree(house);

        Assert.False(bought.IsDone, $"{bought.Body}");
        Assert.Equal(("filled", "filled"), (await Now(house, sold), await Now(house, boughtAfter)));
    }

    /// <summary>More was bought than is there, because the fee was taken from it; and a fill was not told.</summary>
    [Fact]
    public async Task Flattened_it_sells_what_the_venue_says_is_there()
    {
        await using var house = await TradingHouse.Open();
        await house.Place(Limit("buy", 51_000m), wait: 3_000);
        await house.Place(Limit("buy", 45_000m));
        await house.Place(Limit("sell", 60_000m));
        await house.Venue.Wrong("drop-fill");

        var flattened = await house.Send(HttpMethod.Post, "trading/flatten?wait=10000", new { accountId = TradingHouse.Account });
        await Comparing.Agree(house);

        Assert.True(flattened.IsDone && flattened.Body.GetProperty("isClean").GetBoolean(), $"{flattened.Status}: {flattened.Body}");
        var truth = await house.Venue.Truth();
        var left = truth.GetProperty("balances").EnumerateArray().ToDictionary(one => one.GetProperty("asset").GetString()!, one => Comparing.Number(one.GetProperty("free")) + Comparing.Number(one.GetProperty("locked")));
        // Less than a lot of each.
        Assert.InRange(left["BTC"], 0m, 0.0000099m);
        Assert.InRange(left["ETH"], 0m, 0.000099m);
        Assert.DoesNotContain(truth.GetProperty("orders").EnumerateArray(), order => order.GetProperty("status").GetString() is "NEW" or "PARTIALLY_FILLED");
    }

    /// <summary>The stream is mute and then cut, so that no other comes about; what is asked is answered.</summary>
    [Fact]
    public async Task Flattened_without_the_venues_stream_it_sells_what_is_there()
    {
        await using var house = await TradingHouse.Open();
        await house.Place(Limit("buy", 51_000m), wait: 3_000);
        await house.Place(Limit("buy", 45_000m));
        await house.Venue.Wrong("mute", times: 1);
        await house.Venue.Post("cut");
        await Eventually.Holds(async () => (await house.Status()).GetProperty("connection").GetString() == "connecting" ? null : "It is not noticed.");

        var refused = await house.Place(Limit("buy", 44_000m));
        var flattened = await house.Send(HttpMethod.Post, "trading/flatten?wait=10000", new { accountId = TradingHouse.Account });
        var connection = (await house.Status()).GetProperty("connection").GetString();
        var truth = await house.Venue.Truth();
        await house.Venue.Wrong("mute", times: 0);
        await Comparing.Agree(house);

        Assert.Equal(("gate-shut", "connecting"), (refused.Code, connection));
        Assert.True(flattened.IsDone && flattened.Body.GetProperty("isClean").GetBoolean(), $"{flattened.Status}: {flattened.Body}");
        var left = truth.GetProperty("balances").EnumerateArray().Single(one => one.GetProperty("asset").GetString() == "BTC");
        Assert.InRange(Comparing.Number(left.GetProperty("free")) + Comparing.Number(left.GetProperty("locked")), 0m, 0.0000099m);
        Assert.DoesNotContain(truth.GetProperty("orders").EnumerateArray(), order => order.GetProperty("status").GetString() is "NEW" or "PARTIALLY_FILLED");
    }

    /// <summary>The venue locks what a stop would sell.</summary>
    [Fact]
    public async Task A_protected_position_is_closed_in_part_and_the_rest_is_guarded_again()
    {
        await using var house = await TradingHouse.Open();
        var guarded = await house.Send(HttpMethod.Post, $"positions/{Position}/protect?wait=3000", new { stopPrice = 45_000m });
        var held = (await house.Books()).GetProperty("positions").EnumerateArray().Single(one => one.GetProperty("symbol").GetString() == TradingHouse.Bitcoin).GetProperty("closable");

        var closed = await house.Send(HttpMethod.Post, $"positions/{Position}/close?wait=3000", new { quantity = 1m });

        Assert.True(guarded.IsDone && closed.IsDone, $"{guarded.Body} {closed.Body}");
        await Eventually.Holds(async () =>
        {
            var stops = (await house.Venue.Truth()).GetProperty("orders").EnumerateArray().Where(order => order.GetProperty("status").GetString() == "NEW").ToArray();
            return stops.Sum(order => Comparing.Number(order.GetProperty("origQty"))) == Comparing.Number(held) - 1m ? null : $"{stops.Length} stops wait.";
        });
        await Comparing.Agree(house);
        Assert.Equal("filled", await Now(house, closed));
    }

    // The answer says no more than that the venue has it.
    private static async Task<string> Now(TradingHouse house, Said placed) => (await house.Order(placed.Text("orderId"))).Text("status");

    private static object Limit(string side, decimal price) => new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side, type = "limit", limitPrice = price, quantity = 0.01m };
}
