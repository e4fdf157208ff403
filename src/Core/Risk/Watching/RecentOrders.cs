using System.Runtime.InteropServices;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>The orders of the last minute. Counting changes nothing, so that a question asked about another moment does no harm.</summary>
internal sealed class RecentOrders
{
    // Whose orders are nobody's; no strategy is called so.
    private const string Nobody = "";

    private readonly Times _all = new();
    private readonly Dictionary<int, Times> _ofPlace = [];
    private readonly Dictionary<string, Times> _ofStrategy = [];

    /// <summary>All of them, as they are now.</summary>
    public SentOrders Sent => _all.Sent;

    /// <param name="strategy">Null: nobody's.</param>
    public void Add(Instant64 at, int place, string? strategy)
    {
        _all.Add(at);
        Of(_ofPlace, place).Add(at);
        Of(_ofStrategy, strategy ?? Nobody).Add(at);
    }

    public int Count(Instant64 now) => _all.Count(now);

    public int Count(Instant64 now, int place) => _ofPlace.TryGetValue(place, out var times) ? times.Count(now) : 0;

    /// <param name="strategy">Null: nobody's.</param>
    public int Count(Instant64 now, string? strategy) => _ofStrategy.TryGetValue(strategy ?? Nobody, out var times) ? times.Count(now) : 0;

    /// <param name="strategy">Null: nobody's.</param>
    public SentOrders SentBy(string? strategy) => _ofStrategy.TryGetValue(strategy ?? Nobody, out var times) ? times.Sent : SentOrders.None;

    private static Times Of<TKey>(Dictionary<TKey, Times> all, TKey key) where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _) ??= new();

    /// <summary>Moments in their order, those of more than a minute ago let go.</summary>
    private sealed class Times
    {
        private readonly List<Instant64> _times = [];
        private int _first;
        private SentOrders? _sent;

        /// <summary>Made once for as long as nothing is added.</summary>
        public SentOrders Sent => _sent ??= new(Kept);

        private ReadOnlySpan<Instant64> Kept => CollectionsMarshal.AsSpan(_times)[_first..];

        public void Add(Instant64 at)
        {
            while (_first < _times.Count && _times[_first] <= at - SentOrders.Minute) _first++;
            if (_first > _times.Count / 2)
            {
                _times.RemoveRange(0, _first);
                _first = 0;
            }

            if (_times.Count > 0 && at < _times[^1]) SetBack(_times[^1] - at);
            _times.Add(at);
            _sent = null;
        }

        public int Count(Instant64 now) => SentOrders.Count(Kept, now);

        // What is remembered goes back with the clock: it was sent just now, whatever the clock says.
        private void SetBack(Duration64 by)
        {
            for (var number = _first; number < _times.Count; number++) _times[number] -= by;
        }
    }
}
