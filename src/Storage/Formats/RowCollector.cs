using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Takes the rows of one series, keeps what can be true and is in order, and hands it out in batches.</summary>
internal sealed class RowCollector
{
    // A row this far ahead of the next is itself out of place; otherwise one wrong time would reject everything after it.
    private static readonly Duration64 FarAhead = Duration64.FromDays(31);

    private const int MostRejected = 1_000;

    private readonly bool _mayBeNegative;
    private readonly bool _mayRepeatTime;
    private readonly RowBuffer _rows;
    private readonly LineRuns _lines = new();
    private List<RowRejection> _rejected = [];
    private Instant64 _timeBefore = Instant64.MinValue;
    private string _lastFile = "";
    private long _lastLine;

    public RowCollector(FileSeries series, bool mayBeNegative, int batchRows)
    {
        Series = series;
        _mayBeNegative = mayBeNegative;
        _mayRepeatTime = series.Kind is SeriesKind.Trades or SeriesKind.Quotes;
        // The newest row stays behind when a batch is taken.
        _rows = new(series.Kind, Math.Max(2, batchRows));
    }

    public FileSeries Series { get; }

    public int ColumnCount => _rows.ColumnCount;

    public bool IsFull => _rows.IsFull || _rejected.Count >= MostRejected;

    /// <summary>How many bytes of the file were read so far.</summary>
    public long BytesRead { get; set; }

    /// <summary>The time of the newest row kept.</summary>
    public Instant64 LastTime { get; private set; } = Instant64.MinValue;

    public void Add(string file, long line, Instant64 time, ReadOnlySpan<double> values)
    {
        if (RowCheck.Fault(Series.Kind, values, _mayBeNegative) is { } fault)
        {
            Reject(file, line, fault);
            return;
        }

        if (time <= LastTime && !(time == LastTime && _mayRepeatTime) && !GivesWay(time))
        {
            Reject(file, line, time == LastTime ? $"A second row for {time}." : $"Time goes back: {time} follows {LastTime}.");
            return;
        }

        _rows.Add(time, values);
        _lines.Add(file, line);
        (_timeBefore, LastTime, _lastFile, _lastLine) = (LastTime, time, file, line);
    }

    public void Reject(string file, long line, string reason) => _rejected.Add(new(file, line, reason));

    /// <summary>What was collected so far, but for the newest row, which the next one may yet prove wrong.</summary>
    public FileBatch Take() => Take(Math.Max(0, _rows.Count - 1));

    /// <summary>All that is left; null when nothing is.</summary>
    public FileBatch? TakeAll() => _rows.Count == 0 && _rejected.Count == 0 ? null : Take(_rows.Count);

    private FileBatch Take(int count)
    {
        var rejected = _rejected;
        _rejected = [];
        return new(Series, _rows.Take(count), rejected) { BytesRead = BytesRead, Lines = _lines.Take(count) };
    }

    // Whether the newest row was the wrong one: far ahead of this one, which fits after the row before it.
    private bool GivesWay(Instant64 time)
    {
        if (_rows.Count == 0 || LastTime < Instant64.MinValue + FarAhead || time >= LastTime - FarAhead || time <= _timeBefore) return false;

        Reject(_lastFile, _lastLine, $"Its time {LastTime} lies far after the next row's, {time}.");
        _rows.RemoveLast();
        _lines.RemoveLast();
        LastTime = _timeBefore;
        return true;
    }
}
