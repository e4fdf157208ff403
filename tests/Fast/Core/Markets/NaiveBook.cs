using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

/// <summary>The obvious order book: a list of everything, sorted anew for every question. The oracle of the fast one.</summary>
internal sealed class NaiveBook
{
    private readonly Dictionary<(BookSide Side, decimal Price), double> _sizes = [];
    private long? _sequence;

    public bool IsStale => _sequence is null;

    public void Hear(BookChange change)
    {
        if (change.BeginsSnapshot)
        {
            _sizes.Clear();
            _sequence = change.Sequence;
        }

        if (_sequence is not { } known || change.Sequence < known) return;
        _sequence = change.Sequence - known <= 1 ? change.Sequence : null;
        if (IsStale) return;

        _sizes.Remove((change.Side, (decimal)change.Price));
        if (change.Size > 0) _sizes[(change.Side, (decimal)change.Price)] = change.Size;
    }

    public (double Price, double Size)[] Levels(BookSide side)
    {
        var levels = _sizes.Where(level => level.Key.Side == side).OrderBy(level => level.Key.Price).Select(level => ((double)level.Key.Price, level.Value));
        return [.. side == BookSide.Bid ? levels.Reverse() : levels];
    }
}
