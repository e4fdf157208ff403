using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>A part of a position is closed at a venue that sells only what is free, and the process ends in between: whatever has come of the closing, what is left is guarded as before, once.</summary>
public sealed class ClosingTests
{
    private const string Position = "positions/venue:BTCUSDT.BINANCE";

    /// <summary>The closing is the first order that is sent, what guards the rest the second. One point of each kind is tried every time.</summary>
    public static IEnumerable<TheoryDataRow<string>> Points =>
    [
        new("cancelled:1"), new("before-send:1"), new("sent:1"), new("answered:2"),
        Long("before-cancel:1"), Long("answered:1"), Long("before-send:2"), Long("sent:2"),
    ];

    [Theory, MemberData(nameof(Points))]
    public async Task Killed_while_a_position_is_closed_in_part_the_rest_is_guarded(string point)
    {
        await using var house = await TradingHouse.Open();
        var stop = await house.Send(HttpMethod.Post, $"{Position}/protect?wait=3000", new { stopPrice = 45_000m });
        Assert.True(stop.IsDone, $"{stop.Status}: {stop.Body}");
        await IsGuarded(house);

        await house.Start(house.ProcessOf(TradingHouse.Trading), point);
        await house.UntilReady();
        await TryClose(house);
        await house.Platform.Ended(TestContext.Current.CancellationToken);
        await house.Start();
        await house.UntilReady();

        await IsGuarded(house);
        await Comparing.Agree(house);
        await IsGuarded(house);
        await house.Venue.Price(44_900m);
        await Eventually.Holds(async () => Left(await house.Venue.Truth()) is var left and not 0m ? $"{left} is left." : null);
        await Comparing.Agree(house);
    }

    private static TheoryDataRow<string> Long(string point) => new TheoryDataRow<string>(point).WithTrait("Speed", "slow");

    private static async Task TryClose(TradingHouse house)
    {
        try
        {
            await house.Send(HttpMethod.Post, $"{Position}/close?wait=3000", new { quantity = 4m });
        }
        catch (HttpRequestException)
        {
            // It ended meanwhile, as it should.
        }
    }

    /// <summary>At the venue, by its own list, stops wait for exactly what is left of ten.</summary>
    private static Task IsGuarded(TradingHouse house) => Eventually.Holds(async () =>
    {
        var truth = await house.Venue.Truth();
        var guarded = truth.GetProperty("orders").EnumerateArray()
            .Where(order => order.GetProperty("status").GetString() is "NEW" or "PARTIALLY_FILLED" && Comparing.Number(order.GetProperty("stopPrice")) == 45_000m)
            .Sum(order => Comparing.Number(order.GetProperty("origQty")));
        return guarded == Left(truth) ? null : $"{guarded} of {Left(truth)} is guarded: {truth.GetProperty("orders")}";
    });

    private static decimal Left(JsonElement truth) => 10m - truth.GetProperty("trades").EnumerateArray().Sum(trade => Comparing.Number(trade.GetProperty("qty")));
}
