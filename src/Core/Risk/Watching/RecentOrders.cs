using System.Runtime.InteropServices;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>The orders of the last minute. Counting changes nothing, so that a question asked about another moment does no harm.</summary>
internal sealed class RecentOrders
{
    private readonly Times _all = new();
    private readonly Dictionary<int, Times> _ofPlace = [];
    private readonly Dictionary<string, Times> _ofStrategy = [];

    public void Add(Instant64 at, int place, string? strategy)
    {
        _all.Add(at);
        Of(_ofPlace, place).Add(at);
        if (strategy is not null) Of(_ofStrategy, strategy).Add(at);
    }

    public int Count(Instant64 now) => _all.Count(now);

    public int Count(Instant64 now, int place) => _ofPlace.TryGetValue(place, out var times) ? times.Count(now) : 0;

    /// <param name="strategy">Null: of all.</param>
    public int Count(Instant64 now, string? strategy) => strategy is null ? Count(now) : _ofStrategy.TryGetValue(strategy, out var times) ? times.Count(now) : 0;

    private static Times Of<TKey>(Dictionary<TKey, Times> all, TKey key) where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _) ??= new();

    /// <summary>Moments in their order, those of more than a minute ago let go.</summary>
    private sealed class Times
    {
        private static readonly Duration64 Minute = Duration64.FromMinutes(1);

        private readonly List<Instant64> _times = [];
        private int _first;

        public void Add(Instant64 at)
        {
            while (_first < _times.Count && _times[_first] <= at - Minute) _first++;
            if (_first > _times.Count / 2)
            {
                _times.RemoveRange(0, _first);
                _first = 0;
            }

            if (_times.Count > 0 && at < _times[^1]) SetBack(_times[^1] - at);
            _times.Add(at);
        }

        /// <summary>Those within the minute that ends now. A minute ahead counts too, because clocks are corrected a little; what is further ahead is of before a clock was set back.</summary>
        public int Count(Instant64 now) => After(now + Minute) - After(now - Minute);

        // By halves, because a busy account asks it for every order.
        private int After(Instant64 moment)
        {
            var (low, high) = (_first, _times.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_times[middle] <= moment) low = middle + 1;
                else high = middle;
            }

            return low;
        }

        // What is remembered goes back with the clock: it was sent just now, whatever the clock says.
        private void SetBack(Duration64 by)
        {
            for (var number = _first; number < _times.Count; number++) _times[number] -= by;
        }
    }
}
