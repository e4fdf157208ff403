using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

/// <summary>All limits, of every account, as risk pushes them. The same version comes again and again, each time valid for longer.</summary>
/// <param name="ValidUntil">From when on they are stale: then only what makes a position smaller passes.</param>
/// <param name="OnBreach">What an account may do once its equity has broken a limit on losses.</param>
/// <param name="Portfolios">For limits that count several accounts; null: not known, and then what breaks none of them is only what makes a position smaller.</param>
/// <param name="PushedAt">When risk pushed it, and always later than what it pushed before, also where its clock was set back: of one version the later push holds. Null: whoever pushes does not say, and it holds as it comes.</param>
public sealed record LimitSet(long Version, Instant64 AsOf, Instant64 ValidUntil, TradingMode OnBreach, IReadOnlyList<Limit> Items, LimitedPortfolios? Portfolios = null, Instant64? PushedAt = null);

/// <summary>Which accounts every portfolio has. What these hold, trading itself knows best.</summary>
/// <param name="ValidUntil">From when on that is stale.</param>
public sealed record LimitedPortfolios(Instant64 AsOf, Instant64 ValidUntil, IReadOnlyList<LimitedPortfolio> Items);

/// <summary>A portfolio as limits count it.</summary>
/// <param name="PeakProfit">The most that its members together had gained as far as risk knows, money that came or went aside; null: it was never counted, and begins with what they have gained now.</param>
/// <param name="Shares">What losses are taken as shares of, as far as risk knows; null likewise.</param>
public sealed record LimitedPortfolio(string PortfolioId, IReadOnlyList<LimitedMember> Accounts, decimal? PeakProfit = null, PortfolioShares? Shares = null);

/// <summary>What losses of a portfolio are taken as shares of, as that was when its members together had so much.</summary>
/// <param name="Equity">What they were worth.</param>
/// <param name="Capital">What was paid into them less what was paid out.</param>
/// <param name="DayEnds">When the day ends whose start is meant, UTC.</param>
public sealed record PortfolioShares(decimal Equity, decimal Capital, Instant64 DayEnds, WholesState Wholes);

/// <summary>An account, or a part of one.</summary>
/// <param name="Part">The strategy, or unassigned; null: all of the account.</param>
/// <param name="Capital">Of a part, what was moved to it less what was moved away, as the books have it; null: not known.</param>
public sealed record LimitedMember(string AccountId, string? Part = null, decimal? Capital = null);

/// <summary>What the accounts are judged by now. An older version than they have, or an earlier push of the same, changes nothing.</summary>
/// <param name="Portfolios">How those that are limited were counted.</param>
/// <param name="PushedAt">Of the push that holds.</param>
public sealed record LimitReceipt(long Version, Instant64? ValidUntil, TradingRefusal? Refusal = null, IReadOnlyList<PortfolioReceipt>? Portfolios = null, Instant64? PushedAt = null);

/// <summary>A portfolio as trading has counted it.</summary>
/// <param name="PeakProfit">The most that its members together have gained since the same ones belong to it; null with a fault.</param>
/// <param name="Fault">Why it cannot be counted, in a sentence without a full stop; null: it can.</param>
/// <param name="Shares">What losses are taken as shares of; null with a fault.</param>
public sealed record PortfolioReceipt(string PortfolioId, decimal? PeakProfit, string? Fault = null, PortfolioShares? Shares = null);

/// <summary>How much of a limit an order would use.</summary>
/// <param name="Now">With what is held and waits, in the limit's unit.</param>
/// <param name="WouldBe">With the order too.</param>
/// <param name="UsedNow">The share of the limit that is used already.</param>
/// <param name="Used">The share that would be used: 1 is all of it.</param>
/// <param name="Refusal">Null where the order passes.</param>
public sealed record LimitUseView(string LimitId, LimitScope Scope, string ScopeId, LimitRule Rule, decimal Value, LimitUnit Unit, decimal Now, decimal WouldBe, decimal UsedNow, decimal Used, bool IsWarning, TradingRefusal? Refusal);

/// <summary>How the accounts, and the portfolios of them, stand to the limits that prices alone can break, and to how many orders they may send.</summary>
/// <param name="Unread">Of all accounts, those that cannot be read now, so that nothing is known of how they and their portfolios stand; null: all can.</param>
public sealed record StandingList(IReadOnlyList<LimitStanding> Items, IReadOnlyList<UnreadAccount>? Unread = null);

/// <param name="AccountId">Null: of a portfolio.</param>
/// <param name="Symbol">Of limits that are counted by instrument; null: the account or portfolio as a whole.</param>
/// <param name="Now">In the limit's unit.</param>
/// <param name="Used">The share of the limit that is used: above 1 it is broken.</param>
/// <param name="PortfolioId">Null: of an account.</param>
/// <param name="StrategyId">What the strategy has of the account; null: all of it.</param>
public sealed record LimitStanding(
    string? AccountId, string LimitId, LimitRule Rule, Symbol? Symbol, decimal Value, LimitUnit Unit, decimal? WarnAt, decimal Now, decimal Used, bool IsBroken, string? PortfolioId = null, string? StrategyId = null);
