using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Statistics;

/// <summary>How returns are counted: over which days, how many of them make a year, and what money earns without risk.</summary>
public sealed record ReturnConvention
{
    private const double CalendarDaysAYear = 365;
    private const double SessionsAYear = 252;

    /// <summary>Trading days, and nothing without risk.</summary>
    public static readonly ReturnConvention Usual = new();

    public ReturnDays Days { get; init; }

    /// <summary>A year's interest without risk, as a fraction.</summary>
    public double RiskFree { get; init; }

    /// <summary>252 sessions, or 365 where all calendar days count or the market never closes.</summary>
    public double DaysAYear(TradingCalendar calendar) => Days == ReturnDays.CalendarDays || calendar.IsAlwaysOpen ? CalendarDaysAYear : SessionsAYear;

    /// <summary>What a day earns without risk, so that a year of days compounds to the annual rate.</summary>
    public double RiskFreeADay(TradingCalendar calendar) => RiskFree == 0 ? 0 : PortableMath.Pow(1 + RiskFree, 1 / DaysAYear(calendar)) - 1;
}
