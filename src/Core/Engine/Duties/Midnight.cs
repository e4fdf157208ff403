using AlgoTrendy.Core.Indicators;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>When days end in UTC, and what they cost is booked.</summary>
public static class Midnight
{
    /// <summary>The first midnight, UTC, after a moment.</summary>
    public static Instant64 After(Instant64 moment) => UtcCalendar.StartOfDay(moment) + Duration64.FromDays(1);
}
