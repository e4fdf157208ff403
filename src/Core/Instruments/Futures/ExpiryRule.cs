using NodaTime;

namespace AlgoTrendy.Core.Instruments;

/// <summary>On which date trading in a contract ends, from its delivery month. Business days are those of the US exchanges.</summary>
public abstract record ExpiryRule
{
    public abstract LocalDate DateOf(int year, int month);

    /// <summary>The n-th business day before a date (0: the date, or the last business day before it).</summary>
    private protected static LocalDate BusinessDaysBefore(LocalDate date, int n)
    {
        while (!UsHolidays.IsBusinessDay(date)) date = date.PlusDays(-1);
        for (; n > 0; n--)
        {
            do date = date.PlusDays(-1);
            while (!UsHolidays.IsBusinessDay(date));
        }

        return date;
    }
}

/// <summary>So many business days before the n-th weekday of the delivery month: the third Friday of equity indices, two days before the third Wednesday of currencies.</summary>
public sealed record NthWeekdayExpiry(int N, IsoDayOfWeek Weekday, int BusinessDaysEarlier = 0) : ExpiryRule
{
    public override LocalDate DateOf(int year, int month) => BusinessDaysBefore(UsHolidays.Nth(year, month, Weekday, N), BusinessDaysEarlier);
}

/// <summary>So many business days before a day of the month, or before the last business day ahead of it where that day is none: crude oil's third day before the 25th of the month before.</summary>
/// <param name="MonthOffset">-1: of the month before the delivery month.</param>
public sealed record DayOfMonthExpiry(int Day, int BusinessDaysEarlier, int MonthOffset = 0) : ExpiryRule
{
    public override LocalDate DateOf(int year, int month) => BusinessDaysBefore(new LocalDate(year, month, 1).PlusMonths(MonthOffset).PlusDays(Day - 1), BusinessDaysEarlier);
}

/// <summary>So many business days before the last one of a month: gold's third last (2), Treasury bonds' seventh before the last (7).</summary>
/// <param name="MonthOffset">-1: of the month before the delivery month.</param>
public sealed record MonthEndExpiry(int BusinessDaysEarlier, int MonthOffset = 0) : ExpiryRule
{
    public override LocalDate DateOf(int year, int month) => BusinessDaysBefore(new LocalDate(year, month, 1).PlusMonths(MonthOffset + 1).PlusDays(-1), BusinessDaysEarlier);
}
