using System.Text.Json.Serialization;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

public enum OrderType
{
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

/// <summary>Whether an account's money is real. Testnets and venues on this machine are paper.</summary>
public enum AccountMode
{
    Paper,
    Live,
}

/// <summary>What somebody wants to trade.</summary>
/// <param name="AccountId">Null: the only account, or the first paper one.</param>
/// <param name="Symbol">In any usual spelling.</param>
/// <param name="GroupType">Oco: this limit order and StopLoss, one of which cancels the other. Bracket: this order, and StopLoss and TakeProfit as its exits.</param>
/// <param name="IdempotencyKey">Whoever sends the same key twice gets the first reply again, also after restarts.</param>
/// <param name="WaitMs">How long the reply may wait for the venue's answer; 0: not at all.</param>
/// <param name="Lots">Which lots of the position it closes first, by their numbers, in an account with specific lots; null: none is named.</param>
public sealed record NewOrder(
    string? AccountId,
    string Symbol,
    OrderSide Side,
    OrderType Type,
    Quantity Quantity,
    Price? LimitPrice = null,
    Price? StopPrice = null,
    decimal? TrailAmount = null,
    decimal? TrailPercent = null,
    TimeInForce TimeInForce = TimeInForce.Gtc,
    Instant64? ExpiresAt = null,
    bool PostOnly = false,
    bool ReduceOnly = false,
    OrderGroupType? GroupType = null,
    TakeProfit? TakeProfit = null,
    StopLoss? StopLoss = null,
    string? PortfolioId = null,
    string? StrategyId = null,
    string? Tag = null,
    string? IdempotencyKey = null,
    int WaitMs = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Lots = null);

/// <summary>An exit that takes a profit.</summary>
public sealed record TakeProfit(Price LimitPrice);

/// <summary>An exit that cuts a loss: a stop, a stop-limit where a limit is given, or a trailing stop.</summary>
public sealed record StopLoss(Price? StopPrice = null, Price? LimitPrice = null, decimal? TrailAmount = null, decimal? TrailPercent = null);

public sealed record OrderName(string OrderId);

/// <param name="WaitMs">How long the reply may wait for the venue's answer; 0: not at all.</param>
public sealed record OrderCancel(string OrderId, int WaitMs = 0);

/// <summary>What is null stays as it is. Quantity is the whole, what has traded included.</summary>
public sealed record OrderAmendment(
    string OrderId,
    Quantity? Quantity = null,
    Price? LimitPrice = null,
    Price? StopPrice = null,
    decimal? TrailAmount = null,
    decimal? TrailPercent = null,
    string? IdempotencyKey = null,
    int WaitMs = 0);

/// <summary>Why something was not done: a stable code and a sentence, and the field that it is about where it is one.</summary>
/// <param name="Choices">Values that would do, or the nearest names.</param>
public sealed record TradingRefusal(string Code, string Message, string? Field = null, IReadOnlyList<string>? Choices = null);

/// <summary>The order and those of its group as they stand; or a refusal. An order that the gate refused is there too: it is kept as rejected.</summary>
public sealed record OrderReply(OrderView? Order, IReadOnlyList<OrderView> Group, TradingRefusal? Refusal)
{
    public static OrderReply No(TradingRefusal refusal) => new(null, [], refusal);
}

/// <summary>An order, as shown. Money is counted in the instrument's currency.</summary>
/// <param name="OrderId">Unique on this platform.</param>
/// <param name="ClientOrderId">Its name at the venue, made before it was sent.</param>
/// <param name="BrokerOrderId">The venue's own; null until it has told one.</param>
/// <param name="GroupId">The order that its group is named after.</param>
/// <param name="IsForeign">Whether somebody placed it at the venue by other means.</param>
/// <param name="HasLateFill">Whether it traded after it was believed to be over.</param>
/// <param name="Lots">Which lots it closes first, by their numbers; null: it names none.</param>
public record OrderView(
    string OrderId,
    string ClientOrderId,
    string? BrokerOrderId,
    string AccountId,
    string? PortfolioId,
    string? StrategyId,
    Symbol Symbol,
    OrderSide Side,
    OrderType Type,
    Quantity Quantity,
    Quantity FilledQuantity,
    Price? AveragePrice,
    Price? LimitPrice,
    Price? StopPrice,
    decimal? TrailAmount,
    decimal? TrailPercent,
    TimeInForce TimeInForce,
    Instant64? ExpiresAt,
    bool PostOnly,
    bool ReduceOnly,
    string? GroupId,
    OrderGroupType? GroupType,
    OrderStatus Status,
    AccountMode Mode,
    OrderReason? Reason,
    string? Tag,
    bool IsForeign,
    bool HasLateFill,
    Instant64 CreatedAt,
    Instant64 UpdatedAt,
    IReadOnlyList<long>? Lots = null);

/// <summary>Why an order ended as it did, or what is the matter with it.</summary>
public sealed record OrderReason(string Code, string Message);

public sealed record OrderQuery(string? AccountId = null, Symbol? Symbol = null, OrderStatus? Status = null, bool? IsOpen = null, string? StrategyId = null, int Limit = 100, string? Cursor = null);

/// <param name="Refusal">Of a cursor that nobody gave out.</param>
public sealed record OrderPage(IReadOnlyList<OrderView> Items, string? NextCursor, TradingRefusal? Refusal = null);

/// <param name="Refusals">Empty: it would be sent.</param>
/// <param name="Notional">What it is worth at the price that is known; null without one.</param>
/// <param name="Fee">What trading it at once would cost about.</param>
/// <param name="Uses">Every limit that concerns it; null where it could not be judged at all.</param>
public sealed record OrderPreview(
    bool Approved,
    IReadOnlyList<TradingRefusal> Refusals,
    Currency? Currency,
    decimal? Price,
    decimal? Notional,
    decimal? Fee,
    decimal? BuyingPower,
    IReadOnlyList<LimitUseView>? Uses = null);

public sealed record ExecutionQuery(string? AccountId = null, string? OrderId = null, Symbol? Symbol = null, int Limit = 100, string? Cursor = null);

/// <param name="Refusal">Of a cursor that nobody gave out.</param>
public sealed record ExecutionPage(IReadOnlyList<ExecutionView> Items, string? NextCursor, TradingRefusal? Refusal = null);

/// <summary>One fill, as shown.</summary>
/// <param name="ExecutionId">Unique on this platform.</param>
/// <param name="OrderId">Null for one of an order that nobody here placed or adopted.</param>
/// <param name="Fee">Negative is a rebate.</param>
/// <param name="IsLate">Whether it came after its order was believed to be over.</param>
public sealed record ExecutionView(
    string ExecutionId,
    string? OrderId,
    string AccountId,
    Symbol Symbol,
    OrderSide Side,
    Quantity Quantity,
    Price Price,
    decimal Fee,
    Currency FeeCurrency,
    Liquidity Liquidity,
    string? Strategy,
    bool IsLate,
    Instant64 Time);
