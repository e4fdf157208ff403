using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

/// <summary>An order as public doors take it, to place it or to ask about it; its key is in the header Idempotency-Key.</summary>
/// <param name="AccountId">Null: the only account, or the first paper one.</param>
/// <param name="Symbol">In any usual spelling.</param>
/// <param name="Lots">Which lots of the position it closes first, by their numbers, in an account with specific lots.</param>
/// <param name="GroupType">Oco: this limit order and stopLoss, one of which cancels the other. Bracket: this order, and stopLoss and takeProfit as its exits.</param>
public sealed record OrderBody(
    string Symbol,
    OrderSide Side,
    OrderType Type,
    Quantity Quantity,
    string? AccountId = null,
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
    IReadOnlyList<long>? Lots = null)
{
    public NewOrder With(string? key, int waitMs) => new(
        AccountId, Symbol, Side, Type, Quantity, LimitPrice, StopPrice, TrailAmount, TrailPercent, TimeInForce, ExpiresAt, PostOnly, ReduceOnly,
        GroupType, TakeProfit, StopLoss, PortfolioId, StrategyId, Tag, key, waitMs, Lots);
}
