using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>What people may book by hand, as the account stands: less than what trading tells, which has happened.</summary>
internal static class OwnFacts
{
    public static PortfolioRefusal? FaultOf(BookedFact fact, SharedAccount shared) => fact.Kind == FactKind.Transfer
        ? PartFault(fact.Part, "from", shared) ?? CoverFault(fact, shared)
        : PartFault(fact.Part, "part", shared) ?? RateFault(fact.Currency, "currency", shared) ?? RateFault(fact.ReceivedCurrency, "receivedCurrency", shared);

    private static PortfolioRefusal? PartFault(string? part, string field, SharedAccount shared) => part is null || shared.Parts.ContainsKey(part)
        ? null
        : new("invalid", $"The account has no part '{part}'; there is {string.Join(", ", shared.Parts.Keys)}.", field);

    // A part may owe after fills; by hand nobody gives what is not there.
    private static PortfolioRefusal? CoverFault(BookedFact fact, SharedAccount shared)
    {
        var (currency, from) = (fact.Currency!.Value, fact.Part ?? SharedAccount.Unassigned);
        if (shared.Whole.Account.Balances.All(balance => balance.Currency != currency)) return new("invalid", $"The account has no {currency}.", "currency");

        var there = shared.CashOf(from, currency);
        return fact.Amount <= there ? null : new("insufficient-cash", FormattableString.Invariant($"{fact.Amount} {currency} cannot be moved: {from} has {there}."), "amount");
    }

    // Without a rate equity would not be known any more; what is held in spite of that may go.
    private static PortfolioRefusal? RateFault(Currency? currency, string field, SharedAccount shared) =>
        currency is { } one && shared.Whole.Account.RateOf(one) is null && shared.Whole.Account.CashOf(one) == 0m
            ? new("invalid", $"Nothing gives the rate of {one} in {shared.Whole.Account.Currency}.", field)
            : null;
}
