using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Makes longer bars of shorter ones: hours of minutes, days of hours.</summary>
public static class CoarserBars
{
    /// <summary>Whether bars of one length can be put together to bars of another.</summary>
    public static bool CanMake(Interval of, Interval from) => from.Length < of.Length && !from.IsDaily && (of is { IsDaily: true, Count: 1 } || Divides(of, from));

    /// <summary>Each longer bar opens at a whole multiple of its length since 1970 UTC, a day with its session; it has whatever shorter bars lie in it. Bars outside the sessions belong to no day.</summary>
    /// <exception cref="ArgumentException">One length is no multiple of the other.</exception>
    public static Columns Of(Columns bars, Interval from, Interval to, TradingCalendar calendar)
    {
        if (!CanMake(to, from)) throw new ArgumentException($"Bars of {to} cannot be made of bars of {from}.", nameof(to));

        var made = new ColumnsBuilder(SeriesKind.Bars);
        var (open, high, low, close, volume) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var (opensAt, endsAt) = (Instant64.MinValue, Instant64.MinValue);
        for (var index = 0; index < bars.Count; index++)
        {
            var time = bars.Times[index];
            if (time >= endsAt)
            {
                Finish();
                (opensAt, endsAt) = Span(time);
                (open, high, low, volume) = (bars.Values(0)[index], double.NegativeInfinity, double.PositiveInfinity, 0);
            }

            if (time < opensAt) continue;
            high = Math.Max(high, bars.Values(1)[index]);
            low = Math.Min(low, bars.Values(2)[index]);
            close = bars.Values(3)[index];
            volume += bars.Values(4)[index];
        }

        Finish();
        return made.Build();

        void Finish()
        {
            if (high >= low && endsAt > Instant64.MinValue) made.Add(opensAt, open, high, low, close, volume);
        }

        (Instant64 From, Instant64 To) Span(Instant64 time)
        {
            if (to.IsDaily && !calendar.IsAlwaysOpen) return DayOf(time);

            var length = (long)to.Length.TotalNanoseconds;
            var since = Math.DivRem(time.ToUnixTimeNanoseconds(), length).Quotient * length;
            return (Instant64.FromUnixTimeNanoseconds(since), Instant64.FromUnixTimeNanoseconds(since + length));
        }

        // A bar before the session opens begins nothing: the span it is put into opens only later.
        (Instant64 From, Instant64 To) DayOf(Instant64 time)
        {
            var day = calendar.TradingDayAtOrAfter(time);
            return time < day.Open ? (day.Open, day.Open) : (day.Open, day.Close);
        }
    }

    private static bool Divides(Interval of, Interval from) => !of.IsDaily && of.Length.TotalNanoseconds % from.Length.TotalNanoseconds == 0;
}
