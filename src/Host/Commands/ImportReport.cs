using AlgoTrendy.Contracts.History;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Tells people what an import did: the counts, each series, then what was left out and why, and what was taken for granted.</summary>
internal static class ImportReport
{
    private const int MostListed = 10;

    public static void Show(ImportSummary summary)
    {
        Screen.Title($"{Figures.Count(summary.RowsRead, "row")} read: {Figures.Count(summary.RowsStored)} stored, {Figures.Count(summary.RowsAlreadyThere)} already there, {Figures.Count(summary.RowsRejected)} rejected.");
        ShowSeries(summary.Series);
        List($"Rejected rows ({Figures.Count(summary.RowsRejected)})", summary.RowsRejected, [.. summary.Rejected.Select(row => $"{Here(row.File)}, line {row.Line}: {row.Reason}")]);
        ShowRefused(summary.RefusedFiles);
        List("Assumed", summary.Assumptions.Count, [.. summary.Assumptions.Select(Here)]);
    }

    private static void ShowSeries(IReadOnlyList<ImportedSeries> imported)
    {
        if (imported.Count == 0) return;

        var sheet = new Sheet(Column.Text("Series"), Column.Text(), Column.Number("Stored"), Column.Text("From (UTC)"), Column.Text("To (UTC)"), Column.Text("Format"));
        foreach (var series in imported)
            sheet.Add(series.Series.Symbol.ToString(), SeriesText.KindOf(series.Series), Figures.Count(series.RowsStored), Figures.Moment(series.From), Figures.Moment(series.To), series.Format);
        Screen.Say();
        Screen.Show(sheet);
    }

    private static void ShowRefused(IReadOnlyList<RefusedFile> refused)
    {
        if (refused.Count == 0) return;

        Screen.Say();
        Screen.Warn($"Files with problems ({refused.Count})");
        foreach (var file in refused.Take(MostListed))
        {
            Screen.Say($"  {Here(file.File)}: {file.Reason}");
            if (file.Choices.Count > 0) Screen.Say($"    Settle it with one of: {string.Join(", ", file.Choices)}");
        }

        SayMore(refused.Count - MostListed);
    }

    private static void List(string title, long count, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;

        Screen.Say();
        Screen.Warn(title);
        foreach (var line in lines.Take(MostListed)) Screen.Say("  " + line);
        SayMore(count - MostListed);
    }

    private static void SayMore(long more)
    {
        if (more > 0) Screen.Say($"  … and {Figures.Count(more)} more; --json lists more of them.");
    }

    /// <summary>Paths as the person would write them: those below the working directory without it.</summary>
    private static string Here(string text)
    {
        var here = Environment.CurrentDirectory + Path.DirectorySeparatorChar;
        return text.StartsWith(here, StringComparison.Ordinal) ? text[here.Length..] : text;
    }
}
