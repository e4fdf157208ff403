using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>Shows where the series of an instrument have gaps although its market was open.</summary>
internal sealed class DataCoverageCommand(Surroundings surroundings)
{
    private readonly Argument<string> _symbol = new("SYMBOL") { Description = "The instrument, in any usual spelling" };
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "Only this kind of series");
    private readonly Option<Interval?> _interval = Given.BarLength("Only bars of this length");
    private readonly Option<Instant?> _from = Given.Moment("--from", "Rows are expected from then on (default: from the first stored one)");
    private readonly Option<Instant?> _to = Given.Moment("--to", "Rows are expected up to then (default: up to the last stored one)");
    private readonly Option<int> _limit = Given.Count("--limit", "How many gaps are listed, the longest first (at most 100)", otherwise: 20);
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("coverage", "Show the gaps in what is stored, by the calendar of the instrument") { _symbol, _kind, _interval, _from, _to, _limit, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        var query = new CoverageQuery(parsed.GetRequiredValue(_symbol), parsed.GetValue(_kind), parsed.GetValue(_interval), parsed.GetValue(_from), parsed.GetValue(_to));
        if (query.From >= query.To) throw new UsageException("--to must be after --from.");

        await using var session = await surroundings.Open(parsed, ct);
        var report = await Screen.Wait("Looks for gaps.", () => session.Get<IHistory>().GetCoverage(query, ct));
        if (parsed.GetValue(_json)) Screen.Document(report);
        if (report.Series.Count == 0)
        {
            Screen.Remark(await SeriesText.WhyNothing(session, new(query.Symbol, query.Kind, query.Interval), ct));
            return ExitCode.Failure;
        }

        if (!parsed.GetValue(_json)) Show(report.Series, parsed.GetValue(_limit));

        return CoverageText.ComplainOfDamage(report.Series) ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Show(IReadOnlyList<SeriesCoverage> all, int most)
    {
        for (var index = 0; index < all.Count; index++)
        {
            if (index > 0) Screen.Say();
            Show(all[index], most);
        }
    }

    private static void Show(SeriesCoverage series, int most)
    {
        var mark = CoverageText.MarkOf(series);
        Screen.Title(SeriesText.NameOf(series.Series) + (mark.Length > 0 ? $"  {mark}" : ""));
        if (series.Damage is not null) return;

        if (series is { From: { } from, To: { } to }) Screen.Say($"  {Figures.Count(series.Rows, "row")} from {Figures.Moment(from)} to {Figures.Moment(to)} UTC");
        else Screen.Say("  No rows in that time.");
        if (series.RowsRejected > 0) Screen.Say($"  {Figures.Count(series.RowsRejected, "row")} rejected by imports");

        var unit = series.Series.Interval is null ? "half hour" : "bar";
        if (series.GapCount == 0)
        {
            Screen.Say("  No gaps.");
            return;
        }

        Screen.Say($"  {Figures.Count(series.GapCount, "gap")}: {Figures.Count(series.MissingBars, unit)} missing while the market was open");
        var sheet = new Sheet(Column.Text("  From (UTC)"), Column.Text("To (UTC)"), Column.Number("Missing " + unit + "s"), Column.Number("Lasting"));
        foreach (var gap in series.LargestGaps.Take(most)) sheet.Add("  " + Figures.Moment(gap.From), Figures.Moment(gap.To), Figures.Count(gap.MissingBars), Figures.Span(gap.To - gap.From));
        if (sheet.Count > 0) Screen.Show(sheet);
        if (series.GapCount > sheet.Count) Screen.Say($"  … and {Figures.Count(series.GapCount - sheet.Count, "more, none of them longer", "more, none of them longer")}.");
    }
}
