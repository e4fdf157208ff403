using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>One unit of <paramref name="From"/> is worth <paramref name="Rate"/> of <paramref name="To"/>; above 0.</summary>
public readonly record struct ExchangeRate(Currency From, Currency To, decimal Rate)
{
    /// <summary>Until a pair has a price: a stablecoin is a dollar. None where the account is counted in neither.</summary>
    public static IReadOnlyList<ExchangeRate> DollarsAtPar(Currency own) =>
        own == Currency.Usd ? [new(Currency.Usdt, own, 1m)] : own == Currency.Usdt ? [new(Currency.Usd, own, 1m)] : [];
}
