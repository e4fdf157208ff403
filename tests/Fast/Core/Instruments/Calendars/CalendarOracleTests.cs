using AlgoTrendy.Core.Instruments;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.Calendars;

/// <summary>The calendar against one that asks the zone what the clock shows, minute by minute.</summary>
public class CalendarOracleTests
{
    private const int Minutes = 11 * 24 * 60;
    private static readonly string[] Zones = ["America/New_York", "America/Chicago", "Europe/London", "Asia/Tokyo", "Australia/Sydney", "UTC"];

    // Weeks with a change of clocks in one of the zones, and any others.
    private static readonly LocalDate[] Changes = [new(2024, 3, 10), new(2024, 11, 3), new(2024, 3, 31), new(2024, 10, 27), new(2023, 10, 1), new(2024, 4, 7)];

    [Fact]
    public void It_is_open_exactly_when_the_clock_of_the_exchange_says_so() =>
        Check((calendar, start) => Enumerable.Range(0, Minutes).All(minute => calendar.IsOpen(At(start, minute)) == Naive.IsOpen(calendar, At(start, minute))));

    [Fact]
    public void The_open_time_between_two_moments_is_the_number_of_open_minutes() =>
        Check((calendar, start) =>
        {
            var open = 0;
            for (var minute = 0; minute < Minutes; minute++)
            {
                if (minute % 97 == 0 && calendar.OpenTimeBetween(start, At(start, minute)) != Duration64.FromMinutes(open)) return false;
                if (Naive.IsOpen(calendar, At(start, minute))) open++;
            }

            return calendar.OpenTimeBetween(start, At(start, Minutes)) == Duration64.FromMinutes(open);
        });

    [Fact]
    public void Sessions_follow_one_another_and_each_is_found_from_inside_and_from_before() =>
        Check((calendar, start) =>
        {
            var sessions = calendar.Sessions(start, At(start, Minutes)).ToList();
            return sessions.Zip(sessions.Skip(1)).All(pair =>
                pair.First.Close <= pair.Second.Open && pair.First.Date <= pair.Second.Date &&
                calendar.SessionAtOrAfter(pair.First.Close) == pair.Second &&
                calendar.SessionAtOrAfter(pair.Second.Open) == pair.Second &&
                calendar.SessionAtOrAfter(pair.Second.Close.PlusNanoseconds(-1)) == pair.Second &&
                calendar.SessionBefore(pair.Second.Open) == pair.First &&
                calendar.SessionBefore(pair.Second.Close) == pair.Second &&
                calendar.SessionsOf(pair.First.Date).Contains(pair.First));
        });

    [Fact]
    public void Open_time_adds_up_over_years() =>
        Prop.ForAll<int, int, int>((one, two, three) =>
        {
            var calendar = BuiltInCalendars.UsEquity;
            Instant64[] moments = [.. new[] { one, two, three }.Select(number => Instant64.FromUnixTimeSeconds(Math.Abs((long)number) * 40_009 % 4_000_000_000)).Order()];
            var whole = calendar.OpenTimeBetween(moments[0], moments[2]);
            var summed = calendar.Sessions(moments[0], moments[2]).Sum(session => (Instant64.Min(session.Close, moments[2]) - Instant64.Max(session.Open, moments[0])).TotalNanoseconds);
            return whole == calendar.OpenTimeBetween(moments[0], moments[1]) + calendar.OpenTimeBetween(moments[1], moments[2]) && whole.TotalNanoseconds == summed;
        }).QuickCheckThrowOnFailure();

    private static void Check(Func<TradingCalendar, Instant64, bool> holds) =>
        Prop.ForAll(Calendars.ToArbitrary(), Starts.ToArbitrary(), (calendar, start) => holds(calendar, start)).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static Instant64 At(Instant64 start, int minute) => start + Duration64.FromMinutes(minute);

    private static Gen<Instant64> Starts =>
        from change in Gen.OneOf(Gen.Elements(Changes), Gen.Choose(0, 8_000).Select(day => new LocalDate(2005, 1, 1).PlusDays(day)))
        from before in Gen.Choose(0, 8)
        select Instant64.FromInstant(change.PlusDays(-before).AtMidnight().InUtc().ToInstant());

    private static Gen<TradingCalendar> Calendars =>
        from zone in Gen.Elements(Zones)
        from shift in Gen.Elements(0, 0, -420, -60, 1260)
        from cuts in Gen.Choose(0, 24).ArrayOf(5).Select(hours => hours.Where(hour => IsQuiet(hour * 60 + shift)).Distinct().Order().ToArray())
        from days in Gen.SubListOf(1, 2, 3, 4, 5, 6, 7)
        from exceptions in Gen.Choose(-9, 9).ArrayOf(4)
        from change in Gen.Elements(Changes)
        where cuts.Length >= 2 && days.Count > 0
        select Make(zone, shift, cuts, days, exceptions.Select(day => change.PlusDays(day)).ToArray());

    private static TradingCalendar Make(string zone, int shift, int[] cuts, IEnumerable<int> days, LocalDate[] exceptions)
    {
        var hours = days.Order().SelectMany(day => cuts.Zip(cuts.Skip(1))
            .Where((_, part) => part % 2 == 0)
            .Select(part => new TradingHours((IsoDayOfWeek)day, part.First * 60 + shift, part.Second * 60 + shift)));
        return new(new()
        {
            Name = "RANDOM",
            Zone = zone,
            Hours = [.. hours],
            Holidays = [exceptions[0]],
            EarlyCloses = [new(exceptions[1], 12 * 60 + 30)],
            LateOpens = [new(exceptions[2], 10 * 60)],
            Breaks = [new(exceptions[1], 9 * 60, 9 * 60 + 15), new(exceptions[3], 11 * 60, 14 * 60)],
        });
    }

    // No clock changes then; at an edge within a change, a minute that is shown twice would be open once only.
    private static bool IsQuiet(int minute) => (minute + 1440) % 1440 is 0 or > 180;

    private static class Naive
    {
        public static bool IsOpen(TradingCalendar calendar, Instant64 moment)
        {
            var definition = calendar.Definition;
            var local = moment.ToInstant().InZone(calendar.Zone).LocalDateTime;
            for (var day = -2; day <= 1; day++)
            {
                var date = local.Date.PlusDays(day);
                var minute = local.Hour * 60 + local.Minute - day * 1440;
                if (definition.Holidays.Contains(date)) continue;
                if (!definition.Hours.Any(hours => hours.Day == date.DayOfWeek && hours.OpenMinute <= minute && minute < hours.CloseMinute)) continue;

                var early = definition.EarlyCloses.Where(close => close.Date == date).Select(close => (int?)close.Minute).FirstOrDefault();
                var late = definition.LateOpens.Where(open => open.Date == date).Select(open => (int?)open.Minute).FirstOrDefault();
                var open = (early is null || minute < early) && (late is null || minute >= late) &&
                    !definition.Breaks.Any(pause => pause.Date == date && pause.FromMinute <= minute && minute < pause.ToMinute);
                if (open) return true;
            }

            return false;
        }
    }
}
