using NodaTime;

namespace AlgoTrendy.Core.Instruments.CorporateActions;

/// <summary>One row of a factor table. It applies to the trading dates up to its own, back to the row before.</summary>
/// <param name="PriceFactor">What raw prices are multiplied with for dividends.</param>
/// <param name="SplitFactor">What raw prices are multiplied with, and volumes divided by, for splits.</param>
/// <param name="ReferenceClose">The raw close of the row's date, from which the dividend is derived.</param>
public readonly record struct FactorRow(LocalDate Date, decimal PriceFactor, decimal SplitFactor, decimal ReferenceClose);
