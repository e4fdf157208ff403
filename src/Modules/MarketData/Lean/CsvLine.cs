using System.Text;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>Splits one line of comma-separated values (RFC 4180; a field does not run over the line's end).</summary>
internal static class CsvLine
{
    /// <exception cref="FormatException">A quotation mark stands where none can.</exception>
    public static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal)) return line.Split(',', StringSplitOptions.TrimEntries);

        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && line[at] == ' ') at++;
            fields.Add(at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Plain(line, ref at));
            if (at == line.Length) return [.. fields];
            at++;
        }
    }

    private static string Plain(string line, ref int at)
    {
        var start = at;
        while (at < line.Length && line[at] != ',')
        {
            if (line[at] == '"') throw new FormatException("a quotation mark stands inside a field: quote the whole field and double the marks in it.");
            at++;
        }

        return line[start..at].Trim();
    }

    private static string Quoted(string line, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                field.Append(line[at]);
                continue;
            }

            at++;
            if (at < line.Length && line[at] == '"')
            {
                field.Append('"');
                continue;
            }

            while (at < line.Length && line[at] == ' ') at++;
            return at == line.Length || line[at] == ',' ? field.ToString() : throw new FormatException("something follows the quotation mark that ends a field; a comma is expected.");
        }

        throw new FormatException("a quotation mark is not closed on its line.");
    }
}
