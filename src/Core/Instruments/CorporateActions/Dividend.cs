using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>Cash a share, in the instrument's currency, for whoever holds it after the close of <paramref name="LastDate"/>; paid on the next trading day.</summary>
public readonly record struct Dividend(LocalDate LastDate, decimal Amount)
{
    /// <summary>The first trading day without the right to it, on which it is paid.</summary>
    public LocalDate PaidOn(TradingCalendar calendar) => TradingDates.After(LastDate, calendar);
}
