using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats;

/// <summary>What the name of a CSV says: MSFT of msft.csv, BTCUSDT and 1h of BTCUSDT_1h.csv, SPY.US and 1d of SPY.US-1d.csv.</summary>
internal readonly record struct NameWords(string? Ticker, string? Venue, Interval? Interval)
{
    private static readonly HashSet<string> Noise = new(StringComparer.OrdinalIgnoreCase)
    {
        "csv", "txt", "tsv", "dat", "gz", "zip", "ohlc", "ohlcv", "data", "history", "historical", "prices", "price", "quotes", "bars", "candles", "klines", "trade", "trades", "quote",
        "daily", "day", "hourly", "hour", "minute", "minutes", "min", "intraday", "download", "export", "utc",
    };

    public static NameWords Of(string fileName)
    {
        var name = WithoutExtension(fileName).ToUpperInvariant();
        if (TryExported(name, out var exported)) return exported;

        Interval? interval = null;
        var kept = new List<string>();
        foreach (var word in name.Split(['_', ' ', '-', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Core.Markets.Interval.TryParse(word.ToLowerInvariant(), out var found)) interval = found;
            else if (!Noise.Contains(word) && !IsDate(word)) kept.Add(word);
        }

        // EUR_USD and BTC-USDT are one pair; of more words none is surely the ticker, but the first usually is.
        var ticker = kept.Count == 2 && kept.All(word => word.Length is 3 or 4 && word.All(char.IsAsciiLetter)) ? kept[0] + kept[1] : kept.FirstOrDefault();
        return new(IsTicker(ticker) ? ticker : null, null, interval);
    }

    // What an export is called: SPY.US-1d, EURUSD.OANDA-quoteBars-1m, SPY.US-trades.
    private static bool TryExported(string name, out NameWords words)
    {
        words = default;
        var parts = name.Split('-').ToList();
        Interval? interval = Core.Markets.Interval.TryParse(parts[^1].ToLowerInvariant(), out var found) ? found : null;
        if (interval is not null) parts.RemoveAt(parts.Count - 1);
        var hasKind = parts.Count > 1 && Enum.TryParse<SeriesKind>(parts[^1], ignoreCase: true, out _);
        if (hasKind) parts.RemoveAt(parts.Count - 1);
        if (interval is null && !hasKind || !Symbol.TryParse(string.Join('-', parts), out var symbol)) return false;

        words = new(symbol.Ticker, symbol.Venue, interval);
        return true;
    }

    private static bool IsTicker(string? text) => text is not null && Symbol.TryParse(text + ".X", out _);

    private static bool IsDate(string word) => word.Length is 2 or 4 or 6 or 8 && word.All(char.IsAsciiDigit);

    private static string WithoutExtension(string name)
    {
        for (var extension = Path.GetExtension(name); extension.Length is > 1 and <= 4 && Noise.Contains(extension[1..]); extension = Path.GetExtension(name)) name = name[..^extension.Length];
        return name;
    }
}
