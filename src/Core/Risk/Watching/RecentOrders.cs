using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>The orders of the last minute. Counting changes nothing, so that a question asked about another moment does no harm.</summary>
internal sealed class RecentOrders
{
    private static readonly Duration64 Minute = Duration64.FromMinutes(1);

    private readonly List<(Instant64 At, int Place, string? Strategy)> _orders = [];
    private int _first;

    public void Add(Instant64 at, int place, string? strategy)
    {
        while (_first < _orders.Count && _orders[_first].At <= at - Minute) _first++;
        if (_first > _orders.Count / 2)
        {
            _orders.RemoveRange(0, _first);
            _first = 0;
        }

        _orders.Add((at, place, strategy));
    }

    /// <param name="place">Only orders of this instrument; null: of all.</param>
    /// <param name="strategy">Only orders of this strategy; null: of all.</param>
    public int Count(Instant64 now, int? place, string? strategy)
    {
        var (count, from) = (0, now - Minute);
        for (var index = _orders.Count - 1; index >= _first && _orders[index].At > from; index--)
        {
            var order = _orders[index];
            if ((place is null || order.Place == place) && (strategy is null || order.Strategy == strategy)) count++;
        }

        return count;
    }
}
