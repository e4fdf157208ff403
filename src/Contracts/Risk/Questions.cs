using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

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

    /// <summary>A share of the equity is lost if the price moves by so many average true ranges: needs percent; ranges is 1. Without atr it is taken of the last daily bars; length is 14.</summary>
    Atr,

    /// <summary>The position's volatility is a share of the equity a year: needs percent; mostTimes is 1. Without volatility it is that of the last daily returns; length is 60.</summary>
    VolatilityTarget,

    /// <summary>A part of the share that makes wealth grow fastest: needs winRate, payoff and cap; part is 0.5.</summary>
    Kelly,
}

/// <summary>How large should a position be? What the method does not need is left out.</summary>
/// <param name="AccountId">Whose equity it is; null: the first account's, unless equity is given.</param>
/// <param name="Equity">In the instrument's currency; null: the account's.</param>
/// <param name="Price">At which the position would be opened; null: the last one of the account's market.</param>
/// <param name="Atr">Average true range, in points of the price; null: of stored daily bars.</param>
/// <param name="Volatility">Of the instrument's returns, a year, as a fraction; null: of stored daily bars.</param>
/// <param name="WinRate">The share of trades that win, as a fraction.</param>
/// <param name="Payoff">The mean win over the mean loss.</param>
/// <param name="Cap">Per cent of the equity.</param>
/// <param name="Length">Over how many days the true range, or the returns, are taken where daily bars are: 2 to 250.</param>
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
    decimal? Part = null,
    int? Length = null);

/// <summary>The size; or why the question could not be answered.</summary>
public sealed record SizeReply(PositionSize? Size, RiskRefusal? Refusal);

/// <param name="Quantity">In whole lots; 0 where nothing can be traded, and Reason says why.</param>
/// <param name="Wanted">What came out before it was rounded down.</param>
/// <param name="Basis">What was taken of stored daily bars; null: nothing was.</param>
public sealed record PositionSize(Symbol Symbol, Quantity Quantity, decimal Wanted, decimal Notional, decimal Equity, Price Price, Currency Currency, RiskRefusal? Reason, SizeBasis? Basis = null);

public enum SizeMeasure
{
    /// <summary>Average true range, in points of the price.</summary>
    Atr,

    /// <summary>Of daily returns, a year, as a fraction.</summary>
    Volatility,
}

/// <summary>What a size rests on that nobody gave: it was taken of stored daily bars.</summary>
/// <param name="Length">Over how many days it is the average, or the deviation.</param>
/// <param name="Bars">How many bars were read: the average true range still feels those before its length.</param>
/// <param name="To">When the last of them ended, UTC.</param>
/// <param name="AgeMs">How old that is now.</param>
/// <param name="Notes">What had to be assumed, in sentences.</param>
public sealed record SizeBasis(SizeMeasure Measure, decimal Value, int Length, int Bars, Instant64 From, Instant64 To, long AgeMs, IReadOnlyList<string> Notes);

/// <summary>What would happen to what is held: by an account, a portfolio, all accounts, or as given.</summary>
/// <param name="AccountId">Null: all accounts, unless a portfolio or holdings are given.</param>
/// <param name="Holdings">Instead of an account's.</param>
/// <param name="Equity">That belongs to given holdings; null: what they are worth.</param>
/// <param name="Scenarios">By their names; null: all that are known, unless shocks are given.</param>
/// <param name="Shocks">One's own.</param>
/// <param name="PortfolioId">A portfolio, or else an account; or all, for all accounts.</param>
public sealed record StressRequest(
    string? AccountId = null,
    IReadOnlyList<StressHolding>? Holdings = null,
    decimal? Equity = null,
    IReadOnlyList<string>? Scenarios = null,
    IReadOnlyList<StressScenario>? Shocks = null,
    string? PortfolioId = null);

/// <param name="Worth">Signed: negative is short.</param>
public sealed record StressHolding(string Symbol, decimal Worth);

/// <summary>The results; or why there are none.</summary>
public sealed record StressReply(Currency? Currency, decimal? Equity, IReadOnlyList<StressOutcome> Results, RiskRefusal? Refusal);

/// <param name="Pnl">A loss is negative.</param>
/// <param name="EquityAfter">Below 0 more is lost than there was.</param>
public sealed record StressOutcome(string Scenario, string Summary, decimal Pnl, decimal EquityAfter, IReadOnlyList<StressedHolding> Lines);

public sealed record StressedHolding(Symbol Symbol, decimal Worth, decimal Pnl);
