using System.Collections;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Entries in the order in which they were made, only ever added to. Grows by segments: nothing is copied and no entry moves.</summary>
public sealed class Journal<T> : IReadOnlyList<T>
{
    private const int SegmentBits = 10;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly List<T[]> _segments = [];
    private T[] _last = [];
    private int _used;

    public int Count => _segments.Count == 0 ? 0 : ((_segments.Count - 1) << SegmentBits) + _used;

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _segments[index >> SegmentBits][index & (SegmentSize - 1)];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Clear()
    {
        if (_segments.Count > 1) _segments.RemoveRange(0, _segments.Count - 1);
        _used = 0;
    }

    internal void Add(in T entry)
    {
        if (_used == _last.Length)
        {
            _last = new T[SegmentSize];
            _segments.Add(_last);
            _used = 0;
        }

        _last[_used++] = entry;
    }
}
