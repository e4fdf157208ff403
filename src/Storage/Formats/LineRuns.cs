namespace AlgoTrendy.Storage.Formats;

/// <summary>Rows from <paramref name="Row"/> on stand in lines of one file that follow each other: upwards (Step 1), or downwards where the newest came first (-1).</summary>
internal readonly record struct LineRun(int Row, string File, long Line, int Step);

/// <summary>Remembers the line of each row in a few numbers, since rows mostly stand in lines that follow each other.</summary>
internal sealed class LineRuns
{
    private List<LineRun> _runs = [];
    private long _line;
    private int _count;

    public void Add(string file, long line)
    {
        var row = _count++;
        var last = _runs.Count > 0 ? _runs[^1] : default;
        var step = line - _line;
        _line = line;
        if (ReferenceEquals(last.File, file) && step == last.Step) return;
        // The second row of a run says which way it goes.
        if (ReferenceEquals(last.File, file) && last.Row == row - 1 && step == -1) _runs[^1] = last with { Step = -1 };
        else _runs.Add(new(row, file, line, 1));
    }

    public void RemoveLast()
    {
        if (_runs[^1].Row == --_count) _runs.RemoveAt(_runs.Count - 1);
        if (_count > 0) _line = OriginOf(_runs, _count - 1).Line;
    }

    /// <summary>The lines of the first rows; the others stay.</summary>
    public IReadOnlyList<LineRun> Take(int count)
    {
        var taken = _runs;
        var left = Enumerable.Range(count, _count - count).Select(row => OriginOf(taken, row)).ToList();
        (_runs, _count) = ([], 0);
        foreach (var (file, line) in left) Add(file, line);
        return taken;
    }

    public static (string File, long Line) OriginOf(IReadOnlyList<LineRun> runs, int row)
    {
        var (low, high) = (0, runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (runs[middle].Row <= row) low = middle;
            else high = middle - 1;
        }

        return (runs[low].File, runs[low].Line + (row - runs[low].Row) * (long)runs[low].Step);
    }
}
