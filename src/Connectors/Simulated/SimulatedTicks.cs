using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>What was traded and what was quoted, each in the order of time. Every trade was at the bid or ask of the quote before it.</summary>
public sealed record SimulatedTicks(Columns Trades, Columns Quotes);
