namespace AlgoTrendy.Core.Risk;

/// <summary>What the other members of a portfolio hold and wait for, at its largest, in the currency of the account that is judged.</summary>
/// <param name="DayStartEquity">Of the other members, when the day began.</param>
/// <param name="PeakEquity">The most that all members of the portfolio together were worth, the judged one included.</param>
/// <param name="Gross">The worth of all positions, without signs.</param>
/// <param name="Least">The worth of all positions, with signs, once what waits to be sold has been.</param>
/// <param name="Most">Likewise once what waits to be bought has been.</param>
/// <param name="Instrument">What they hold and wait for of the order's instrument.</param>
/// <param name="Wholes">What losses of all members together, the judged one included, are taken as shares of; null: as in money.</param>
public sealed record PortfolioElsewhere(decimal Equity, decimal DayStartEquity, decimal PeakEquity, decimal Gross, decimal Least, decimal Most, Reach Instrument, WholesState? Wholes = null);
