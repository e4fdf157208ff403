using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>All days of one instrument, walked as far as anybody has asked; the path does not depend on who asked first.</summary>
internal sealed class DayPath(Listing listing, RandomSource root, Instant64 origin)
{
    private readonly Lock _extending = new();
    private readonly DayWalk _walk = new(listing, root, origin);
    private volatile SimulatedDay[] _days = [];

    /// <summary>The days from the origin to the first that opens at or after <paramref name="to"/>, that one included.</summary>
    public SimulatedDay[] Until(Instant64 to)
    {
        var days = _days;
        return days.Length > 0 && days[^1].Open >= to ? days : Extend(to);
    }

    private SimulatedDay[] Extend(Instant64 to)
    {
        lock (_extending)
        {
            if (_days is [.., var last] && last.Open >= to) return _days;

            var days = new List<SimulatedDay>(_days);
            do days.Add(_walk.Next());
            while (days[^1].Open < to);
            return _days = [.. days];
        }
    }
}
