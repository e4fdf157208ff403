using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

/// <summary>All limits, of every account, as risk pushes them. The same version comes again and again, each time valid for longer.</summary>
/// <param name="ValidUntil">From when on they are stale: then only what makes a position smaller passes.</param>
/// <param name="OnBreach">What an account may do once its equity has broken a limit on losses.</param>
/// <param name="Portfolios">For limits that count several accounts; null: not known, and then what breaks none of them is only what makes a position smaller.</param>
public sealed record LimitSet(long Version, Instant64 AsOf, Instant64 ValidUntil, TradingMode OnBreach, IReadOnlyList<Limit> Items, PortfolioHoldings? Portfolios = null);

/// <summary>What the accounts of every portfolio held at one moment.</summary>
/// <param name="ValidUntil">From when on it is stale.</param>
public sealed record PortfolioHoldings(Instant64 AsOf, Instant64 ValidUntil, IReadOnlyList<LimitedPortfolio> Items);

/// <summary>A portfolio as limits count it: with its accounts as a whole, also where only a part of one belongs to it.</summary>
/// <param name="PeakEquity">The most that they together were worth, money that came or went aside; null with a fault.</param>
/// <param name="Fault">Why they cannot be counted, in a sentence without a full stop; null: they can.</param>
public sealed record LimitedPortfolio(string PortfolioId, IReadOnlyList<LimitedAccount> Accounts, decimal? PeakEquity, string? Fault = null);

/// <param name="Holdings">Null with a fault.</param>
public sealed record LimitedAccount(string AccountId, AccountHoldings? Holdings = null);

/// <summary>What an account holds, in its currency.</summary>
/// <param name="DayStartEquity">When the day began, UTC.</param>
/// <param name="Gross">The worth of all positions, without signs.</param>
/// <param name="Net">The worth of all positions, with signs.</param>
/// <param name="Quantities">What is held of each symbol, signed.</param>
public sealed record AccountHoldings(decimal Equity, decimal DayStartEquity, decimal Gross, decimal Net, IReadOnlyDictionary<Symbol, decimal> Quantities);

/// <summary>What the accounts are judged by now. An older version than they have changes nothing.</summary>
public sealed record LimitReceipt(long Version, Instant64? ValidUntil, TradingRefusal? Refusal = null);

/// <summary>How much of a limit an order would use.</summary>
/// <param name="Now">With what is held and waits, in the limit's unit.</param>
/// <param name="WouldBe">With the order too.</param>
/// <param name="UsedNow">The share of the limit that is used already.</param>
/// <param name="Used">The share that would be used: 1 is all of it.</param>
/// <param name="Refusal">Null where the order passes.</param>
public sealed record LimitUseView(string LimitId, LimitScope Scope, string ScopeId, LimitRule Rule, decimal Value, LimitUnit Unit, decimal Now, decimal WouldBe, decimal UsedNow, decimal Used, bool IsWarning, TradingRefusal? Refusal);

/// <summary>How the accounts stand to the limits that prices alone can break.</summary>
public sealed record StandingList(IReadOnlyList<LimitStanding> Items);

/// <param name="Symbol">Of limits that are counted by instrument; null: the account as a whole.</param>
/// <param name="Now">In the limit's unit.</param>
/// <param name="Used">The share of the limit that is used: above 1 it is broken.</param>
public sealed record LimitStanding(string AccountId, string LimitId, LimitRule Rule, Symbol? Symbol, decimal Value, LimitUnit Unit, decimal? WarnAt, decimal Now, decimal Used, bool IsBroken);
