using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>The portfolios that an account belongs to, and what their other accounts held when somebody last looked. Limits of scope portfolio hold for every order of the account, by whatever name it comes.</summary>
/// <param name="ValidUntil">From when on it is stale: what counts holdings lets only pass what makes a position smaller.</param>
/// <param name="Items">Null: nobody has said yet which they are, so that each limit of a portfolio may be about this account.</param>
public sealed record AccountPortfolios(Instant64 ValidUntil, IReadOnlyList<PortfolioMembership>? Items)
{
    public static readonly AccountPortfolios Unknown = new(Instant64.MinValue, null);
}

/// <summary>A portfolio that an account belongs to.</summary>
/// <param name="Elsewhere">What its other accounts hold; null where that is not known, and Fault says why, or where there are no others.</param>
/// <param name="Fault">In a sentence without a full stop; null: it can be counted.</param>
public sealed record PortfolioMembership(string Portfolio, PortfolioElsewhere? Elsewhere, string? Fault = null);
