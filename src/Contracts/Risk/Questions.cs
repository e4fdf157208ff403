using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Contracts.Risk;

/// <summary>The verdict; or why none could be given.</summary>
public sealed record AssessReply(Verdict? Verdict, RiskRefusal? Refusal);

/// <summary>All that speaks against an order, and how much of each limit it would use.</summary>
/// <param name="Refusals">The first is the one that the gate would give.</param>
/// <param name="Limits">Every limit that concerns the order, broken or not.</param>
/// <param name="Notional">What it is worth at the price that is known; null without one.</param>
/// <param name="Fee">What trading it at once would cost about.</param>
public sealed record Verdict(bool Approved, IReadOnlyList<VerdictRefusal> Refusals, IReadOnlyList<LimitUseView> Limits, Currency? Currency, decimal? Price, decimal? Notional, decimal? Fee, decimal? BuyingPower);

/// <param name="Limit">The id of the limit that it would break; null where no limit is to blame.</param>
/// <param name="Value">Of that limit.</param>
/// <param name="WouldBe">What the order would have made it.</param>
public sealed record VerdictRefusal(string Code, string Message, string? Limit = null, decimal? Value = null, decimal? WouldBe = null);

/// <summary>A way to choose how large a position should be.</summary>
public enum SizeMethod
{
    /// <summary>Always the same: needs quantity.</summary>
    Fixed,

    /// <summary>What a share of the equity buys: needs percent.</summary>
    PercentOfEquity,

    /// <summary>A share of the equity is lost at the stop: needs percent and stopPrice.</summary>
    RiskPerTrade,

    /// <summary>A share of the equity is lost if the price moves by so many average true ranges: needs percent and atr; ranges is 1.</summary>
    Atr,

    /// <summary>The position's volatility is a share of the equity a year: needs percent and volatility; mostTimes is 1.</summary>
    VolatilityTarget,

    /// <summary>A part of the share that makes wealth grow fastest: needs winRate, payoff and cap; part is 0.5.</summary>
    Kelly,
}

/// <summary>How large should a position be? What the method does not need is left out.</summary>
/// <param name="AccountId">Whose equity it is; null: the first account's, unless equity is given.</param>
/// <param name="Equity">In the instrument's currency; null: the account's.</param>
/// <param name="Price">At which the position would be opened; null: the last one of the account's market.</param>
/// <param name="Atr">Average true range, in points of the price.</param>
/// <param name="Volatility">Of the instrument's returns, a year, as a fraction.</param>
/// <param name="WinRate">The share of trades that win, as a fraction.</param>
/// <param name="Payoff">The mean win over the mean loss.</param>
/// <param name="Cap">Per cent of the equity.</param>
public sealed record SizeRequest(
    string Symbol,
    SizeMethod Method,
    string? AccountId = null,
    decimal? Equity = null,
    Price? Price = null,
    Quantity? Quantity = null,
    Percent? Percent = null,
    Price? StopPrice = null,
    decimal? Atr = null,
    decimal? Ranges = null,
    decimal? Volatility = null,
    decimal? MostTimes = null,
    decimal? WinRate = null,
    decimal? Payoff = null,
    Percent? Cap = null,
    decimal? Part = null);

/// <summary>The size; or why the question could not be answered.</summary>
public sealed record SizeReply(PositionSize? Size, RiskRefusal? Refusal);

/// <param name="Quantity">In whole lots; 0 where nothing can be traded, and Reason says why.</param>
/// <param name="Wanted">What came out before it was rounded down.</param>
public sealed record PositionSize(Symbol Symbol, Quantity Quantity, decimal Wanted, decimal Notional, decimal Equity, Price Price, Currency Currency, RiskRefusal? Reason);

/// <summary>What would happen to what is held: by an account, by all of them, or as given.</summary>
/// <param name="AccountId">Null: all accounts, unless holdings are given.</param>
/// <param name="Holdings">Instead of an account's.</param>
/// <param name="Equity">That belongs to given holdings; null: what they are worth.</param>
/// <param name="Scenarios">By their names; null: all that are known, unless shocks are given.</param>
/// <param name="Shocks">One's own.</param>
public sealed record StressRequest(string? AccountId = null, IReadOnlyList<StressHolding>? Holdings = null, decimal? Equity = null, IReadOnlyList<string>? Scenarios = null, IReadOnlyList<StressScenario>? Shocks = null);

/// <param name="Worth">Signed: negative is short.</param>
public sealed record StressHolding(string Symbol, decimal Worth);

/// <summary>The results; or why there are none.</summary>
public sealed record StressReply(Currency? Currency, decimal? Equity, IReadOnlyList<StressOutcome> Results, RiskRefusal? Refusal);

/// <param name="Pnl">A loss is negative.</param>
/// <param name="EquityAfter">Below 0 more is lost than there was.</param>
public sealed record StressOutcome(string Scenario, string Summary, decimal Pnl, decimal EquityAfter, IReadOnlyList<StressedHolding> Lines);

public sealed record StressedHolding(Symbol Symbol, decimal Worth, decimal Pnl);
