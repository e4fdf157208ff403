using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Risk;

/// <summary>What the other accounts of a portfolio hold, in the currency of the account that is judged. Pushed to it with the limits, and as old as they are.</summary>
/// <param name="DayStartEquity">Of the other accounts, when the day began.</param>
/// <param name="PeakEquity">The most that all accounts of the portfolio together were worth, the judged one included.</param>
/// <param name="Gross">The worth of all positions, without signs.</param>
/// <param name="Net">The worth of all positions, with signs.</param>
/// <param name="Quantities">What is held of each symbol, signed.</param>
public sealed record PortfolioElsewhere(decimal Equity, decimal DayStartEquity, decimal PeakEquity, decimal Gross, decimal Net, IReadOnlyDictionary<Symbol, decimal> Quantities);
