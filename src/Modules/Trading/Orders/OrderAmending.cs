using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Changes a waiting order: what it is to become is judged and written down under its next name before the venue is asked.</summary>
internal static class OrderAmending
{
    /// <returns>Why not; null when the venue is being asked.</returns>
    public static Refusal? Amend(Step step, ICourier courier, LiveOrder live, OrderAmendment wanted, bool replacesPartlyFilled)
    {
        var order = live.Order;
        if (order.Status is not (OrderStatus.Accepted or OrderStatus.PartiallyFilled) || live.NextClientId is not null) return new(RefusalCodes.NotOpen, $"{live.OrderId} is {order.Status.Word()}; only an order that waits at the venue can be changed.");
        if (order.Filled.Value > live.FilledBefore && !replacesPartlyFilled) return new("partly-filled", $"{order.Filled} of {live.OrderId} has traded. This venue would cancel it and place another, and what trades in between would be traded twice: cancel it, and give another for what is left.");
        if (order.Group is { Type: OrderGroupType.Oco } && !replacesPartlyFilled) return new("not-supported", "This venue cannot change one order of an OCO: cancel it, and give another.");

        var quantity = wanted.Quantity ?? order.Quantity;
        if (quantity <= order.Filled) return new(RefusalCodes.BadTerms, $"{order.Filled} of the order has traded; the whole must be more than that.");
        var terms = FlatTerms.Of(order.Terms).With(wanted.LimitPrice, wanted.StopPrice, wanted.TrailAmount, wanted.TrailPercent).ToTerms();
        if (terms == order.Terms && quantity == order.Quantity) return new(RefusalCodes.BadTerms, "That is how the order is already.");

        using var held = step.State.Room.Hold(live.AccountId);
        // A person who draws an exit means a price: limits on prices judge it, unless the account may only protect.
        var isEmergency = live.Purpose == Connectors.Brokers.OrderPurpose.Protect && (order.Group?.Entry is null || step.State.Row.TradingMode != TradingMode.Normal);
        var sight = Gate.SightOf(step, order.Instrument.Symbol, live.StrategyId, live.PortfolioId, isEmergency);
        if ((RiskGate.Judge(order, terms, quantity, in sight, out var approved) ?? EntryRisk.OfChange(step, live, terms, quantity)) is { } refusal) return refusal;

        live.Version++;
        live.NextClientId = Names.ClientId(live.AccountId, live.Number, live.Version);
        order.Wanted = (terms, quantity);
        step.State.Know(live.NextClientId.Value, live);
        step.State.Live.Watch.OnOrder(order, step.State.Live.PlaceOf(order.Instrument.Symbol), live.StrategyId, step.Now);
        var (account, number, version, at) = (live.AccountId, live.Number, live.Version, step.Now);
        step.Journal.Also(writing => writing.KeepChange(account, number, version, at));
        step.Move(live, new OrderState.PendingReplace(terms, quantity));
        step.State.Room.Tell(step.State);
        step.After(() => courier.Replace(live, approved));
        return null;
    }

    /// <summary>Fields that do not fit the order's type.</summary>
    public static TradingRefusal? MisfitOf(OrderType type, OrderAmendment wanted)
    {
        return Fits(wanted.LimitPrice, "limitPrice", OrderType.Limit, OrderType.StopLimit) ?? Fits(wanted.StopPrice, "stopPrice", OrderType.Stop, OrderType.StopLimit)
            ?? Fits(wanted.TrailAmount, "trailAmount", OrderType.TrailingStop) ?? Fits(wanted.TrailPercent, "trailPercent", OrderType.TrailingStop);

        TradingRefusal? Fits<T>(T? value, string field, params OrderType[] types) where T : struct =>
            value is null || types.Contains(type) ? null : new("invalid", $"An order of type {type.Word()} has no {field}.", field);
    }
}
