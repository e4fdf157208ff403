using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History;

/// <summary>Bars as other modules read them.</summary>
public class BarReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_bars_that_have_closed_are_read_although_the_market_can_make_later_ones()
    {
        await using var room = await HistoryRoom.Open();
        var now = SystemClock.Instance.GetCurrentInstant();

        var reply = await room.History.ReadBars(new(new("BTCUSDT", "SIM"), Interval.OneHour, now - Duration.FromHours(50), now + Duration.FromHours(50)), Ct);

        Assert.Null(reply.Reason);
        Assert.InRange(reply.Bars.Count, 48, 50);
        Assert.InRange(reply.Bars[^1].CloseTime.ToInstant(), now - Duration.FromHours(1), now + Duration.FromMinutes(1));
        Assert.All(reply.Bars.Zip(reply.Bars.Skip(1)), pair => Assert.Equal(pair.First.CloseTime, pair.Second.OpenTime));
    }

    [Fact]
    public async Task A_reason_says_what_is_missing()
    {
        await using var room = await HistoryRoom.Open();

        var nothing = await room.History.ReadBars(new(new("BTCUSDT", "BINANCE"), Interval.OneDay), Ct);
        var nobody = await room.History.ReadBars(new(new("NOBODY", "US"), Interval.OneDay), Ct);

        Assert.Contains("data import", nothing.Reason, StringComparison.Ordinal);
        Assert.Contains("NOBODY.US", nobody.Reason, StringComparison.Ordinal);
        Assert.Empty(nothing.Bars);
    }
}
