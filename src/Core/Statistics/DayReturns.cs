using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Statistics;

/// <summary>Cuts a curve into days and tells what each returned. Two curves cut at the same ends can be compared day by day.</summary>
public static class DayReturns
{
    /// <summary>When each day of a curve ends, the last one not after the curve itself. A close at midnight belongs to the day that it ends.</summary>
    /// <param name="times">Of the curve's points, UTC, rising.</param>
    public static Instant64[] Ends(ReadOnlySpan<Instant64> times, TradingCalendar calendar, ReturnDays days) => times.IsEmpty ? [] : days switch
    {
        ReturnDays.CalendarDays => CalendarEnds(times, calendar.Zone),
        _ => TradingEnds(times, calendar),
    };

    /// <summary>What each day returned, as a fraction: the last value known at its end against the one before, the first against <paramref name="start"/>.</summary>
    /// <remarks>Ends early where nothing is left: what follows a worth of zero or less has no return.</remarks>
    public static double[] Of(ReadOnlySpan<Instant64> ends, ReadOnlySpan<Instant64> times, ReadOnlySpan<double> values, double start)
    {
        var returns = new double[ends.Length];
        var before = start;
        for (var day = 0; day < ends.Length; day++)
        {
            if (!(before > 0)) return returns[..day];

            var known = times.CountUpTo(ends[day]);
            var now = known == 0 ? start : values[known - 1];
            returns[day] = now / before - 1;
            before = now;
        }

        return returns;
    }

    private static Instant64[] TradingEnds(ReadOnlySpan<Instant64> times, TradingCalendar calendar)
    {
        var ends = new List<Instant64>();
        for (var index = 0; index < times.Length;)
        {
            var close = calendar.TradingDayAtOrAfter(times[index].PlusNanoseconds(-1)).Close;
            ends.Add(Instant64.Min(close, times[^1]));
            index += Math.Max(1, times[index..].CountUpTo(close));
        }

        return [.. ends];
    }

    private static Instant64[] CalendarEnds(ReadOnlySpan<Instant64> times, DateTimeZone zone)
    {
        var ends = new List<Instant64>();
        var last = DateOf(times[^1]);
        for (var date = DateOf(times[0]); date <= last; date = date.PlusDays(1))
            ends.Add(Instant64.Min(Instant64.FromInstant(zone.AtStartOfDay(date.PlusDays(1)).ToInstant()), times[^1]));
        return [.. ends];

        LocalDate DateOf(Instant64 time) => time.PlusNanoseconds(-1).ToInstant().InZone(zone).Date;
    }
}
