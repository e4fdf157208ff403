namespace AlgoTrendy.Storage.Formats;

/// <summary>The corporate actions that lie beside a price file of LEAN's; null where there is no such file.</summary>
/// <param name="TickerMapFile">Of the security that has the ticker now; an older one with the same ticker has a map of its own.</param>
public sealed record LeanCompanions(string? FactorFile, string? TickerMapFile);

/// <summary>Finds files of LEAN's data folder by one of them.</summary>
public static class LeanFolders
{
    /// <summary>The factor and map files of a stock: equity/usa/factor_files/spy.csv beside equity/usa/daily/spy.zip and equity/usa/minute/spy/….</summary>
    /// <returns>Null when the path is none of LEAN's stocks.</returns>
    public static LeanCompanions? Beside(string pricePath)
    {
        var segments = pricePath.Replace('\\', '/').Split('/');
        if (Lean.LeanPath.TryParse([.. segments.Where(segment => segment.Length > 0).Select(segment => segment.ToLowerInvariant())]) is not { SecurityType: "equity" } path) return null;

        var market = string.Join('/', segments[..^(path.Date is null ? 2 : 3)]);
        return new(IfThere($"{market}/factor_files/{path.Ticker}.csv"), IfThere($"{market}/map_files/{path.Ticker}.csv"));
    }

    private static string? IfThere(string path) => File.Exists(path) ? path : null;
}
