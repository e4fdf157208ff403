using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>The portfolios that an account belongs to. Limits of scope portfolio hold for every order of the account, by whatever name it comes; where only a part of it belongs to one, for the orders of that part.</summary>
/// <param name="ValidUntil">From when on they are stale: what counts other accounts lets only pass what makes a position smaller.</param>
/// <param name="Items">Null: nobody has said yet which they are, so that each limit of a portfolio may be about this account.</param>
public sealed record AccountPortfolios(Instant64 ValidUntil, IReadOnlyList<PortfolioMembership>? Items)
{
    public static readonly AccountPortfolios Unknown = new(Instant64.MinValue, null);
}

/// <summary>A portfolio that an account, or a part of it, belongs to.</summary>
/// <param name="Elsewhere">What its other members hold; null where that is not known, and Fault says why, or where there are no others.</param>
/// <param name="Fault">Why not, in a sentence without a full stop; null: it can be counted.</param>
/// <param name="Part">What of the account belongs to it; null: all.</param>
/// <param name="Orders">What each of its other members has sent and waits for, which may be known where their worth is not; null as Elsewhere.</param>
public sealed record PortfolioMembership(string Portfolio, PortfolioElsewhere? Elsewhere, string? Fault = null, AccountPart? Part = null, IReadOnlyList<OrdersShare>? Orders = null);

/// <summary>What a strategy has of an account, or (without one) what nobody owns: only that counts in a portfolio that it belongs to.</summary>
/// <param name="DayStartEquity">When the day began.</param>
public sealed record AccountPart(string? Strategy, decimal Equity, decimal DayStartEquity);
