using AlgoTrendy.Core.Instruments;
using NodaTime;
using static AlgoTrendy.Core.Instruments.TradingHours;

namespace AlgoTrendy.Modules.MarketData.Lean;

/// <summary>Carries LEAN's holidays, early closes and late opens, which it writes by calendar days, over to trading dates.</summary>
internal static class LeanExceptions
{
    // A trading date reaches from the evening before to two days on.
    private const int DaysBefore = 1;
    private const int DaysAfter = 1;

    public static CalendarDefinition Apply(CalendarDefinition week, IReadOnlyCollection<LocalDate> holidays, Dictionary<LocalDate, int> earlyCloses, Dictionary<LocalDate, int> lateOpens)
    {
        var closed = holidays.ToHashSet();
        var found = (Holidays: new List<LocalDate>(), Early: new List<DateMinute>(), Late: new List<DateMinute>(), Breaks: new List<DateBreak>());
        var touched = closed.Concat(earlyCloses.Keys).Concat(lateOpens.Keys)
            .SelectMany(date => Enumerable.Range(-DaysAfter, DaysBefore + DaysAfter + 1).Select(day => date.PlusDays(day)))
            .Distinct().Order();
        foreach (var date in touched)
        {
            var usual = week.Hours.Where(hours => hours.Day == date.DayOfWeek && hours.Kind == HoursKind.Regular).Select(hours => (Open: hours.OpenMinute, Close: hours.CloseMinute)).Order().ToList();
            var left = usual.SelectMany(part => Enumerable.Range(-DaysBefore, DaysBefore + DaysAfter + 1).SelectMany(day => OpenOn(date.PlusDays(day), day, part))).ToList();
            var joined = Join(left);
            if (joined.SequenceEqual(usual)) continue;
            if (joined.Count == 0)
            {
                found.Holidays.Add(date);
                continue;
            }

            if (joined[0].Open > usual[0].Open) found.Late.Add(new(date, joined[0].Open));
            if (joined[^1].Close < usual[^1].Close) found.Early.Add(new(date, joined[^1].Close));
            found.Breaks.AddRange(joined.Zip(joined.Skip(1)).Where(pair => usual.Any(part => Overlap(part, (pair.First.Close, pair.Second.Open)))).Select(pair => new DateBreak(date, pair.First.Close, pair.Second.Open)));
        }

        return week with { Holidays = found.Holidays, EarlyCloses = found.Early, LateOpens = found.Late, Breaks = found.Breaks };

        // What trades of a part of a trading date on one calendar day, in minutes of the trading date. An early close before a late open is a break, as LEAN has it.
        IEnumerable<(int Open, int Close)> OpenOn(LocalDate day, int offset, (int Open, int Close) part)
        {
            var (open, close) = (Math.Max(part.Open, offset * MinutesADay), Math.Min(part.Close, (offset + 1) * MinutesADay));
            if (open >= close || closed.Contains(day)) yield break;

            var early = earlyCloses.TryGetValue(day, out var minute) ? minute + offset * MinutesADay : int.MaxValue;
            var late = lateOpens.TryGetValue(day, out minute) ? minute + offset * MinutesADay : int.MinValue;
            (int Open, int Close)[] stretches = early <= late
                ? [(open, Math.Min(close, early)), (Math.Max(open, late), close)]
                : [(Math.Max(open, late), Math.Min(close, early))];
            foreach (var stretch in stretches.Where(stretch => stretch.Open < stretch.Close)) yield return stretch;
        }
    }

    private static bool Overlap((int Open, int Close) one, (int Open, int Close) other) => one.Open < other.Close && other.Open < one.Close;

    private static List<(int Open, int Close)> Join(List<(int Open, int Close)> stretches)
    {
        var joined = new List<(int Open, int Close)>();
        foreach (var stretch in stretches)
        {
            if (joined.Count > 0 && joined[^1].Close == stretch.Open) joined[^1] = (joined[^1].Open, stretch.Close);
            else joined.Add(stretch);
        }

        return joined;
    }
}
