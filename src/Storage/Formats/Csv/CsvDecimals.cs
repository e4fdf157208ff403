namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Notices decimal commas, which could as well part thousands.</summary>
internal static class CsvDecimals
{
    /// <summary>Whether prices have commas and no points.</summary>
    public static bool HaveCommas(CsvDialect dialect, CsvLayout layout)
    {
        if (dialect.Delimiter == ',') return false;
        var prices = dialect.Rows.Skip(layout.HeaderLines).Where(row => row.Length == layout.Fields).Select(row => row[layout.Values[0]]).ToArray();
        return prices.Length > 0 && prices.Any(price => price.Contains(',', StringComparison.Ordinal)) && prices.All(price => !price.Contains('.', StringComparison.Ordinal));
    }
}
