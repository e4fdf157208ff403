using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>The open lots of one position, oldest first, and the order in which they are closed. Their costs add up to the position's, to the last digit.</summary>
internal sealed class LotBook(LotMethod method)
{
    private readonly List<Lot> _open = [];
    private long _ids;

    public IReadOnlyList<Lot> Open => _open;

    public void Add(decimal signed, decimal cost, Instant64 time) => _open.Add(new(++_ids, time, signed, cost));

    /// <summary>Closes a quantity, signed as the trade is and not more than is held, at its worth; returns what the closed lots had cost.</summary>
    public decimal Close(decimal signed, decimal worth, Instant64 time, ReadOnlySpan<LotChoice> chosen, Journal<ClosedLot> closed)
    {
        var (left, worthLeft, cost) = (Math.Abs(signed), worth, 0m);
        foreach (var choice in method == LotMethod.Specific ? chosen : [])
            if (_open.FindIndex(lot => lot.Id == choice.Lot) is >= 0 and var named) Take(named, Math.Min(left, choice.Quantity));
        while (left > 0m) Take(Next(), left);
        return cost;

        void Take(int index, decimal atMost)
        {
            var lot = _open[index];
            var held = Math.Abs(lot.Quantity);
            var taken = Math.Min(held, atMost);
            if (taken <= 0m) return;

            // The last part takes what the others left, of the lot's cost and of the trade's worth.
            var (lotCost, lotWorth) = (taken == held ? lot.Cost : Position.Share(lot.Cost, taken, held), taken == left ? worthLeft : Position.Share(worth, taken, Math.Abs(signed)));
            var quantity = lot.Quantity > 0m ? taken : -taken;
            if (taken == held) _open.RemoveAt(index);
            else _open[index] = lot with { Quantity = lot.Quantity - quantity, Cost = lot.Cost - lotCost };

            closed.Add(new(lot.Id, lot.OpenedAt, time, quantity, quantity > 0m ? -lotWorth : -lotCost, quantity > 0m ? lotCost : lotWorth));
            (left, worthLeft, cost) = (left - taken, worthLeft - lotWorth, cost + lotCost);
        }
    }

    /// <summary>After a split: quantities divided by the factor. Running sums are rounded, so that they add up to the position's.</summary>
    public void Split(decimal factor)
    {
        var (before, after, cost) = (0m, 0m, 0m);
        var kept = 0;
        for (var index = 0; index < _open.Count; index++)
        {
            var lot = _open[index];
            before += lot.Quantity;
            var sum = Position.Divided(before, factor);
            var quantity = sum - after;
            (after, cost) = (sum, cost + lot.Cost);

            // Rounded to nothing: its cost goes to the next, or to the last.
            if (quantity == 0m) continue;
            _open[kept++] = lot with { Quantity = quantity, Cost = cost };
            cost = 0m;
        }

        _open.RemoveRange(kept, _open.Count - kept);
        if (cost != 0m && kept > 0) _open[^1] = _open[^1] with { Cost = _open[^1].Cost + cost };
    }

    private int Next() => method switch
    {
        LotMethod.Lifo => _open.Count - 1,
        LotMethod.Hifo => LeastGain(),
        _ => 0,
    };

    private int LeastGain()
    {
        var best = 0;
        for (var index = 1; index < _open.Count; index++)
        {
            var (one, other) = (_open[index].UnitCost, _open[best].UnitCost);
            if (_open[index].Quantity > 0m ? one > other : one < other) best = index;
        }

        return best;
    }
}
