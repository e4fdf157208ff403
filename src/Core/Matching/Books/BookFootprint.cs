using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Matching;

/// <summary>What our own orders took from the levels of a book. The record does not know of it and goes on showing what we took, which must not be taken twice.</summary>
/// <remarks>
/// We took those who were first in the queue. They are out of the record too once it has traded as much at the price, or shows less; what others add is new. That a
/// level is told anew with another size means only that somebody else came or went, so it brings nothing back.
/// </remarks>
internal sealed class BookFootprint
{
    private readonly Dictionary<(BookSide Side, long Ticks), Mark> _marks = [];

    /// <summary>How much of a level we may still take.</summary>
    public decimal LeftOf(BookSide side, in BookLevel level)
    {
        var size = (decimal)level.Size;
        return _marks.Count > 0 && _marks.TryGetValue((side, level.Ticks), out var mark) ? Math.Max(0m, size - mark.Taken) : size;
    }

    public void Take(BookSide side, long ticks, decimal quantity)
    {
        var mark = _marks.GetValueOrDefault((side, ticks));
        _marks[(side, ticks)] = mark with { Taken = mark.Taken + quantity };
    }

    public void Hear(OrderBook book, ReadOnlySpan<BookChange> message)
    {
        if (_marks.Count == 0) return;
        if (message is [{ BeginsSnapshot: true }, ..])
        {
            foreach (var (side, ticks) in _marks.Keys.ToArray()) Tell(side, ticks, book.SizeAt(side, ticks));
            return;
        }

        foreach (ref readonly var change in message)
            if (book.TryTicksOf(change.Price, out var ticks)) Tell(change.Side, ticks, change.Size);
    }

    /// <summary>A trade takes the first of the record's queue, which are those that we took; the book shows it when it next tells the level.</summary>
    public void Hear(OrderBook book, in TradeTick trade)
    {
        if (_marks.Count == 0 || !book.TryTicksOf(trade.Price, out var ticks)) return;
        Trade(BookSide.Bid, ticks, (decimal)trade.Size);
        Trade(BookSide.Ask, ticks, (decimal)trade.Size);
    }

    private void Tell(BookSide side, long ticks, double size)
    {
        if (!_marks.TryGetValue((side, ticks), out var mark)) return;

        var taken = Math.Min(mark.Taken - mark.Traded, (decimal)size);
        if (taken > 0m) _marks[(side, ticks)] = new(taken, 0m);
        else _marks.Remove((side, ticks));
    }

    private void Trade(BookSide side, long ticks, decimal size)
    {
        if (_marks.TryGetValue((side, ticks), out var mark)) _marks[(side, ticks)] = mark with { Traded = mark.Traded + size };
    }

    /// <param name="Traded">What the market traded at the price since the level was last told.</param>
    private readonly record struct Mark(decimal Taken, decimal Traded);
}
