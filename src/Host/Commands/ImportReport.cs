using AlgoTrendy.Contracts.History;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands;

/// <summary>Tells people what an import did: the counts, each series, then what was left out and why, and what was taken for granted.</summary>
internal static class ImportReport
{
    private const int MostListed = 10;

    public static void Show(Screen screen, ImportSummary summary)
    {
        screen.Title($"{Figures.Count(summary.RowsRead, "row")} read: {Figures.Count(summary.RowsStored)} stored, {Figures.Count(summary.RowsAlreadyThere)} already there, {Figures.Count(summary.RowsRejected)} rejected.");
        ShowSeries(screen, summary.Series);
        List(screen, $"Rejected rows ({Figures.Count(summary.RowsRejected)})", summary.RowsRejected, [.. summary.Rejected.Select(row => $"{Here(row.File)}, line {row.Line}: {row.Reason}")]);
        ShowRefused(screen, summary.RefusedFiles);
        List(screen, "Assumed", summary.Assumptions.Count, [.. summary.Assumptions.Select(Here)]);
    }

    private static void ShowSeries(Screen screen, IReadOnlyList<ImportedSeries> imported)
    {
        if (imported.Count == 0) return;

        var sheet = new Sheet(Column.Text("Series"), Column.Text(), Column.Number("Stored"), Column.Text("From (UTC)"), Column.Text("To (UTC)"), Column.Text("Format"));
        foreach (var series in imported)
            sheet.Add(series.Series.Symbol.ToString(), SeriesText.KindOf(series.Series), Figures.Count(series.RowsStored), Figures.Moment(series.From), Figures.Moment(series.To), series.Format);
        screen.Say();
        screen.Show(sheet);
    }

    private static void ShowRefused(Screen screen, IReadOnlyList<RefusedFile> refused)
    {
        if (refused.Count == 0) return;

        screen.Say();
        screen.Warn($"Files with problems ({refused.Count})");
        foreach (var file in refused.Take(MostListed))
        {
            screen.Say($"  {Here(file.File)}: {file.Reason}");
            if (file.Choices.Count > 0) screen.Say($"    Settle it with one of: {string.Join(", ", file.Choices)}");
        }

        SayMore(screen, refused.Count - MostListed);
    }

    private static void List(Screen screen, string title, long count, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;

        screen.Say();
        screen.Warn(title);
        foreach (var line in lines.Take(MostListed)) screen.Say("  " + line);
        SayMore(screen, count - MostListed);
    }

    private static void SayMore(Screen screen, long more)
    {
        if (more > 0) screen.Say($"  … and {Figures.Count(more)} more; --json lists more of them.");
    }

    /// <summary>Paths as the person would write them: those below the working directory without it.</summary>
    private static string Here(string text)
    {
        var here = Environment.CurrentDirectory + Path.DirectorySeparatorChar;
        return text.StartsWith(here, StringComparison.Ordinal) ? text[here.Length..] : text;
    }
}
