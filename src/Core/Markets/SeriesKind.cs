namespace AlgoTrendy.Core.Markets;

/// <summary>What one row of a series is; each kind has its own columns (<see cref="SeriesColumns"/>).</summary>
public enum SeriesKind
{
    Bars,
    QuoteBars,
    Trades,
    Quotes,
}

/// <summary>The columns of each kind of series, all of them double, beside the time.</summary>
public static class SeriesColumns
{
    private static readonly string[] Bars = ["open", "high", "low", "close", "volume"];
    private static readonly string[] QuoteBars =
        ["bidOpen", "bidHigh", "bidLow", "bidClose", "bidSize", "askOpen", "askHigh", "askLow", "askClose", "askSize"];
    private static readonly string[] Trades = ["price", "size"];
    private static readonly string[] Quotes = ["bid", "bidSize", "ask", "askSize"];

    public static IReadOnlyList<string> Of(SeriesKind kind) => kind switch
    {
        SeriesKind.Bars => Bars,
        SeriesKind.QuoteBars => QuoteBars,
        SeriesKind.Trades => Trades,
        _ => Quotes,
    };
}
