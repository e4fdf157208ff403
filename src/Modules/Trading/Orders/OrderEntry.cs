using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What is to be entered, and how.</summary>
/// <param name="IsEmergency">Whether the platform, or a person in need, protects, reduces or flattens with it: a shut gate lets it pass.</param>
/// <param name="Closes">Whether it closes a position, for no more than is left to close when its turn comes.</param>
internal sealed record Entry(NewOrder Order, Instrument Instrument, OrderPurpose Purpose = OrderPurpose.Enter, bool IsEmergency = false, bool Closes = false);

/// <summary>What came of it: orders that are written down, the first one the order itself; or a refusal, with the order where it was kept as rejected.</summary>
internal sealed record Entered(IReadOnlyList<LiveOrder> Orders, Refusal? Refusal);

/// <summary>Takes an order in: numbers it, asks the gate, writes it down under the name that the venue will know it by; and sends it when that is kept.</summary>
internal static class OrderEntry
{
    // What is wrong with the request itself; nothing of it is kept.
    private static readonly HashSet<string> Mistakes =
    [
        RefusalCodes.BadTerms, RefusalCodes.OffTick, RefusalCodes.OffLot, RefusalCodes.QuantityZero, RefusalCodes.BelowMinimumNotional, RefusalCodes.BelowMinimumQuantity, RefusalCodes.NoPrice, RefusalCodes.Delisted,
    ];

    public static Entered Enter(Step step, ICourier courier, Entry entry)
    {
        var state = step.State;
        if (!state.Live.TryAdd(entry.Instrument))
            return No(new("other-currency", $"{entry.Instrument.Symbol} is counted in {entry.Instrument.Currency}, the account in {state.Row.Currency}; an account trades what is counted in its own currency."));
        if (state.Prices.TryGetValue(entry.Instrument.Symbol, out var seen)) state.Live.Mark(entry.Instrument.Symbol, (double)seen.Price, seen.At);

        var orders = Made(step, entry);
        using var held = state.Room.Hold(state.Id);
        var approved = new ApprovedOrder[orders.Count];
        for (var index = 0; index < orders.Count; index++)
        {
            if (Judge(step, orders[index], entry, index, out approved[index]) is not { } refusal) continue;
            return Mistakes.Contains(refusal.Code) ? No(refusal) : Rejected(step, orders[0], refusal);
        }

        for (var index = 0; index < orders.Count; index++)
        {
            var live = orders[index];
            if (!(live.Order.Group?.Entry is not null && !courier.KnowsBrackets))
            {
                live.Order.MoveTo(OrderState.PendingRisk);
                live.Order.MoveTo(OrderState.Submitting);
            }

            state.Live.Watch.OnOrder(live.Order, state.Live.PlaceOf(entry.Instrument.Symbol), live.StrategyId, step.Now);
            step.Create(live);
        }

        state.Room.Tell(state);
        step.After(() => Send(courier, orders, approved));
        return new(orders, null);
    }

    /// <summary>What the gate would say; nothing changes.</summary>
    public static Assessment Assess(Step step, Entry entry)
    {
        var live = step.State.Live;
        if (!live.TryAdd(entry.Instrument))
            return new([new("other-currency", $"{entry.Instrument.Symbol} is counted in {entry.Instrument.Currency}, the account in {step.State.Row.Currency}.")], []);
        if (step.State.Prices.TryGetValue(entry.Instrument.Symbol, out var seen)) live.Mark(entry.Instrument.Symbol, (double)seen.Price, seen.At);

        var order = new Order(new(step.State.Row.LastOrder + 1), RequestOf(entry), step.Now);
        return RiskGate.Assess(order, order.Terms, order.Quantity, SightOf(step, entry, 0));
    }

    public static GateSight SightOf(Step step, Entry entry, int ahead) => Gate.SightOf(step, entry.Instrument.Symbol, entry.Order.StrategyId, entry.Order.PortfolioId, entry.IsEmergency) with
    {
        Stop = entry.Order.GroupType == OrderGroupType.Bracket && entry.Order.StopLoss is { } stop ? TermsOf(stop) : null,
        Ahead = ahead,
    };

    private static Refusal? Judge(Step step, LiveOrder live, Entry entry, int ahead, out ApprovedOrder approved) =>
        RiskGate.Judge(live.Order, live.Order.Terms, live.Order.Quantity, SightOf(step, entry, ahead), out approved);

    private static Entered No(Refusal refusal) => new([], refusal);

    private static Entered Rejected(Step step, LiveOrder live, Refusal refusal)
    {
        live.Order.MoveTo(OrderState.PendingRisk);
        live.Order.MoveTo(new OrderState.Rejected(refusal));
        step.Create(live);
        return new([live], refusal);
    }

    private static List<LiveOrder> Made(Step step, Entry entry)
    {
        var (state, order) = (step.State, entry.Order);
        var first = step.NextNumber();
        if (order.GroupType is not { } type) return [Named(first, RequestOf(entry), null)];

        var group = new OrderGroup(new(first), type);
        var main = Named(first, RequestOf(entry), group);
        if (type == OrderGroupType.Oco)
            return [main, Named(step.NextNumber(), new(entry.Instrument, order.Side, order.Quantity, TermsOf(order.StopLoss!), order.TimeInForce, order.Tag) { ReduceOnly = order.ReduceOnly }, group)];

        var exits = new OrderGroup(new(first), type, main.Order);
        var side = order.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;
        List<LiveOrder> all = [main];
        // The stop first: in doubt it trades first.
        if (order.StopLoss is { } stop) all.Add(Exit(TermsOf(stop), "stop"));
        if (order.TakeProfit is { } target) all.Add(Exit(new LimitTerms(target.LimitPrice), "target"));
        return all;

        LiveOrder Exit(OrderTerms terms, string tag) => Named(step.NextNumber(), new(entry.Instrument, side, order.Quantity, terms, Tag: tag) { ReduceOnly = true }, exits);

        LiveOrder Named(long number, OrderRequest request, OrderGroup? its) => new(state.Id, new(new(number), request, step.Now, its), Names.ClientId(state.Id, number, 0))
        {
            Purpose = its?.Entry is null ? entry.Purpose : OrderPurpose.Protect,
            PortfolioId = order.PortfolioId,
            StrategyId = order.StrategyId,
        };
    }

    private static OrderRequest RequestOf(Entry entry)
    {
        var order = entry.Order;
        var terms = new FlatTerms(order.Type, order.LimitPrice?.Value, order.StopPrice?.Value, order.TrailAmount, order.TrailPercent, order.PostOnly).ToTerms();
        return new(entry.Instrument, order.Side, order.Quantity, terms, order.TimeInForce, order.Tag) { ReduceOnly = order.ReduceOnly, ExpiresAt = order.ExpiresAt };
    }

    private static OrderTerms TermsOf(StopLoss stop) => stop switch
    {
        { StopPrice: { } at, LimitPrice: { } limit } => new StopLimitTerms(at, limit),
        { StopPrice: { } at } => new StopTerms(at),
        { TrailAmount: { } amount } => TrailingStopTerms.ByAmount(amount),
        _ => TrailingStopTerms.ByPercent(stop.TrailPercent ?? throw new InvalidOperationException("A stop without a price was not checked.")),
    };

    private static void Send(ICourier courier, List<LiveOrder> orders, ApprovedOrder[] approved)
    {
        switch (orders[0].Order.Group?.Type)
        {
            case null:
                courier.Place(orders[0], approved[0]);
                break;
            case OrderGroupType.Oco:
                courier.PlaceOco(orders[0], orders[1], approved[0], approved[1]);
                break;
            default:
                if (courier.KnowsBrackets) courier.PlaceBracket(orders[0], orders.FirstOrDefault(IsStop), orders.Skip(1).FirstOrDefault(live => !IsStop(live)), approved[0]);
                else courier.Place(orders[0], approved[0]);
                break;
        }

        static bool IsStop(LiveOrder live) => live.Order.Group!.Entry is not null && live.Order.Terms.WaitsForTrigger;
    }
}
