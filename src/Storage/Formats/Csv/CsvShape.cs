using System.Text;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>What the first rows of a CSV have in common.</summary>
/// <param name="Rows">How many could be read.</param>
/// <param name="Interval">By the distances between them; null when they do not say.</param>
/// <param name="NeedsZone">Whether there are times without a zone.</param>
/// <param name="Symbols">Those that its column names; empty without one.</param>
internal sealed record CsvShape(int Rows, Interval? Interval, bool IsNewestFirst, bool NeedsZone, string FirstTime, IReadOnlyList<string> Symbols, bool HasAdjustedClose)
{
    public static CsvShape Of(CsvDialect dialect, CsvLayout layout, DateOrder order, FormatOptions options)
    {
        var rows = dialect.Rows.Skip(layout.HeaderLines).Where(row => row.Length == layout.Fields).ToArray();
        var times = new List<Instant64>();
        var needsZone = false;
        var firstTime = "";
        foreach (var row in rows)
        {
            var clock = layout.Clock < 0 ? default : Encoding.UTF8.GetBytes(row[layout.Clock]);
            if (!CsvTimes.TryMoment(Encoding.UTF8.GetBytes(row[layout.Time]), clock, order, out var moment)) continue;
            if (times.Count == 0) firstTime = Quoted.Text(layout.Clock < 0 ? row[layout.Time] : row[layout.Time] + " " + row[layout.Clock]);
            needsZone |= !moment.IsUtc;
            times.Add(Instant64.FromUnixTimeNanoseconds(moment.Nanoseconds));
        }

        var isFalling = times.Zip(times.Skip(1)).Sum(pair => pair.Second.CompareTo(pair.First)) < 0;
        if (isFalling) times.Reverse();
        var symbols = layout.Symbol < 0 ? [] : rows.Select(row => row[layout.Symbol].Trim()).Distinct().ToArray();
        var hasAdjusted = layout.HeaderLines > 0 && options.Columns is null && dialect.Rows[layout.HeaderLines - 1].Any(name => CsvRoles.Of(name).Role == CsvRole.AdjustedClose);
        return new(times.Count, Spacing.IntervalOf(times), isFalling, needsZone, firstTime, symbols, hasAdjusted);
    }

    /// <summary>The ticker in a column's text: BTCUSDT of "BTC/USDT"; null when it can be none.</summary>
    public static string? TickerOf(string text)
    {
        var ticker = text.ToUpperInvariant().Replace("/", "", StringComparison.Ordinal);
        return Symbol.TryParse(ticker + ".X", out _) ? ticker : null;
    }
}
