namespace AlgoTrendy.Core.Markets;

/// <summary>One side of a book: its levels in one array, sorted, the best last.</summary>
/// <remarks>
/// A level is found by halving, O(log n). A new one, or one that goes, moves the levels on the shorter side of it by a place: next to the best, where books change
/// most, that is few, and at the far end, where snapshots add, none. An array of structs is walked without a jump in memory.
/// </remarks>
internal sealed class BookLadder(BookSide side)
{
    private const int Least = 16;

    // Keys rise towards the best: ticks of bids, negated ticks of asks.
    private readonly int _sign = side == BookSide.Bid ? 1 : -1;
    private BookLevel[] _levels = new BookLevel[Least];
    private int _start = Least / 2;

    public int Count { get; private set; }

    /// <summary>The level so many places behind the best.</summary>
    public ref readonly BookLevel this[int depth]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)depth, (uint)Count, nameof(depth));
            return ref _levels[_start + Count - 1 - depth];
        }
    }

    public void Clear() => (_start, Count) = (_levels.Length / 2, 0);

    /// <summary>What is shown at a price; 0 where nothing is.</summary>
    public double SizeAt(long ticks)
    {
        var place = PlaceOf(ticks);
        return Holds(place, ticks) ? _levels[_start + place].Size : 0;
    }

    public void Set(long ticks, double price, double size)
    {
        var place = PlaceOf(ticks);
        if (size == 0)
        {
            if (Holds(place, ticks)) Remove(place);
            return;
        }

        if (!Holds(place, ticks)) MakeRoomAt(place);
        _levels[_start + place] = new(ticks, price, size);
    }

    private bool Holds(int place, long ticks) => place < Count && _levels[_start + place].Ticks == ticks;

    /// <summary>The place of the first level that is not worse.</summary>
    private int PlaceOf(long ticks)
    {
        var levels = _levels.AsSpan(_start, Count);
        var key = ticks * _sign;
        var (low, high) = (0, levels.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (levels[middle].Ticks * _sign < key) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void MakeRoomAt(int place)
    {
        if (_start == 0 || _start + Count == _levels.Length) Grow();
        if (place < Count - place) Array.Copy(_levels, _start, _levels, --_start, place);
        else Array.Copy(_levels, _start + place, _levels, _start + place + 1, Count - place);
        Count++;
    }

    private void Remove(int place)
    {
        Count--;
        if (place < Count - place) Array.Copy(_levels, _start, _levels, ++_start, place);
        else Array.Copy(_levels, _start + place + 1, _levels, _start + place, Count - place);
    }

    // Room on both sides; a book that wanders within the memory it has is only moved back to its middle.
    private void Grow()
    {
        var target = Count * 2 > _levels.Length ? new BookLevel[_levels.Length * 2] : _levels;
        var start = (target.Length - Count) / 2;
        Array.Copy(_levels, _start, target, start, Count);
        (_levels, _start) = (target, start);
    }
}
