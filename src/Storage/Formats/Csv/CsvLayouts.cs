using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Finds which field of a CSV holds what: by the names that were given, by its header line, or by what its numbers are.</summary>
internal static class CsvLayouts
{
    // Comments or an address may stand above the header.
    private const int MostLinesAbove = 5;
    private const double MostRows = 0.9;

    public const string UsualColumns = "--columns time,open,high,low,close,volume";

    /// <summary>Null and no problem when the text is no CSV of prices at all; null with a sentence when it is one that cannot be understood.</summary>
    public static CsvLayout? Find(CsvDialect dialect, FormatOptions options, DateOrder order, out string? problem)
    {
        problem = null;
        var rows = dialect.Rows;
        var header = -1;
        for (var index = 0; index < Math.Min(rows.Count, MostLinesAbove) && header < 0; index++)
            if (CsvHeader.IsHeader(rows[index])) header = index;

        var below = rows.Skip(header + 1).ToArray();
        if (options.Columns is { } given)
        {
            var names = given.Concat(Enumerable.Repeat("", Math.Max(0, dialect.FieldCount - given.Count))).ToArray();
            var skipped = header >= 0 ? header + 1 : IsRow(rows[0], order) ? 0 : 1;
            return CsvHeader.LayoutOf(names, [.. rows.Skip(skipped)], dialect with { FieldCount = Math.Max(dialect.FieldCount, given.Count) }, skipped, order, out problem);
        }

        if (header < 0) return WithoutHeader(dialect, order, out problem);
        if (FieldCount(below, rows[header].Length) is not { } count)
        {
            problem = $"Its header names {rows[header].Length} columns, but the rows below have {below[0].Length} fields.";
            return null;
        }

        return CsvHeader.LayoutOf(rows[header], below, dialect with { FieldCount = count }, header + 1, order, out problem);
    }

    public static bool IsClock(string text) => text.Length >= 4 && ClockTime.TryRead(Encoding.UTF8.GetBytes(text.Trim()), out _);

    // A delimiter at the end of each row makes one more field than the header has; any other difference would shift columns.
    private static int? FieldCount(string[][] rows, int named)
    {
        if (rows.Length == 0 || rows.Any(row => row.Length == named)) return named;
        return rows.Any(row => row.Length == named + 1 && row[^1].Length == 0) ? named + 1 : null;
    }

    private static CsvLayout? WithoutHeader(CsvDialect dialect, DateOrder order, out string? problem)
    {
        problem = null;
        var rows = dialect.Rows.Where(row => IsRow(row, order)).ToArray();
        problem = UnknownNames(dialect);
        if (problem is not null || rows.Length == 0 || rows.Length < dialect.Rows.Count / 2) return null;

        var clock = IsDate(rows[0][0], order) && rows.All(row => IsClock(row[1]) && row[1].Contains(':', StringComparison.Ordinal)) ? 1 : -1;
        var first = clock < 0 ? 1 : 2;
        var numbers = dialect.FieldCount - first;
        if (numbers < 4 || rows.Count(row => IsBar(row, first)) < MostRows * rows.Length)
        {
            problem = numbers < 4
                ? $"It has no header line, and {numbers} columns beside the time are too few for open, high, low and close."
                : "It has no header line, and its numbers do not fit the usual order of open, high, low, close: the second is not the highest or the third not the lowest.";
            return null;
        }

        return new(dialect.Separator, dialect.FieldCount, SkippedLines(dialect, order), SeriesKind.Bars, 0, clock, [first, first + 1, first + 2, first + 3, numbers > 4 ? first + 4 : -1], -1);
    }

    // A first line of words is a header whose names are not known.
    private static string? UnknownNames(CsvDialect dialect)
    {
        var isPriceTable = dialect.Rows.Count > 1 && dialect.Rows[0].Length == dialect.FieldCount && dialect.Rows[0].All(name => name.Length > 0 && char.IsLetter(name[0])) && dialect.Rows[1].Count(IsNumber) >= 4;
        return isPriceTable ? $"Its columns are called {string.Join(", ", dialect.Rows[0].Select(name => Quoted.Text(name)))}; open, high, low, close and a time are not among them." : null;
    }

    private static int SkippedLines(CsvDialect dialect, DateOrder order) => dialect.Rows.TakeWhile(row => !IsRow(row, order) && row.All(field => !IsNumber(field))).Count();

    private static bool IsRow(string[] row, DateOrder order) => row.Length > 2 && (IsMoment(row[0], order) || IsMoment(row[0], order == DateOrder.MonthDayYear ? DateOrder.DayMonthYear : DateOrder.MonthDayYear));

    private static bool IsMoment(string text, DateOrder order) => CsvMoment.TryRead(Encoding.UTF8.GetBytes(text), order, out _);

    private static bool IsDate(string text, DateOrder order) => !CsvMoment.TryRead(Encoding.UTF8.GetBytes(text), order, out var moment) || moment.IsDate;

    private static bool IsBar(string[] row, int first)
    {
        if (row.Length < first + 4) return false;
        Span<double> bar = stackalloc double[4];
        for (var index = 0; index < bar.Length; index++)
            if (!double.TryParse(row[first + index], NumberStyles.Float, CultureInfo.InvariantCulture, out bar[index])) return false;

        return bar[1] >= Math.Max(bar[0], bar[3]) && bar[2] <= Math.Min(bar[0], bar[3]);
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
