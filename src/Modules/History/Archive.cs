using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Coverage;
using AlgoTrendy.Modules.History.Importing;
using AlgoTrendy.Modules.History.Replaying;
using AlgoTrendy.Modules.History.Simulation;
using AlgoTrendy.Platform.Jobs;
using AlgoTrendy.Storage.Columnar;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History;

/// <summary>Keeps the contract <see cref="IHistory"/>.</summary>
internal sealed class Archive(StoreDoor door, ImportQueue imports, ScratchQueue scratches, CoverageBook coverage, SimulatedHistory simulated, BarReading bars, ReplayDesk replays) : IHistory
{
    public Task<Job> StartImport(ImportRequest request, CancellationToken ct) => Task.FromResult((request.Scratch is null ? imports : scratches).Add(request).Now.Job);

    public Task<ImportProgress> GetImport(JobRequest request, CancellationToken ct) => Task.FromResult(ProgressOf(request.JobId));

    public Task<ImportProgress> CancelImport(JobRequest request, CancellationToken ct)
    {
        Find(request.JobId)?.Cancel();
        return Task.FromResult(ProgressOf(request.JobId));
    }

    public async Task<CoverageReport> GetCoverage(CoverageQuery query, CancellationToken ct)
    {
        var filter = await coverage.Resolve(new(query.Symbol, query.Kind, query.Interval), ct);
        var series = new List<SeriesCoverage>();
        foreach (var key in coverage.Find(filter)) series.Add(await coverage.Of(key, query.From, query.To, ct));
        return new(series);
    }

    public async Task<VerifyReport> Verify(SeriesFilter filter, CancellationToken ct)
    {
        var wanted = await coverage.Resolve(filter, ct);
        var (files, rows, damaged) = (0, 0L, new List<DamagedFile>());
        foreach (var verdict in door.Store.Verify(key => CoverageBook.Fits(key, wanted)))
        {
            ct.ThrowIfCancellationRequested();
            files++;
            if (verdict.IsSound) rows += verdict.Rows;
            else damaged.Add(new(verdict.File, string.Join(' ', verdict.Damages)));
        }

        return new(files, rows, damaged);
    }

    public Task<ExportSummary> Export(ExportRequest request, CancellationToken ct)
    {
        var file = Directory.Exists(request.Path) ? Path.Combine(request.Path, CsvExport.FileNameOf(request.Series)) : Path.GetFullPath(request.Path);
        if (door.Store.Open(request.Series) is not { } reader) return Task.FromResult(new ExportSummary(0, file, NothingStored(request.Series)));
        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder)) return Task.FromResult(new ExportSummary(0, file, $"There is no folder {folder}."));

        try
        {
            return Task.FromResult(new ExportSummary(ExportFile.Write(reader, file, ColumnTime.Nearest(request.From), ColumnTime.Nearest(request.To), ct), file));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or (IOException and not StoreDamagedException))
        {
            return Task.FromResult(new ExportSummary(0, file, $"{file} cannot be written: {error.Message}"));
        }
    }

    public async Task<DeleteSummary> Delete(SeriesFilter filter, CancellationToken ct)
    {
        var wanted = await coverage.Resolve(filter, ct);
        var deleted = new List<SeriesKey>();
        foreach (var key in coverage.Find(wanted).ToList())
            if (await door.Write(writer => writer.Delete(key), ct)) deleted.Add(key);
        return new(deleted);
    }

    public async Task<SeriesAvailability> Prepare(SeriesRequest request, CancellationToken ct)
    {
        if (SimulatedHistory.IsMadeHere(request.Series) && await simulated.Make(request, ct) is { } reason) return new(0, null, null, reason);
        var range = await coverage.Of(request.Series, request.From, request.To, ct);
        return new(range.Rows, range.From, range.To, range.Damage ?? (range.Rows > 0 ? null : NothingIn(request)));
    }

    public Task<BarReply> ReadBars(BarQuery query, CancellationToken ct) => bars.Read(query, ct);

    public Task<ReplaySession> OpenReplay(ReplayPlan plan, CancellationToken ct) => replays.Open(plan, ct);

    public IAsyncEnumerable<MarketEvent> Replay(ReplayReader reader, CancellationToken ct) => replays.Read(reader, ct);

    public Task<ReplayState> Acknowledge(ReplayAck ack, CancellationToken ct) => Task.FromResult(replays.Acknowledge(ack));

    public Task<ReplayState> CloseReplay(ReplayRequest request, CancellationToken ct) => Task.FromResult(replays.Close(request.Replay));

    private TrackedJob<ImportRequest, ImportSummary>? Find(JobId id) => imports.Find(id) ?? scratches.Find(id);

    private ImportProgress ProgressOf(JobId id) => Find(id)?.Now is var (job, summary) ? new(job, summary) : new(null, null);

    private string NothingIn(SeriesRequest request) => door.Store.Open(request.Series) is { First: { } first, Last: { } last }
        ? $"Nothing of {request.Series} is stored in that time; what is stored runs from {first} to {last}."
        : NothingStored(request.Series);

    private string NothingStored(SeriesKey series)
    {
        var others = coverage.Find(new(series.Symbol.ToString())).ToList();
        return others.Count > 0
            ? $"Nothing of {series} is stored; there are {string.Join(", ", others)}."
            : $"Nothing of {series} is stored. Import it with: algotrendy data import PATH";
    }
}
