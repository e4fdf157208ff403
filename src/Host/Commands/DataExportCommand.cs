using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands;

/// <summary>Writes a stored series as CSV, from which an import makes the identical series again.</summary>
internal sealed class DataExportCommand(Surroundings surroundings)
{
    private readonly Argument<string> _symbol = new("SYMBOL") { Description = "The instrument, in any usual spelling" };
    private readonly Argument<string> _path = new("PATH") { Description = "The file to write, or the folder for it; a file of that name is replaced" };
    private readonly Option<SeriesKind?> _kind = Given.OneOf<SeriesKind>("--kind", "Which kind of series (default: bars)");
    private readonly Option<Interval?> _interval = Given.BarLength("How long the bars last; not for trades and quotes");
    private readonly Option<Instant?> _from = Given.Moment("--from", "From then on");
    private readonly Option<Instant?> _to = Given.Moment("--to", "Up to, and not including, then");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("export", "Write a stored series as CSV") { _symbol, _path, _kind, _interval, _from, _to, _json };
        command.SetAction(Export);
        return command;
    }

    private async Task<int> Export(ParseResult parsed, CancellationToken ct)
    {
        var (kind, interval) = (parsed.GetValue(_kind) ?? SeriesKind.Bars, parsed.GetValue(_interval));
        var (from, to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (from >= to) throw new UsageException("--to must be after --from.");
        if (kind is SeriesKind.Bars or SeriesKind.QuoteBars && interval is null) throw new UsageException($"Which {Given.Hyphenated(kind)}? Say --interval 1m, or another length; 'algotrendy data list' shows what there is.");
        if (kind is SeriesKind.Trades or SeriesKind.Quotes && interval is not null) throw new UsageException($"{kind} have no --interval.");

        var path = Given.FullPath(parsed.GetRequiredValue(_path));
        await using var session = await surroundings.Open(parsed, ct);
        var history = session.Get<IHistory>();
        var series = new SeriesKey(await SeriesText.SymbolOf(session, parsed.GetRequiredValue(_symbol), ct), kind, interval);
        var summary = await Screen.Wait($"Writes {SeriesText.NameOf(series)}.", () => Export(history, new(series, path, from, to), ct));

        if (parsed.GetValue(_json)) Screen.Document(summary);
        if (summary.Reason is { } reason)
        {
            Screen.Remark(reason);
            return ExitCode.Failure;
        }

        if (!parsed.GetValue(_json)) Screen.Say($"{Figures.Count(summary.Rows, "row")} of {SeriesText.NameOf(series)} written to {summary.Path}.");
        return ExitCode.Success;
    }

    /// <summary>Bars of the simulated market are made when somebody wants them; an empty file is never written.</summary>
    private static async Task<ExportSummary> Export(IHistory history, ExportRequest request, CancellationToken ct)
    {
        var there = await history.Prepare(new(request.Series, request.From, request.To), ct);
        return there.Rows > 0 ? await history.Export(request, ct) : new(0, request.Path, there.Reason ?? $"Nothing of {SeriesText.NameOf(request.Series)} is stored.");
    }
}
