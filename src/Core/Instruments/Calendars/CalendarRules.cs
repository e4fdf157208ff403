using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>Answers which sessions a trading date has: a checked definition, indexed by weekday and date.</summary>
internal sealed class CalendarRules
{
    private const int EarliestMinute = -TradingHours.MinutesADay;
    private const int LatestMinute = 2 * TradingHours.MinutesADay;
    private const int DaysAWeek = 7;

    private readonly TradingHours[][] _week = new TradingHours[DaysAWeek + 1][];
    private readonly HashSet<LocalDate> _holidays;
    private readonly Dictionary<LocalDate, int> _earlyCloses;
    private readonly Dictionary<LocalDate, int> _lateOpens;
    private readonly ILookup<LocalDate, DateBreak> _breaks;

    public CalendarRules(CalendarDefinition definition)
    {
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone)
            ?? throw new ArgumentException($"Calendar {definition.Name}: '{definition.Zone}' is no zone of the tz database, as America/New_York is.", nameof(definition));
        if (definition.Hours.All(hours => hours.Kind != HoursKind.Regular)) throw new ArgumentException($"Calendar {definition.Name} has no regular hours.", nameof(definition));

        foreach (var hours in definition.Hours) CheckRange(definition, hours);
        for (var day = 1; day <= DaysAWeek; day++)
            _week[day] = [.. definition.Hours.Where(hours => (int)hours.Day == day).OrderBy(hours => hours.OpenMinute)];
        _holidays = [.. definition.Holidays];
        _earlyCloses = ByDate(definition, definition.EarlyCloses, "early close");
        _lateOpens = ByDate(definition, definition.LateOpens, "late open");
        _breaks = definition.Breaks.OrderBy(pause => pause.FromMinute).ToLookup(pause => pause.Date);

        HasExtendedHours = definition.Hours.Any(hours => hours.Kind != HoursKind.Regular);
        foreach (var date in TurningPoints(definition)) CheckOverlaps(definition, date);
    }

    public DateTimeZone Zone { get; }

    public bool HasExtendedHours { get; }

    /// <summary>Adds the date's stretches of one sort, in the order of time.</summary>
    public void AddSessions(LocalDate date, bool regular, List<Session> sessions)
    {
        if (_holidays.Contains(date)) return;

        var early = _earlyCloses.TryGetValue(date, out var minute) ? minute : LatestMinute;
        var late = _lateOpens.TryGetValue(date, out minute) ? minute : EarliestMinute;
        foreach (var hours in _week[(int)date.DayOfWeek])
        {
            if (hours.Kind == HoursKind.Regular != regular || !hours.AppliesTo(date)) continue;
            var open = Math.Max(hours.OpenMinute, late);
            var close = Math.Min(hours.CloseMinute, early);
            if (_breaks.Contains(date))
            {
                foreach (var pause in _breaks[date].Where(pause => pause.ToMinute > open))
                {
                    Add(date, open, Math.Min(pause.FromMinute, close), sessions);
                    open = pause.ToMinute;
                }
            }

            Add(date, open, close, sessions);
        }
    }

    /// <summary>The moment at which the exchange's clock shows a minute: the first time where the clock shows it twice, the jump where it never does.</summary>
    public Instant64 MomentOf(LocalDate date, int minute)
    {
        var days = (int)Math.Floor((decimal)minute / TradingHours.MinutesADay);
        var local = date.PlusDays(days).At(LocalTime.FromMinutesSinceMidnight(minute - days * TradingHours.MinutesADay));
        var mapping = Zone.MapLocal(local);
        return Instant64.FromInstant(mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant());
    }

    private void Add(LocalDate date, int open, int close, List<Session> sessions)
    {
        if (open >= close) return;
        var session = new Session(date, MomentOf(date, open), MomentOf(date, close));
        if (session.Open < session.Close) sessions.Add(session);
    }

    private static void CheckRange(CalendarDefinition definition, TradingHours hours)
    {
        if (hours.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            throw new ArgumentException($"Calendar {definition.Name}: '{hours.Day}' is no weekday.", nameof(definition));
        if (hours.OpenMinute < EarliestMinute || hours.CloseMinute > LatestMinute || hours.OpenMinute >= hours.CloseMinute)
            throw new ArgumentException($"Calendar {definition.Name}: hours from minute {hours.OpenMinute} to {hours.CloseMinute} of {hours.Day} must rise and lie within {EarliestMinute} and {LatestMinute}.", nameof(definition));
    }

    private static Dictionary<LocalDate, int> ByDate(CalendarDefinition definition, IReadOnlyList<DateMinute> dates, string what)
    {
        var found = new Dictionary<LocalDate, int>(dates.Count);
        foreach (var (date, minute) in dates)
        {
            if (minute is < EarliestMinute or > LatestMinute || !found.TryAdd(date, minute))
                throw new ArgumentException($"Calendar {definition.Name}: the {what} of {date.ToString("uuuu-MM-dd", null)} is there twice or out of range.", nameof(definition));
        }

        return found;
    }

    /// <summary>A day in each period between changes of the weekly hours.</summary>
    private static IEnumerable<LocalDate> TurningPoints(CalendarDefinition definition) => definition.Hours
        .SelectMany(hours => new[] { hours.From, hours.Until })
        .OfType<LocalDate>()
        .Append(new LocalDate(1900, 1, 1))
        .Distinct();

    private void CheckOverlaps(CalendarDefinition definition, LocalDate from)
    {
        // Eight days: the last of the week meets the first of the next.
        foreach (var regular in new[] { true, false })
        {
            var end = int.MinValue;
            for (var day = 0; day <= DaysAWeek; day++)
            {
                var date = from.PlusDays(day);
                foreach (var hours in _week[(int)date.DayOfWeek])
                {
                    if (hours.Kind == HoursKind.Regular != regular || !hours.AppliesTo(from)) continue;
                    var open = day * TradingHours.MinutesADay + hours.OpenMinute;
                    if (open < end) throw new ArgumentException($"Calendar {definition.Name}: the hours of {hours.Day} overlap the ones before.", nameof(definition));
                    end = day * TradingHours.MinutesADay + hours.CloseMinute;
                }
            }
        }
    }
}
