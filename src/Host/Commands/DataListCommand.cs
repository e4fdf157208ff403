using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host.Display;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>Lists the stored series: how much, from when to when, what is missing and what was rejected.</summary>
internal sealed class DataListCommand(Surroundings surroundings)
{
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this instrument", HelpName = "SYMBOL" };
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "Only this kind of series");
    private readonly Option<Interval?> _interval = Given.BarLength("Only bars of this length");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "List what is stored: ranges, rows, gaps, rejects") { _symbol, _kind, _interval, _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        var filter = new SeriesFilter(parsed.GetValue(_symbol), parsed.GetValue(_kind), parsed.GetValue(_interval));
        await using var session = await surroundings.Open(parsed, ct);
        var report = await Screen.Wait("Looks through the store.", () => session.Get<IHistory>().GetCoverage(new(filter.Symbol, filter.Kind, filter.Interval), ct));

        if (parsed.GetValue(_json)) Screen.Document(report);
        if (report.Series.Count == 0)
        {
            var reason = await SeriesText.WhyNothing(session, filter, ct);
            Screen.Remark(reason);
            return filter == new SeriesFilter() ? ExitCode.Success : ExitCode.Failure;
        }

        if (!parsed.GetValue(_json)) Show(report.Series);
        return CoverageText.ComplainOfDamage(report.Series) ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Show(IReadOnlyList<SeriesCoverage> all)
    {
        var sheet = new Sheet(
            Column.Text("Symbol"), Column.Text("Series"), Column.Number("Rows"), Column.Text("First day"), Column.Text("Last day"), Column.Number("Gaps"), Column.Number("Missing"), Column.Text());
        foreach (var series in all)
        {
            sheet.Add(
                series.Series.Symbol.ToString(), SeriesText.KindOf(series.Series), Figures.Count(series.Rows),
                // The range ends where the next row would begin; the last day is that of the last row.
                series.From is { } from ? Figures.Day(from) : "", series.To is { } to ? Figures.Day(to - Duration.Epsilon) : "",
                Figures.Count(series.GapCount), Figures.Count(series.MissingBars), MarksOf(series));
        }

        Screen.Show(sheet);
        Screen.Say();
        Screen.Say($"{Figures.Count(all.Count, "series", "series")}, {Figures.Count(all.Sum(series => series.Rows), "row")}, {Figures.Bytes(all.Sum(series => series.Bytes))}.");
    }
    private static string MarksOf(SeriesCoverage series)
    {
        var rejected = series.RowsRejected > 0 ? $"{Figures.Count(series.RowsRejected)} rejected" : "";
        return string.Join(", ", new[] { CoverageText.MarkOf(series), rejected }.Where(mark => mark.Length > 0));
    }
}
