using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>An order's terms as the API and the tables write them: a type, and the prices that it has.</summary>
internal readonly record struct FlatTerms(OrderType Type, decimal? Limit, decimal? Stop, decimal? TrailAmount, decimal? TrailPercent, bool PostOnly = false)
{
    public static FlatTerms Of(OrderTerms terms) => terms switch
    {
        LimitTerms limit => new(OrderType.Limit, limit.Limit.Value, null, null, null, limit.PostOnly),
        StopTerms stop => new(OrderType.Stop, null, stop.Stop.Value, null, null),
        StopLimitTerms both => new(OrderType.StopLimit, both.Limit.Value, both.Stop.Value, null, null),
        TrailingStopTerms trail => new(OrderType.TrailingStop, null, null, trail.Amount, trail.Percent),
        _ => new(OrderType.Market, null, null, null, null),
    };

    /// <exception cref="InvalidOperationException">A price that the type needs is missing: whoever wrote it down did not check.</exception>
    public OrderTerms ToTerms() => Type switch
    {
        OrderType.Limit => new LimitTerms(new(Needed(Limit)), PostOnly),
        OrderType.Stop => new StopTerms(new(Needed(Stop))),
        OrderType.StopLimit => new StopLimitTerms(new(Needed(Stop)), new(Needed(Limit))),
        OrderType.TrailingStop => TrailAmount is { } amount ? TrailingStopTerms.ByAmount(amount) : TrailingStopTerms.ByPercent(Needed(TrailPercent)),
        _ => MarketTerms.Instance,
    };

    /// <summary>The same terms with what somebody wants changed; null keeps.</summary>
    public FlatTerms With(Price? limit, Price? stop, decimal? trailAmount, decimal? trailPercent) => this with
    {
        Limit = limit?.Value ?? Limit,
        Stop = stop?.Value ?? Stop,
        TrailAmount = trailAmount ?? (trailPercent is null ? TrailAmount : null),
        TrailPercent = trailPercent ?? (trailAmount is null ? TrailPercent : null),
    };

    private decimal Needed(decimal? value) => value ?? throw new InvalidOperationException($"A {Type} order without one of its prices.");
}
