namespace AlgoTrendy.Core.Statistics;

/// <summary>Which days have a return of their own.</summary>
public enum ReturnDays
{
    /// <summary>Those on which the market trades and the run has data.</summary>
    TradingDays,

    /// <summary>All of the exchange's calendar; where nothing trades, the worth is carried on and the return is zero.</summary>
    CalendarDays,
}
