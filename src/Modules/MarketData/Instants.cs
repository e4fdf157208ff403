using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.MarketData;

/// <summary>Moments at the doors reach further than those in columns (1677 to 2262).</summary>
internal static class Instants
{
    /// <summary>The nearest moment that columns can hold.</summary>
    public static Instant64 Within(Instant moment) =>
        Instant64.FromInstant(Instant.Max(Instant64.MinValue.ToInstant(), Instant.Min(Instant64.MaxValue.ToInstant(), moment)));
}
