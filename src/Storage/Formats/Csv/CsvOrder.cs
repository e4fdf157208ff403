using System.Text;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Tells whether a file writes 1/2/2020 for 2 January or for 1 February: only a number above 12 does.</summary>
internal static class CsvOrder
{
    /// <summary>Looks at the first lines, then at all of them; false when none tells (where dates are written otherwise, it does not matter).</summary>
    public static bool TryFind(FilePart part, CsvDialect dialect, FormatOptions options, out DateOrder order)
    {
        order = options.DateOrder ?? DateOrder.MonthDayYear;
        if (options.DateOrder is not null) return true;

        var isSlashed = false;
        foreach (var field in dialect.Rows.SelectMany(row => row))
        {
            if (!IsSlashed(field, out var told)) continue;
            isSlashed = true;
            if (told is null) continue;
            order = told.Value;
            return true;
        }

        return isSlashed && TryFindBelow(part, dialect, ref order);
    }

    /// <summary>Whether the times of the layout are of the kind that can be read in two ways.</summary>
    public static bool Matters(CsvDialect dialect, CsvLayout layout) => dialect.Rows.Any(row => layout.Time < row.Length && IsSlashed(row[layout.Time], out _));

    private static bool TryFindBelow(FilePart part, CsvDialect dialect, ref DateOrder order)
    {
        using var lines = FileSample.AllLinesOf(part);
        while (lines is not null && lines.TryRead(out var line))
        {
            foreach (var range in line.Split((byte)dialect.Delimiter))
            {
                var field = line[range].Trim((byte)'"');
                if (field.Length is < 8 or > 40 || !IsSlashed(Encoding.UTF8.GetString(field), out var told) || told is null) continue;
                order = told.Value;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text begins like 1/2/2020, 1.2.2020 or 1-2-2020, and the order where a number above 12 tells it.</summary>
    private static bool IsSlashed(string text, out DateOrder? told)
    {
        told = null;
        text = text.TrimStart();
        var first = DigitsAt(text, 0);
        if (first is not (1 or 2) || first >= text.Length || text[first] is not ('/' or '-' or '.')) return false;
        var second = DigitsAt(text, first + 1);
        var year = first + second + 2;
        if (second is not (1 or 2) || year > text.Length || text[year - 1] != text[first] || DigitsAt(text, year) != 4) return false;

        if (Number(text, 0, first) is > 12 and <= 31) told = DateOrder.DayMonthYear;
        else if (Number(text, first + 1, second) is > 12 and <= 31) told = DateOrder.MonthDayYear;
        return true;
    }

    private static int Number(string text, int start, int length) => length == 1 ? text[start] - '0' : (text[start] - '0') * 10 + text[start + 1] - '0';

    private static int DigitsAt(string text, int start)
    {
        var index = start;
        while (index < text.Length && char.IsAsciiDigit(text[index])) index++;
        return index - start;
    }
}
