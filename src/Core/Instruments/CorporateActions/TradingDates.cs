using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

internal static class TradingDates
{
    /// <summary>The first trading date after <paramref name="date"/>.</summary>
    public static LocalDate After(LocalDate date, TradingCalendar calendar)
    {
        var moment = Instant64.FromInstant(date.PlusDays(1).AtStartOfDayInZone(calendar.Zone).ToInstant());
        var session = calendar.SessionAtOrAfter(moment);

        // A session that began the evening before may still run at midnight; its date is not after.
        return session.Date > date ? session.Date : calendar.SessionAtOrAfter(session.Close).Date;
    }
}
