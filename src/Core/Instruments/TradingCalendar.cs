using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>When a market trades: weekly sessions in the exchange's time zone, holidays, early closes and late opens. Immutable.</summary>
public sealed class TradingCalendar
{
    /// <summary>Around the clock, every day, in UTC days, as crypto trades.</summary>
    public static readonly TradingCalendar AlwaysOpen = new("24/7", DateTimeZone.Utc);

    private TradingCalendar(string name, DateTimeZone zone)
    {
        Name = name;
        Zone = zone;
    }

    public string Name { get; }

    /// <summary>The exchange's time zone, in which trading dates are counted.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Whether regular trading never pauses.</summary>
    public bool IsAlwaysOpen => ReferenceEquals(this, AlwaysOpen);

    /// <summary>The regular session that contains <paramref name="moment"/>, or else the next one.</summary>
    public Session SessionAtOrAfter(Instant64 moment)
    {
        var date = moment.ToInstant().InZone(Zone).Date;
        return new(date, Instant64.FromInstant(date.AtStartOfDayInZone(Zone).ToInstant()), Instant64.FromInstant(date.PlusDays(1).AtStartOfDayInZone(Zone).ToInstant()));
    }

    /// <summary>How much regular trading time lies in [from, to).</summary>
    public Duration64 OpenTimeBetween(Instant64 from, Instant64 to) => IsAlwaysOpen && to > from ? to - from : Duration64.Zero;
}
