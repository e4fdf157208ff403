using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Places bars that files name by a trading date.</summary>
public static class DailyBars
{
    /// <summary>When the bar of a trading date opens: with its session; around-the-clock markets at midnight UTC. Null when the market does not trade on that date.</summary>
    public static Instant64? OpenOn(LocalDate date, TradingCalendar calendar)
    {
        var midnight = Instant64.FromInstant(date.AtStartOfDayInZone(calendar.Zone).ToInstant());
        if (calendar.IsAlwaysOpen) return midnight;

        // A session named by a date may begin the evening before and already run at midnight, or another may run into that date.
        var session = calendar.SessionAtOrAfter(midnight);
        if (session.Date < date) session = calendar.SessionAtOrAfter(session.Close);
        return session.Date == date ? session.Open : null;
    }
}
