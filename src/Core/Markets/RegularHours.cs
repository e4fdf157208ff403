using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Markets;

/// <summary>Leaves out bars of before- and after-hours trading, where spreads are wide and volumes thin.</summary>
public static class RegularHours
{
    /// <summary>The bars that have some of a regular session in them; all, for a market that never closes.</summary>
    /// <param name="bars">Of kind Bars, in the order of time.</param>
    public static Columns Of(Columns bars, Interval interval, TradingCalendar calendar)
    {
        if (calendar.IsAlwaysOpen || interval.IsDaily || bars.Count == 0) return bars;

        var kept = new ColumnsBuilder(SeriesKind.Bars, bars.Count);
        for (var row = 0; row < bars.Count; row++)
        {
            var open = bars.Times[row];
            if (calendar.SessionAtOrAfter(open).Open < open + interval.Length)
                kept.Add(open, bars.Values(0)[row], bars.Values(1)[row], bars.Values(2)[row], bars.Values(3)[row], bars.Values(4)[row]);
        }

        return kept.Count == bars.Count ? bars : kept.Build();
    }
}
