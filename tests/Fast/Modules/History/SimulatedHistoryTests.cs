using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Tests.Fast.Storage.Columnar;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History;

public class SimulatedHistoryTests
{
    private static readonly SeriesKey Hours = new(new("SPY", "SIM"), SeriesKind.Bars, Interval.OneHour);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_a_range_is_asked_for_the_bars_are_the_same_and_without_gaps()
    {
        await using var pieces = await HistoryRoom.Open();
        await using var whole = await HistoryRoom.Open();

        await pieces.History.Prepare(new(Hours, Instant.FromUtc(2024, 3, 1, 0, 0), Instant.FromUtc(2024, 4, 1, 0, 0)), Ct);
        await pieces.History.Prepare(new(Hours, Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2024, 2, 1, 0, 0)), Ct);
        var there = await pieces.History.Prepare(new(Hours, Instant.FromUtc(2024, 5, 1, 0, 0), Instant.FromUtc(2024, 6, 1, 0, 0)), Ct);
        await whole.History.Prepare(new(Hours, Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2024, 6, 1, 0, 0)), Ct);

        Assert.Null(there.Reason);
        Assert.True(there.Rows > 100);
        Sample.AssertSame(whole.Store.Read(Hours), pieces.Store.Read(Hours));
        var coverage = (await pieces.History.GetCoverage(new("SPY.SIM"), Ct)).Series.Single();
        Assert.Equal((true, 0), (coverage.IsSimulated, coverage.GapCount));
    }

    [Fact]
    public async Task What_was_made_is_there_when_it_is_asked_for_again_although_the_range_begins_on_a_holiday()
    {
        await using var room = await HistoryRoom.Open();
        var request = new SeriesRequest(Hours, Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2024, 2, 1, 0, 0));

        var first = await room.History.Prepare(request, Ct);
        var second = await room.History.Prepare(request, Ct);

        Assert.Null(second.Reason);
        Assert.Equal(first.Rows, second.Rows);
    }

    [Fact]
    public async Task Without_a_range_the_last_years_are_made()
    {
        await using var room = await HistoryRoom.Open();

        var bars = await room.History.Prepare(new(Hours), Ct);

        // Two years of some 252 sessions of seven bars, a few of four.
        Assert.InRange(bars.Rows, 2 * 245 * 7, 2 * 254 * 7);
    }

    [Theory]
    [InlineData("SYP.SIM", "SPY.SIM")]
    [InlineData("SPY.US", "data import")]
    public async Task What_cannot_be_made_is_said_with_what_to_do(string symbolText, string hint)
    {
        await using var room = await HistoryRoom.Open();
        Assert.True(AlgoTrendy.Core.Instruments.Symbol.TryParse(symbolText, out var symbol));

        var nothing = await room.History.Prepare(new(new(symbol, SeriesKind.Bars, Interval.OneDay)), Ct);

        Assert.Equal(0, nothing.Rows);
        Assert.Contains(hint, nothing.Reason, StringComparison.Ordinal);
    }
}
