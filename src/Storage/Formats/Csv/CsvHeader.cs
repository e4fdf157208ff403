using System.Text;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Finds the columns of a CSV by their names.</summary>
internal static class CsvHeader
{
    private static readonly CsvRole[] BarRoles = [CsvRole.Open, CsvRole.High, CsvRole.Low, CsvRole.Close, CsvRole.Volume];
    private static readonly CsvRole[] TradeRoles = [CsvRole.Price, CsvRole.Size];
    private static readonly CsvRole[] QuoteRoles = [CsvRole.Bid, CsvRole.BidSize, CsvRole.Ask, CsvRole.AskSize];
    private static readonly CsvRole[] QuoteBarRoles =
    [
        CsvRole.BidOpen, CsvRole.BidHigh, CsvRole.BidLow, CsvRole.BidClose, CsvRole.BidSize, CsvRole.AskOpen, CsvRole.AskHigh, CsvRole.AskLow, CsvRole.AskClose, CsvRole.AskSize,
    ];

    /// <summary>Whether the line names columns: a time and at least one price.</summary>
    public static bool IsHeader(string[] row)
    {
        var roles = row.Select(name => CsvRoles.Of(name).Role).ToHashSet();
        return roles.Contains(CsvRole.Time) && roles.Overlaps([CsvRole.Open, CsvRole.High, CsvRole.Low, CsvRole.Close, CsvRole.Price, CsvRole.Bid, CsvRole.BidOpen]);
    }

    /// <summary>The layout that the names say; null with a sentence when a column is missing or named twice.</summary>
    /// <param name="rows">Rows below the header, to see what columns hold.</param>
    public static CsvLayout? LayoutOf(string[] names, IReadOnlyList<string[]> rows, CsvDialect dialect, int headerLines, DateOrder order, out string? problem)
    {
        var roles = Array.ConvertAll(names, CsvRoles.Of);
        var (kind, wanted) = KindOf([.. roles.Select(role => role.Role)]);
        var values = new int[wanted.Length];
        for (var index = 0; index < wanted.Length; index++)
        {
            values[index] = FieldOf(wanted[index], names, roles, out problem);
            if (problem is null && values[index] < 0 && !IsOptional(wanted[index])) problem = $"It has no column for {SeriesColumns.Of(kind)[index]}; its columns are {string.Join(", ", names)}.";
            if (problem is not null) return null;
        }

        var symbol = FieldOf(CsvRole.Symbol, names, roles, out problem);
        if (problem is not null) return null;
        var times = Enumerable.Range(0, names.Length).Where(field => roles[field].Role == CsvRole.Time).ToArray();
        var (time, clock) = TimeFields(times, rows, order);
        if (time < 0)
        {
            problem = times.Length == 0
                ? $"It has no column for the time; its columns are {string.Join(", ", names)}."
                : $"The times in column {names[times[0]]} cannot be read, e.g. {Example(rows, times[0])}. Write them as 2020-01-31T09:30:00Z, as dates, or as unix times.";
            return null;
        }

        problem = null;
        return new(dialect.Separator, dialect.FieldCount, headerLines, kind, time, clock, values, symbol) { IsUtc = CsvRoles.SaysUtc(names[time]) || clock >= 0 && CsvRoles.SaysUtc(names[clock]) };
    }

    private static (SeriesKind Kind, CsvRole[] Roles) KindOf(HashSet<CsvRole> roles)
    {
        if (roles.Contains(CsvRole.Open) || roles.Contains(CsvRole.High)) return (SeriesKind.Bars, BarRoles);
        if (roles.Contains(CsvRole.BidOpen)) return (SeriesKind.QuoteBars, QuoteBarRoles);
        return roles.Contains(CsvRole.Price) ? (SeriesKind.Trades, TradeRoles) : roles.Contains(CsvRole.Bid) ? (SeriesKind.Quotes, QuoteRoles) : (SeriesKind.Bars, BarRoles);
    }

    private static bool IsOptional(CsvRole role) => role is CsvRole.Volume or CsvRole.Size or CsvRole.BidSize or CsvRole.AskSize;

    private static int FieldOf(CsvRole role, string[] names, (CsvRole Role, int Rank)[] roles, out string? problem)
    {
        problem = null;
        var found = Enumerable.Range(0, names.Length).Where(field => roles[field].Role == role).OrderBy(field => roles[field].Rank).ToArray();

        // With open, high and low, a column named price is the close, as Investing.com writes it.
        if (found.Length == 0 && role == CsvRole.Close) return Array.FindIndex(roles, known => known.Role == CsvRole.Price);
        if (found.Length == 0) return -1;
        if (found.Length > 1 && roles[found[0]].Rank == roles[found[1]].Rank && role != CsvRole.Volume) problem = $"Two of its columns, {names[found[0]]} and {names[found[1]]}, could be the {role.ToString().ToLowerInvariant()}.";
        return found[0];
    }

    // Of several columns with times a date and a time of day belong together; else one that says UTC is better than one that does not.
    private static (int Time, int Clock) TimeFields(int[] candidates, IReadOnlyList<string[]> rows, DateOrder order)
    {
        var moments = candidates.ToDictionary(field => field, field => MomentOf(rows, field, order));
        var date = Array.Find(candidates, field => moments[field] is { IsDate: true }) is var found && candidates.Contains(found) && moments[found] is { IsDate: true } ? found : -1;
        var clock = Array.FindIndex(candidates, field => moments[field] is null && IsClock(rows, field));
        var readable = candidates.Where(field => moments[field] is not null).OrderByDescending(field => moments[field]!.Value.IsUtc).ThenBy(field => moments[field]!.Value.IsDate).ToArray();
        if (readable.Length > 0 && moments[readable[0]] is { IsDate: false }) return (readable[0], -1);
        if (date >= 0) return (date, clock < 0 ? -1 : candidates[clock]);

        return readable.Length > 0 ? (readable[0], -1) : (-1, -1);
    }

    private static CsvMoment? MomentOf(IReadOnlyList<string[]> rows, int field, DateOrder order)
    {
        foreach (var row in rows)
            if (field < row.Length && (CsvMoment.TryRead(Encoding.UTF8.GetBytes(row[field]), order, out var moment) || CsvMoment.TryRead(Encoding.UTF8.GetBytes(row[field]), Other(order), out moment))) return moment;

        return null;
    }

    private static DateOrder Other(DateOrder order) => order == DateOrder.MonthDayYear ? DateOrder.DayMonthYear : DateOrder.MonthDayYear;

    private static bool IsClock(IReadOnlyList<string[]> rows, int field) =>
        rows.Any(row => field < row.Length && CsvLayouts.IsClock(row[field]));

    private static string Example(IReadOnlyList<string[]> rows, int field) => Text.Quoted.Text(rows.FirstOrDefault(row => field < row.Length)?[field] ?? "");
}
