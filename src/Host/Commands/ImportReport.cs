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
        ShowNotes(summary.Assumptions);
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

    /// <summary>Files with the same problem together: a folder of a year's files has one, not hundreds.</summary>
    private static void ShowRefused(IReadOnlyList<RefusedFile> refused)
    {
        if (refused.Count == 0) return;

        Screen.Say();
        Screen.Warn($"Files with problems ({Figures.Count(refused.Count)})");
        var problems = refused.GroupBy(file => (file.Reason, Choices: string.Join(" or ", file.Choices))).ToList();
        foreach (var problem in problems.Take(MostListed))
        {
            var files = problem.Select(file => file.File).ToList();
            // Some reasons name the file, or the part of it, themselves.
            Screen.Say(problem.Key.Reason.StartsWith(files[0], StringComparison.Ordinal) ? $"  {Here(problem.Key.Reason)}" : $"  {FilesOf(files)}: {problem.Key.Reason}");
            if (problem.Key.Choices.Length > 0) Screen.Say($"    Say {problem.Key.Choices}.");
        }

        SayMore(problems.Skip(MostListed).Sum(problem => problem.Count()));
    }

    private static void ShowNotes(IReadOnlyList<string> notes)
    {
        // What begins with a file is told once for all files of which it holds.
        var lines = notes.Select(Note.Of).GroupBy(note => note.Sentence)
            .Select(same => same.First().File is null ? same.Key : $"{FilesOf([.. same.Select(note => note.File!)])}: {same.Key}");
        var list = lines.ToList();
        List("Notes", list.Count, list);
    }

    private static void List(string title, long count, List<string> lines)
    {
        if (lines.Count == 0) return;

        Screen.Say();
        Screen.Warn(title);
        foreach (var line in lines.Take(MostListed)) Screen.Say("  " + line);
        SayMore(count - MostListed);
    }

    private static void SayMore(long more)
    {
        if (more > 0) Screen.Say($"  … and {Figures.Count(more)} more; --json lists more.");
    }

    private static string FilesOf(List<string> files) => files.Count == 1 ? Here(files[0]) : $"{Here(files[0])} and {Figures.Count(files.Count - 1, "other file")}";

    /// <summary>Paths as the person would write them: those below the working directory without it.</summary>
    private static string Here(string path)
    {
        var here = Environment.CurrentDirectory + Path.DirectorySeparatorChar;
        return path.StartsWith(here, StringComparison.Ordinal) ? path[here.Length..] : path;
    }

    /// <summary>A sentence about a file, or about all.</summary>
    private sealed record Note(string? File, string Sentence)
    {
        public static Note Of(string line) =>
            line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && Path.IsPathRooted(line[..colon]) ? new(line[..colon], line[(colon + 2)..]) : new(null, line);
    }
}
