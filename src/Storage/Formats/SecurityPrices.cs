using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>The prices of one security over all the tickers that it had: GOOG from goocv, then goog.</summary>
public static class SecurityPrices
{
    /// <summary>The raw rows of the trading dates [first, last] in order, each from the series of the ticker that the security had on that date.</summary>
    /// <param name="zone">In which trading dates are counted.</param>
    /// <param name="fetch">The raw rows of a ticker in [from, to), empty when there are none.</param>
    public static Columns Follow(TickerMap map, LocalDate first, LocalDate last, DateTimeZone zone, SeriesKind kind, Func<string, Instant64, Instant64, Columns> fetch)
    {
        var pieces = new List<Columns>();
        foreach (var span in map.Over(first, last))
        {
            var (from, to) = (StartOf(span.First, zone), StartOf(span.Last.PlusDays(1), zone));
            var rows = fetch(span.Ticker, from, to).Between(from, to);
            if (rows.Count > 0) pieces.Add(rows);
        }

        return pieces.Count == 1 ? pieces[0] : Join(kind, pieces);
    }

    /// <summary>Rows of several batches as one; they must follow one another in time.</summary>
    public static Columns Join(SeriesKind kind, IReadOnlyList<Columns> pieces)
    {
        var count = pieces.Sum(piece => piece.Count);
        var times = new Instant64[count];
        var values = new double[SeriesColumns.Of(kind).Count][];
        for (var column = 0; column < values.Length; column++) values[column] = new double[count];
        var start = 0;
        foreach (var piece in pieces)
        {
            piece.Times.CopyTo(times.AsSpan(start));
            for (var column = 0; column < values.Length; column++) piece.Values(column).CopyTo(values[column].AsSpan(start));
            start += piece.Count;
        }

        return new(kind, times, Array.ConvertAll(values, column => (ReadOnlyMemory<double>)column));
    }

    // The far future of a ticker map's last row lies beyond what a column's time can hold.
    private static Instant64 StartOf(LocalDate date, DateTimeZone zone) => date.Year switch
    {
        >= 2262 => Instant64.MaxValue,
        <= 1677 => Instant64.MinValue,
        _ => Instant64.FromInstant(date.AtStartOfDayInZone(zone).ToInstant()),
    };
}
