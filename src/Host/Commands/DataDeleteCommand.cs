using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands;

/// <summary>Deletes stored series, after asking.</summary>
internal sealed class DataDeleteCommand(Surroundings surroundings)
{
    private readonly Argument<string> _symbol = new("SYMBOL") { Description = "The instrument, in any usual spelling" };
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "Only this kind of series");
    private readonly Option<Interval?> _interval = Given.BarLength("Only bars of this length");
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("delete", "Delete the stored series of an instrument, or one of them") { _symbol, _kind, _interval, _yes, _json };
        command.SetAction(Delete);
        return command;
    }

    private async Task<int> Delete(ParseResult parsed, CancellationToken ct)
    {
        var isJson = parsed.GetValue(_json);
        var isAgreed = parsed.GetValue(_yes);
        if (!isAgreed && !Screen.CanAsk) throw new UsageException("What is deleted is gone, and nobody is there to be asked: say --yes.");

        var filter = new SeriesFilter(parsed.GetRequiredValue(_symbol), parsed.GetValue(_kind), parsed.GetValue(_interval));
        await using var session = await surroundings.Open(parsed, ct);
        var history = session.Get<IHistory>();
        var stored = (await history.GetCoverage(new(filter.Symbol, filter.Kind, filter.Interval), ct)).Series;
        if (stored.Count == 0)
        {
            if (isJson) Screen.Document(new DeleteSummary([]));
            Screen.Remark(await SeriesText.WhyNothing(session, filter, ct));
            return ExitCode.Failure;
        }

        if (!isAgreed && !Agreed(stored))
        {
            if (isJson) Screen.Document(new DeleteSummary([]));
            Screen.Remark("Nothing was deleted.");
            return ExitCode.Failure;
        }

        var summary = await history.Delete(filter, ct);
        if (isJson) Screen.Document(summary);
        else foreach (var key in summary.Deleted) Screen.Say($"{SeriesText.NameOf(key)} deleted.");
        return ExitCode.Success;
    }

    private static bool Agreed(IReadOnlyList<SeriesCoverage> stored)
    {
        foreach (var series in stored)
        {
            var range = series is { From: { } from, To: { } to } ? $", {Figures.Moment(from)} to {Figures.Moment(to)} UTC" : "";
            Console.Error.WriteLine($"{SeriesText.NameOf(series.Series)}: {Figures.Count(series.Rows, "row")}{range}");
        }

        return Screen.Confirm(stored.Count == 1 ? "Delete it for good?" : $"Delete these {stored.Count} series for good?");
    }
}
