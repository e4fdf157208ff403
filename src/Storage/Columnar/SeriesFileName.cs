using System.Diagnostics.CodeAnalysis;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Where a series is kept: {SYMBOL}/{kind}-{interval}.columns, as in BTCUSDT.BINANCE/bars-1m.columns or AAPL.US/trades.columns.</summary>
internal static class SeriesFileName
{
    public const string Extension = ".columns";
    public const string RejectedExtension = ".rejected.json";
    public const string UnfinishedExtension = ".unfinished";

    private static readonly Dictionary<string, SeriesKind> Kinds = new(StringComparer.Ordinal)
    {
        ["bars"] = SeriesKind.Bars,
        ["quotebars"] = SeriesKind.QuoteBars,
        ["trades"] = SeriesKind.Trades,
        ["quotes"] = SeriesKind.Quotes,
    };

    /// <summary>The name without folder and extension: bars-1m, trades.</summary>
    public static string Stem(SeriesKey key)
    {
        var kind = Kinds.First(pair => pair.Value == key.Kind).Key;
        return key.Interval is { } interval ? $"{kind}-{interval}" : kind;
    }

    public static string Path(string folder, SeriesKey key) => System.IO.Path.Combine(folder, key.Symbol.ToString(), Stem(key) + Extension);

    public static bool TryParse(string symbolText, string stem, [NotNullWhen(true)] out SeriesKey? key)
    {
        key = null;
        var dash = stem.IndexOf('-', StringComparison.Ordinal);
        Interval? interval = null;
        if (dash >= 0)
        {
            if (!Interval.TryParse(stem[(dash + 1)..], out var parsed)) return false;
            interval = parsed;
        }

        if (!Kinds.TryGetValue(dash < 0 ? stem : stem[..dash], out var kind) || !Symbol.TryParse(symbolText, out var symbol)) return false;
        if (interval is null != kind is SeriesKind.Trades or SeriesKind.Quotes) return false;

        key = new(symbol, kind, interval);
        return true;
    }
}
