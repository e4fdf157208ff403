using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Platform.Jobs;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>One pass over the files of an import, in the order of their names.</summary>
internal sealed class ImportRun
{
    // Some 25 MB of bars wait, over all series together: a commit costs milliseconds, and memory that stays small is fast.
    private const int MostRowsWaiting = 500_000;

    private readonly StoreDoor _door;
    private readonly IMarketData _catalogue;
    private readonly TrackedJob<ImportRequest, ImportSummary> _job;
    private readonly ImportTally _tally;
    private readonly SeriesNaming _naming;
    private readonly FormatOptions _options;
    private readonly Dictionary<SeriesKey, WaitingRows> _waiting = [];

    public ImportRun(StoreDoor door, IMarketData catalogue, TrackedJob<ImportRequest, ImportSummary> job, ImportTally tally)
    {
        _door = door;
        _catalogue = catalogue;
        _job = job;
        _tally = tally;
        _naming = new(catalogue, job.Request);
        var options = ImportRules.OptionsOf(job.Request, out var problem) ?? throw new ArgumentException(problem, nameof(job));
        _options = options with { CalendarOf = _naming.CalendarOf };
    }

    public async Task Run(CancellationToken ct)
    {
        var files = MarketFiles.Find(_job.Request.Paths);
        var sizes = files.Select(SizeOf).ToArray();
        var (total, done) = (Math.Max(1, sizes.Sum()), 0L);
        for (var index = 0; index < files.Count; index++)
        {
            ct.ThrowIfCancellationRequested();
            var (file, size, before) = (files[index], sizes[index], done);
            var message = $"Reads {Path.GetFileName(file)}, {index + 1} of {files.Count}.";
            await Import(file, share => _job.Report((before + share * size) / total, message), ct);
            done += size;
            _job.Report((double)done / total, message);
        }

        foreach (var buffer in _waiting.Values) await Store(buffer, ct);
        foreach (var (key, sources) in _tally.RejectsBySource)
            if (_door.Store.Open(key) is not null) await _door.Write(writer => { writer.RecordRejected(key, sources); return true; }, ct);
    }

    private async Task Import(string file, Action<double> report, CancellationToken ct)
    {
        switch (await Open(file, ct))
        {
            case FileRefusal refusal:
                _tally.Refuse(file, refusal.Reason, refusal.Choices);
                break;
            case MarketFile market:
                foreach (var sentence in market.Assumptions) _tally.Assume($"{file}: {sentence}");
                await Import(market, report, ct);
                break;
            case FactorFile factors when Symbol.TryParse($"{factors.Name}.{factors.Venue}", out var symbol):
                await _door.Write(writer => { writer.SaveFactors(symbol, factors.Factors); return true; }, ct);
                _tally.TookOther($"{file}: {factors.Factors.Dividends.Count} dividends and {factors.Factors.Splits.Count} splits of {symbol} were taken in.");
                break;
            case TickerMapFile map when Symbol.TryParse($"{map.Map.Name.ToUpperInvariant()}.{map.Venue}", out var symbol):
                await _door.Write(writer => { writer.SaveTickerMap(symbol, map.Map); return true; }, ct);
                _tally.TookOther($"{file}: the tickers that {symbol} had were taken in.");
                break;
            case CatalogueFile:
                var summary = await _catalogue.ImportInstruments(new([file]), ct);
                _tally.TookOther($"{file}: {summary.Imported} instruments were put into the catalogue, {summary.Unchanged} were there, {summary.Rejected.Count} were rejected.");
                break;
            default:
                _tally.Refuse(file, "Its name is no symbol.", []);
                break;
        }
    }

    /// <summary>Opens a file and finds its instruments. Where the calendar of one that is new here matters, it is opened once more, now with it.</summary>
    private async Task<FileReading> Open(string file, CancellationToken ct)
    {
        var reading = MarketFiles.Open(file, _options);
        if (reading is not MarketFile market) return reading;

        var isNew = false;
        foreach (var series in market.Series) isNew |= await _naming.Resolve(series.Symbol, ct);
        return isNew && market.Series.Any(series => series.Interval is { IsDaily: true }) ? MarketFiles.Open(file, _options) : reading;
    }

    private async Task Import(MarketFile market, Action<double> report, CancellationToken ct)
    {
        foreach (var batch in market.Read(ct))
        {
            if (batch.Damage is { } damage) _tally.Refuse(market.Path, damage, []);
            if (await KeyOf(market, batch, ct) is not { } key) continue;

            foreach (var rejection in batch.Rejected) _tally.Reject(key, rejection.File, rejection.Line, rejection.Reason);
            foreach (var source in batch.Sources) _tally.Saw(key, source);
            if (!_waiting.TryGetValue(key, out var buffer)) _waiting[key] = buffer = new(_naming.TargetOf(batch.Series.Symbol), market.Format);
            buffer.Add(batch);
            if (market.Bytes > 0) report(Math.Min(1, (double)batch.BytesRead / market.Bytes));
            if (_waiting.Values.Sum(waiting => (long)waiting.Count) >= MostRowsWaiting)
                foreach (var full in _waiting.Values) await Store(full, ct);
        }
    }

    /// <summary>The series that a batch goes into; null, and the file is refused, when it has no instrument.</summary>
    private async Task<SeriesKey?> KeyOf(MarketFile market, FileBatch batch, CancellationToken ct)
    {
        var (hint, kind, interval) = batch.Series;
        if (batch.Rows.Count > 0 && await _naming.Settle(hint, batch.Rows, ct) is { } assumption) _tally.Assume(assumption);
        var target = _naming.TargetOf(hint);
        if (target.Instrument is { } instrument) return new(instrument.Symbol, kind, interval);

        _tally.Refuse(market.Path, target.Reason!, target.Choices);
        return null;
    }

    private async Task Store(WaitingRows buffer, CancellationToken ct)
    {
        if (buffer.Count == 0) return;

        var (rows, originOf) = buffer.Take();
        var key = _waiting.First(waiting => waiting.Value == buffer).Key;
        var summary = await _door.Write(writer => writer.Append(key, rows, _job.Request.Replace), ct);
        if (summary.Notice is { } notice) _tally.Assume(notice);
        foreach (var row in summary.Conflicts)
        {
            var (file, line) = originOf(row);
            _tally.Reject(key, file, line, $"Other values are stored for {rows.Times[row]}; import with --replace to take these instead.");
        }

        var end = buffer.Target.EndOf(rows.Times[^1], key.Interval);
        _tally.Store(key, summary.Stored, summary.AlreadyThere, rows.Times[0].ToInstant(), end.ToInstant(), buffer.Format);
    }

    private static long SizeOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
