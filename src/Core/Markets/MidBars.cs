namespace AlgoTrendy.Core.Markets;

/// <summary>Bars halfway between bid and ask, for markets whose data are quotes.</summary>
public static class MidBars
{
    /// <summary>One bar a quote bar, without volume; where one side was absent (NaN), the other side alone, as LEAN does.</summary>
    /// <exception cref="ArgumentException">Columns of another kind.</exception>
    public static Columns Of(Columns quotes)
    {
        if (quotes.Kind != SeriesKind.QuoteBars) throw new ArgumentException($"Mid bars are made of QuoteBars, not of {quotes.Kind}.", nameof(quotes));

        const int prices = 4, askOffset = 5;
        var columns = new ReadOnlyMemory<double>[prices + 1];
        for (var index = 0; index < prices; index++) columns[index] = Mid(quotes.Values(index), quotes.Values(index + askOffset));
        columns[prices] = new double[quotes.Count];
        return new(SeriesKind.Bars, quotes.TimeMemory, columns);
    }

    private static double[] Mid(ReadOnlySpan<double> bid, ReadOnlySpan<double> ask)
    {
        var mid = new double[bid.Length];
        for (var index = 0; index < mid.Length; index++)
            mid[index] = double.IsNaN(bid[index]) ? ask[index] : double.IsNaN(ask[index]) ? bid[index] : (bid[index] + ask[index]) / 2;

        return mid;
    }
}
