using NodaTime;

namespace AlgoTrendy.Core.Instruments;

/// <summary>A calendar as plain values: what is written to files and sent over the wire, and all that a <see cref="TradingCalendar"/> is made of.</summary>
/// <remarks>All dates are trading dates. Where a date has both an early close and a later late open, the time between them is closed (a break); otherwise it trades from the late open to the early close.</remarks>
public sealed record CalendarDefinition
{
    public required string Name { get; init; }

    /// <summary>An id of the tz database: America/New_York, UTC.</summary>
    public required string Zone { get; init; }

    public required IReadOnlyList<TradingHours> Hours { get; init; }

    /// <summary>Trading dates without any trading.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    public IReadOnlyList<DateMinute> EarlyCloses { get; init; } = [];

    public IReadOnlyList<DateMinute> LateOpens { get; init; } = [];

    public bool Equals(CalendarDefinition? other) =>
        other is not null && (ReferenceEquals(this, other) ||
            (Name == other.Name && Zone == other.Zone && Hours.SequenceEqual(other.Hours) && Holidays.SequenceEqual(other.Holidays) &&
            EarlyCloses.SequenceEqual(other.EarlyCloses) && LateOpens.SequenceEqual(other.LateOpens)));

    public override int GetHashCode() => HashCode.Combine(Name, Zone, Hours.Count, Holidays.Count, EarlyCloses.Count, LateOpens.Count);
}
