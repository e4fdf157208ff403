using NodaTime;

namespace AlgoTrendy.Core.Instruments;

/// <summary>A calendar as plain values: what is written to files and sent over the wire, and all that a <see cref="TradingCalendar"/> is made of.</summary>
/// <remarks>All dates are trading dates: the evening on which Monday's session of a future begins counts to Monday.</remarks>
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

    public IReadOnlyList<DateBreak> Breaks { get; init; } = [];

    public bool Equals(CalendarDefinition? other) =>
        other is not null && (ReferenceEquals(this, other) ||
            (Name == other.Name && Zone == other.Zone && Hours.SequenceEqual(other.Hours) && Holidays.SequenceEqual(other.Holidays) &&
            EarlyCloses.SequenceEqual(other.EarlyCloses) && LateOpens.SequenceEqual(other.LateOpens) && Breaks.SequenceEqual(other.Breaks)));

    public override int GetHashCode() => HashCode.Combine(Name, Zone, Hours.Count, Holidays.Count, EarlyCloses.Count, LateOpens.Count, Breaks.Count);
}
