using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats;

/// <summary>Takes the rows of one series, keeps what can be true and is in order, and hands it out in batches.</summary>
internal sealed class RowCollector
{
    // A row this far ahead of the next is itself out of place; otherwise one wrong time would reject everything after it.
    private static readonly Duration64 FarAhead = Duration64.FromDays(31);

    private const int MostRejected = 1_000;

    private readonly FileSeries _series;
    private readonly bool _mayBeNegative;
    private readonly bool _mayRepeatTime;
    private readonly int _capacity;
    private readonly double[][] _values;
    private readonly LineRuns _lines = new();
    private Instant64[] _times;
    private List<RowRejection> _rejected = [];
    private int _count;
    private Instant64 _timeBefore = Instant64.MinValue;
    private string _lastFile = "";
    private long _lastLine;

    public RowCollector(FileSeries series, bool mayBeNegative, int batchRows)
    {
        _series = series;
        _mayBeNegative = mayBeNegative;
        _mayRepeatTime = series.Kind is SeriesKind.Trades or SeriesKind.Quotes;
        // The newest row stays behind when a batch is taken.
        _capacity = Math.Max(2, batchRows);
        _times = new Instant64[_capacity];
        _values = new double[SeriesColumns.Of(series.Kind).Count][];
        for (var column = 0; column < _values.Length; column++) _values[column] = new double[_capacity];
    }

    public FileSeries Series => _series;

    public int ColumnCount => _values.Length;

    public bool IsFull => _count == _capacity || _rejected.Count >= MostRejected;

    /// <summary>How many bytes of the file were read so far.</summary>
    public long BytesRead { get; set; }

    /// <summary>The time of the newest row kept.</summary>
    public Instant64 LastTime { get; private set; } = Instant64.MinValue;

    public void Add(string file, long line, Instant64 time, ReadOnlySpan<double> values)
    {
        if (RowCheck.Fault(_series.Kind, values, _mayBeNegative) is { } fault)
        {
            Reject(file, line, fault);
            return;
        }

        if (time <= LastTime && !(time == LastTime && _mayRepeatTime) && !GivesWay(time))
        {
            Reject(file, line, time == LastTime ? $"A second row for {time}." : $"Time goes back: {time} follows {LastTime}.");
            return;
        }

        _times[_count] = time;
        for (var column = 0; column < values.Length; column++) _values[column][_count] = values[column];
        _count++;
        _lines.Add(file, line);
        (_timeBefore, LastTime, _lastFile, _lastLine) = (LastTime, time, file, line);
    }

    public void Reject(string file, long line, string reason) => _rejected.Add(new(file, line, reason));

    /// <summary>What was collected so far, but for the newest row, which the next one may yet prove wrong.</summary>
    public FileBatch Take() => Take(Math.Max(0, _count - 1));

    /// <summary>All that is left; null when nothing is.</summary>
    public FileBatch? TakeAll() => _count == 0 && _rejected.Count == 0 ? null : Take(_count);

    private FileBatch Take(int count)
    {
        var (times, rejected) = (_times, _rejected);
        var values = new ReadOnlyMemory<double>[_values.Length];
        var left = _count - count;
        _times = new Instant64[_capacity];
        times.AsSpan(count, left).CopyTo(_times);
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = _values[column].AsMemory(0, count);
            var next = new double[_capacity];
            _values[column].AsSpan(count, left).CopyTo(next);
            _values[column] = next;
        }

        _count = left;
        _rejected = [];
        return new(_series, new(_series.Kind, times.AsMemory(0, count), values), rejected) { BytesRead = BytesRead, Lines = _lines.Take(count) };
    }

    // Whether the newest row was the wrong one: far ahead of this one, which fits after the row before it.
    private bool GivesWay(Instant64 time)
    {
        if (_count == 0 || LastTime < Instant64.MinValue + FarAhead || time >= LastTime - FarAhead || time <= _timeBefore) return false;

        Reject(_lastFile, _lastLine, $"Its time {LastTime} lies far after the next row's, {time}.");
        _count--;
        _lines.RemoveLast();
        LastTime = _timeBefore;
        return true;
    }
}
