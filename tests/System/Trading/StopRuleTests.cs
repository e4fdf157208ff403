using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>A rule that guards a position at a venue: its stop rests there once, whatever becomes of the platform, and what it sold is booked.</summary>
public sealed class StopRuleTests
{
    private const string Rule = "positions/venue:BTCUSDT.BINANCE/stop-rule";

    [Fact]
    public async Task A_stop_rests_at_the_venue_and_closes_the_position_while_the_platform_is_down()
    {
        await using var house = await TradingHouse.Open();
        await Attach(house, new { kind = "fixed", stopPrice = 45_000m });
        await Rests(house, 45_000m);

        await house.Kill(house.ProcessOf(TradingHouse.Trading));
        await house.Venue.Price(44_900m);
        await house.Start();

        await IsClosed(house);
    }

    [Theory, InlineData("before-commit"), InlineData("before-send"), InlineData("sent")]
    public async Task Killed_while_its_stop_leaves_it_has_one_there_afterwards(string point)
    {
        await using var house = await TradingHouse.Open();
        await house.Start(house.ProcessOf(TradingHouse.Trading), $"{point}:1");
        var isAttached = await TryAttach(house);
        await house.Platform.Ended(TestContext.Current.CancellationToken);

        await house.Start();
        await house.UntilReady();
        // Killed before the rule was kept, there is none, and nobody was told that there is.
        if (!isAttached && !(await house.Send(HttpMethod.Get, Rule)).IsDone) await Attach(house, new { kind = "fixed", stopPrice = 45_000m });

        await Rests(house, 45_000m);
        await Comparing.Agree(house);
        Assert.Single(Stops(await house.Venue.Truth()));
        await house.Venue.Price(44_900m);
        await IsClosed(house);
    }

    [Fact]
    public async Task A_trailing_stop_that_the_venue_cannot_move_is_moved_and_never_rests_twice()
    {
        await using var house = await TradingHouse.Open();
        await Attach(house, new { kind = "trailing", amount = 2_500m });
        await Rests(house, 47_500m);

        await house.Venue.Price(54_000m);
        await Rests(house, 51_500m);
        await house.Venue.Price(53_000m);
        await Rests(house, 51_500m);
        await house.Venue.Price(51_400m);

        await IsClosed(house);
    }

    /// <summary>Whether the order had arrived or not: what is there is found, and placed again only when it is not.</summary>
    [Theory, InlineData("fail-after"), InlineData("fail-before")]
    public async Task A_stop_whose_answer_is_lost_is_there_once(string wrong)
    {
        await using var house = await TradingHouse.Open();
        await house.Venue.Wrong(wrong);
        await Attach(house, new { kind = "fixed", stopPrice = 45_000m });

        await Rests(house, 45_000m);
        await Comparing.Agree(house);

        Assert.Equal(1, await house.Venue.Orders());
        Assert.Empty(await house.Venue.NotDoneWrong());
    }

    private static async Task Attach(TradingHouse house, object rule)
    {
        var said = await house.Send(HttpMethod.Put, Rule, rule);
        Assert.True(said.IsDone, $"{said.Status}: {said.Body}");
    }

    private static async Task<bool> TryAttach(TradingHouse house)
    {
        try
        {
            return (await house.Send(HttpMethod.Put, Rule, new { kind = "fixed", stopPrice = 45_000m })).IsDone;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>At the venue, by its own list, one stop waits at the price and guards all that is held.</summary>
    private static Task Rests(TradingHouse house, decimal price) => Eventually.Holds(async () =>
    {
        var (truth, rule) = (await house.Venue.Truth(), await house.Send(HttpMethod.Get, Rule));
        if (!rule.IsDone) return $"There is no rule: {rule.Body}";
        return Stops(truth) is [var stop] && Comparing.Number(stop.GetProperty("stopPrice")) == price && Comparing.Number(stop.GetProperty("origQty")) == 10m && rule.Text("heldAt") == "venue"
            ? null
            : $"{rule.Body} and {string.Join(", ", Stops(truth))}";
    });

    private static async Task IsClosed(TradingHouse house)
    {
        await house.UntilReady();
        await Eventually.Holds(async () => (await house.Send(HttpMethod.Get, Rule)) is { IsDone: true } rule ? $"There still is a rule: {rule.Body}" : null);
        await Comparing.Agree(house);
        var truth = await house.Venue.Truth();
        Assert.Empty(Stops(truth));
        Assert.Equal(10m, truth.GetProperty("trades").EnumerateArray().Sum(trade => Comparing.Number(trade.GetProperty("qty"))));
    }

    private static JsonElement[] Stops(JsonElement truth) =>
        [.. truth.GetProperty("orders").EnumerateArray().Where(order => order.GetProperty("status").GetString() is "NEW" or "PARTIALLY_FILLED" && Comparing.Number(order.GetProperty("stopPrice")) > 0m)];
}
