namespace AlgoTrendy.Storage.Formats;

/// <summary>How 1/2/2020 is to be read.</summary>
public enum DateOrder
{
    MonthDayYear,
    DayMonthYear,
}
