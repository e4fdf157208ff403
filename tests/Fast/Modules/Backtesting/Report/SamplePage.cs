namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

/// <summary>Pages that tests/Browser opens; written by fast tests, because only the writer can make them.</summary>
internal static class SamplePage
{
    /// <summary>The page's data, as JSON.</summary>
    public static string DataOf(string page)
    {
        const string Begin = "type=\"application/json\">";
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)];
    }

    public static void Keep(string name, string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AlgoTrendy.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        var reports = Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "reports"));
        File.WriteAllText(Path.Combine(reports.FullName, name + ".html"), page);
    }
}
