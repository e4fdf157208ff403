using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>Before the open of the trading day after <paramref name="LastDate"/>, prices are multiplied with the factor and quantities divided by it (1/7 is 7:1).</summary>
/// <param name="ReferenceClose">The raw close of <paramref name="LastDate"/>; fractions of a share are settled at this times the factor.</param>
public readonly record struct Split(LocalDate LastDate, decimal Factor, decimal ReferenceClose)
{
    /// <summary>The factor as its table has it, rounded there.</summary>
    public decimal Written { get; init; } = Factor;

    /// <summary>The first trading day at the new price.</summary>
    public LocalDate EffectiveOn(TradingCalendar calendar) => TradingDates.After(LastDate, calendar);
}
