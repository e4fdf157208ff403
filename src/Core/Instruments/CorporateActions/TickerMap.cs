using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>Up to and on <paramref name="LastDate"/> the security traded as <paramref name="Ticker"/>.</summary>
public readonly record struct TickerRow(LocalDate LastDate, string Ticker);

/// <summary>A stretch of trading dates, both inclusive, in which a security had one ticker.</summary>
public readonly record struct TickerSpan(string Ticker, LocalDate First, LocalDate Last);

/// <summary>Which ticker one security had on which date. Tickers are re-used: the same one may belong to another security before or after.</summary>
public sealed class TickerMap
{
    /// <summary>A security still listed has a last row in this year or later (LEAN writes 20501231).</summary>
    private const int Forever = 2050;

    private readonly TickerRow[] _rows;

    /// <param name="name">The security's own name, unique where a ticker is not: its last ticker, with ".1" and so on for older ones that had the same.</param>
    /// <param name="rows">The first row's date is the first trading date; each row's ticker holds from the day after the row before. Dates rise.</param>
    /// <exception cref="ArgumentException">No rows, dates that go back, or an empty ticker.</exception>
    public TickerMap(string name, IReadOnlyList<TickerRow> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("A ticker map has at least one row.", nameof(rows));
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Ticker.Length == 0) throw new ArgumentException($"Row {index + 1} has no ticker.", nameof(rows));
            if (index > 0 && rows[index].LastDate < rows[index - 1].LastDate)
                throw new ArgumentException($"Dates must rise: {rows[index].LastDate:uuuu-MM-dd} follows {rows[index - 1].LastDate:uuuu-MM-dd}.", nameof(rows));
        }

        Name = name;
        _rows = [.. rows.Select(row => row with { Ticker = row.Ticker.ToUpperInvariant() })];
    }

    public string Name { get; }

    public IReadOnlyList<TickerRow> Rows => _rows;

    public LocalDate FirstDate => _rows[0].LastDate;

    /// <summary>The last trading date; null while it is listed.</summary>
    public LocalDate? DelistedOn => _rows[^1].LastDate is var last && last.Year >= Forever ? null : last;

    /// <summary>The ticker on a trading date; null before the listing and after the delisting.</summary>
    public string? TickerOn(LocalDate date)
    {
        if (date < FirstDate) return null;
        foreach (var row in _rows)
            if (date <= row.LastDate) return row.Ticker;

        return null;
    }

    /// <summary>The tickers over the trading dates [first, last], in order, without gaps in between.</summary>
    public IReadOnlyList<TickerSpan> Over(LocalDate first, LocalDate last)
    {
        var spans = new List<TickerSpan>();
        var begin = FirstDate;
        foreach (var row in _rows)
        {
            if (row.LastDate < begin) continue;
            var (from, to) = (LocalDate.Max(begin, first), LocalDate.Min(row.LastDate, last));
            begin = row.LastDate.PlusDays(1);
            if (from > to) continue;
            if (spans.Count > 0 && spans[^1].Ticker == row.Ticker) spans[^1] = spans[^1] with { Last = to };
            else spans.Add(new(row.Ticker, from, to));
        }

        return spans;
    }
}
