using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record GridParameters
{
    [Parameter("How many steps the grid goes down", Min = 1, Max = 100)]
    public int Levels { get; init; } = 8;

    [Parameter("Distance of two steps, in per cent of the price", Min = 0.05, Max = 20)]
    public double Spacing { get; init; } = 1;

    [Parameter("Share of equity that all steps together may hold", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 0.9m;
}

[Strategy("grid", "Buys a share at every step down and sells each one step higher, with resting limit orders")]
public sealed class Grid(GridParameters parameters) : Strategy
{
    private readonly Dictionary<OrderId, int> _levels = [];
    private double _anchor;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        // The grid follows a rising market while it holds nothing.
        var isFirst = _anchor == 0;
        if (!isFirst && (bar.Close <= Above(_anchor) || !Context.PositionOf(stream.Instrument).IsFlat)) return;

        _levels.Clear();
        Context.CancelAll(stream.Instrument);
        _anchor = bar.Close;
        for (var level = 1; level <= parameters.Levels; level++) Buy(stream.Instrument, level);
    }

    public override void OnOrder(Order order)
    {
        if (!order.IsOver || !_levels.Remove(order.Id, out var level)) return;

        if (order.Status == OrderStatus.Filled && order.Side == OrderSide.Buy) Sell(order.Instrument, level, order.Filled.Value);
        else if (order.Status == OrderStatus.Filled) Buy(order.Instrument, level);
        else if (order.State is OrderState.Cancelled { Reason.Code: RefusalCodes.DataGap }) Renew(order, level);
    }

    private void Renew(Order order, int level)
    {
        if (order.Side == OrderSide.Sell) Sell(order.Instrument, level, order.Remaining.Value);
        else if (order.Filled.Value > 0m) Sell(order.Instrument, level, order.Filled.Value);
        else Buy(order.Instrument, level);
    }

    private void Buy(Instrument instrument, int level)
    {
        // A deep grid with wide steps would reach below zero: it ends above.
        var price = Context.ToPrice(instrument, PriceOf(level));
        if (Context.WorthOfOne(instrument, price.Value) is not { } worth || worth <= 0m) return;

        var share = Context.Account.Equity * parameters.Weight / parameters.Levels;
        var quantity = instrument.RoundDownToLot(share / worth);
        if (quantity.Value > 0m) Place(OrderRequest.Limit(instrument, OrderSide.Buy, quantity, price, tag: "grid"), level);
    }

    private void Sell(Instrument instrument, int level, decimal quantity) =>
        Place(OrderRequest.Limit(instrument, OrderSide.Sell, new(quantity), Context.ToPrice(instrument, Above(PriceOf(level))), tag: "grid"), level);

    private void Place(OrderRequest request, int level)
    {
        var order = Context.Submit(request);
        if (!order.IsOver) _levels[order.Id] = level;
    }

    private double PriceOf(int level) => _anchor * (1 - level * parameters.Spacing / 100);

    private double Above(double price) => price + _anchor * parameters.Spacing / 100;
}
