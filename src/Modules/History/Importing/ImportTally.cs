using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Counts what an import does with every row and file.</summary>
internal sealed class ImportTally
{
    private const int MostListed = 100;

    private readonly Dictionary<SeriesKey, ImportedSeries> _series = [];
    private readonly Dictionary<SeriesKey, Dictionary<string, long>> _rejectsBySource = [];
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<RefusedFile> _refused = [];
    private readonly List<string> _assumptions = [];
    private long _alreadyThere;
    private long _rejectedCount;
    private int _otherFiles;

    public long Stored { get; private set; }

    public IReadOnlyDictionary<SeriesKey, Dictionary<string, long>> RejectsBySource => _rejectsBySource;

    public ImportSummary Summary => new(
        Stored + _alreadyThere + _rejectedCount,
        Stored,
        _alreadyThere,
        _rejectedCount,
        [.. _series.Values.OrderBy(series => series.Series.Symbol).ThenBy(series => series.Series.Kind).ThenBy(series => series.Series.Interval ?? default)],
        [.. _rejected],
        [.. _refused],
        [.. _assumptions]);

    /// <summary>How it ended, with a sentence.</summary>
    public (JobStatus Status, string Message) Verdict
    {
        get
        {
            var isUsable = Stored + _alreadyThere > 0 || _otherFiles > 0;
            var counts = $"{Stored} rows stored, {_alreadyThere} already there, {_rejectedCount} rejected; {_refused.Count} files with problems.";
            return isUsable ? (JobStatus.Done, counts) : (JobStatus.Failed, "Nothing could be used: " + counts + (_refused.Count > 0 ? $" {_refused[0].File}: {_refused[0].Reason}" : ""));
        }
    }

    public void Refuse(string file, string reason, IReadOnlyList<string> choices)
    {
        if (!_refused.Exists(refused => refused.File == file && refused.Reason == reason)) _refused.Add(new(file, reason, choices));
    }

    public void Assume(string sentence)
    {
        if (!_assumptions.Contains(sentence)) _assumptions.Add(sentence);
    }

    /// <summary>A file that holds no rows, but something that was put where it belongs.</summary>
    public void TookOther(string sentence)
    {
        _otherFiles++;
        Assume(sentence);
    }

    /// <summary>Rows of a source went into a series; what of them is rejected is told one by one.</summary>
    public void Saw(SeriesKey key, string source)
    {
        if (!_rejectsBySource.TryGetValue(key, out var sources)) _rejectsBySource[key] = sources = new(StringComparer.Ordinal);
        sources.TryAdd(source, 0);
    }

    public void Reject(SeriesKey key, string source, long line, string reason)
    {
        Saw(key, source);
        _rejectsBySource[key][source]++;
        _rejectedCount++;
        if (_rejected.Count < MostListed) _rejected.Add(new(source, line, reason));
    }

    public void Store(SeriesKey key, long stored, long alreadyThere, Instant from, Instant to, string format)
    {
        Stored += stored;
        _alreadyThere += alreadyThere;
        _series[key] = _series.TryGetValue(key, out var known)
            ? known with { RowsStored = known.RowsStored + stored, From = Instant.Min(known.From, from), To = Instant.Max(known.To, to) }
            : new(key, stored, from, to, format);
    }
}
