using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>One unit of <paramref name="From"/> is worth <paramref name="Rate"/> of <paramref name="To"/>; above 0.</summary>
public readonly record struct ExchangeRate(Currency From, Currency To, decimal Rate);
