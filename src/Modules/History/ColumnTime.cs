using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History;

/// <summary>Moments at the doors reach further than those in columns (1677 to 2262).</summary>
internal static class ColumnTime
{
    /// <summary>The nearest moment that columns can hold; null stays null, no bound.</summary>
    public static Instant64? Nearest(Instant? moment) => moment is { } given
        ? Instant64.FromInstant(Instant.Max(Instant64.MinValue.ToInstant(), Instant.Min(Instant64.MaxValue.ToInstant(), given)))
        : null;
}
