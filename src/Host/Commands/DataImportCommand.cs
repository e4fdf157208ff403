using System.CommandLine;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands;

/// <summary>Reads files into the store, and tells what became of every row.</summary>
internal sealed class DataImportCommand(Surroundings surroundings)
{
    private const string Useless = "Nothing could be used";

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files or folders: CSV, zip, LEAN folders", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Whose rows they are, where the files do not say", HelpName = "TICKER.VENUE" };
    private readonly Option<Interval?> _interval = Given.BarLength("How long a bar lasts, where the files do not say");
    private readonly Option<string?> _timeZone = new("--time-zone") { Description = "The zone of times without one", HelpName = "America/New_York" };
    private readonly Option<DateOrder?> _dateOrder = Given.OneOf<DateOrder>("--date-order", "How 1/2/2020 is to be read");
    private readonly Option<AssetClass?> _assetClass = Given.OneOf<AssetClass>("--asset-class", "What kind of instrument a symbol is that is not known yet");
    private readonly Option<string?> _currency = new("--currency") { Description = "What a symbol is quoted in that is not known yet", HelpName = "USD" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Rows that differ from stored ones replace them; otherwise they are rejected" };
    private readonly Option<bool> _json = Given.Json();

    private enum DateOrder
    {
        Mdy,
        Dmy,
    }

    public Command Create()
    {
        var command = new Command("import", "Read files into the store") { _paths, _symbol, _interval, _timeZone, _dateOrder, _assetClass, _currency, _replace, _json };
        command.SetAction(Import);
        return command;
    }

    private async Task<int> Import(ParseResult parsed, CancellationToken ct)
    {
        var request = RequestOf(parsed);
        await using var session = await surroundings.Open(parsed, ct);
        var history = session.Get<IHistory>();

        var job = await history.StartImport(request, ct);
        if (job.Status == JobStatus.Failed) throw new UsageException(job.Message);

        var id = new JobRequest(job.JobId);
        ImportSummary? summary = null;
        job = await JobFollower.Follow(Look, () => history.CancelImport(id, CancellationToken.None), ct);

        if (summary is not null && parsed.GetValue(_json)) Screen.Document(summary);
        else if (summary is not null) ImportReport.Show(summary);
        if (job.Status == JobStatus.Done) return ExitCode.Success;

        // What the rest of that sentence says stands above.
        Screen.Remark(job.Message.StartsWith(Useless, StringComparison.Ordinal) ? Useless + "." : job.Message);
        return ExitCode.Failure;

        async Task<Job> Look(CancellationToken stop)
        {
            var progress = await history.GetImport(id, stop);
            summary = progress.Summary;
            return progress.Job ?? throw new SetupException("The server that did the import was started anew and does not remember it; what it stored before is kept. Import again: rows that are there already are recognised.");
        }
    }

    private ImportRequest RequestOf(ParseResult parsed) => new(
        [.. parsed.GetRequiredValue(_paths).Select(Given.FullPath)],
        parsed.GetValue(_symbol),
        parsed.GetValue(_interval),
        parsed.GetValue(_timeZone),
        parsed.GetValue(_dateOrder) is { } order ? Given.Hyphenated(order) : null,
        parsed.GetValue(_assetClass),
        parsed.GetValue(_currency),
        parsed.GetValue(_replace));
}
