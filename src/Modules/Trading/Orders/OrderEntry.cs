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
/// <param name="Part">Which of the orders was refused.</param>
internal sealed record Entered(IReadOnlyList<LiveOrder> Orders, Refusal? Refusal, OrderPart Part = OrderPart.Itself);

/// <summary>All that speaks against what is to be entered, and how much of each limit it would use.</summary>
internal sealed record Assessed(IReadOnlyList<(Refusal Refusal, OrderPart Part)> Refusals, IReadOnlyList<LimitUse> Uses);

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
        // What guards or closes a position for nobody in particular does so for who holds it: otherwise it would hold on to what is no more.
        if (entry is { Purpose: OrderPurpose.Protect, Order.StrategyId: null } && state.Parts.OwnerOf(entry.Instrument.Symbol) is { } owner) entry = entry with { Order = entry.Order with { StrategyId = owner } };
        if (!state.Live.TryAdd(entry.Instrument))
            return No(new("other-currency", $"{entry.Instrument.Symbol} is counted in {entry.Instrument.Currency}, the account in {state.Row.Currency}; an account trades what is counted in its own currency."));
        if (state.Prices.TryGetValue(entry.Instrument.Symbol, out var seen)) state.Live.Mark(entry.Instrument.Symbol, (double)seen.Price, seen.At);

        var orders = Made(step, entry);
        using var held = state.Room.Hold(state.Id);
        var approved = new ApprovedOrder[orders.Count];
        for (var index = 0; index < orders.Count; index++)
        {
            if (Judge(step, orders[index], entry, index, out approved[index]) is not { } refusal) continue;
            var part = PartOf(orders, index);
            return Mistakes.Contains(refusal.Code) ? No(refusal, part) : Rejected(step, orders[0], refusal, part);
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

    /// <summary>What is wrong with the request itself, whatever is held and waits; null: nothing.</summary>
    public static Refusal? MistakeIn(Step step, Entry entry) => Assess(step, entry).Refusals.FirstOrDefault(one => Mistakes.Contains(one.Refusal.Code)).Refusal;

    /// <summary>What the gate would say to each of the orders that would be made; nothing changes.</summary>
    public static Assessed Assess(Step step, Entry entry)
    {
        var (state, row) = (step.State, step.State.Row);
        if (!state.Live.TryAdd(entry.Instrument))
            return new([(new("other-currency", $"{entry.Instrument.Symbol} is counted in {entry.Instrument.Currency}, the account in {row.Currency}."), OrderPart.Itself)], []);
        if (state.Prices.TryGetValue(entry.Instrument.Symbol, out var seen)) state.Live.Mark(entry.Instrument.Symbol, (double)seen.Price, seen.At);

        var orders = Made(step, entry);
        state.Row = row; // their numbers are given to nobody
        var (refusals, uses) = (new List<(Refusal, OrderPart)>(), new List<LimitUse>());
        for (var index = 0; index < orders.Count; index++)
        {
            var order = orders[index].Order;
            var assessed = RiskGate.Assess(order, order.Terms, order.Quantity, SightOf(step, entry, index));
            // Where all are refused for one reason, that is said once.
            refusals.AddRange(assessed.Refusals.Where(one => refusals.TrueForAll(said => said.Item1 != one)).Select(one => (one, PartOf(orders, index))).ToArray());
            uses.AddRange(assessed.Uses.Where(use => index == 0 || use.Refusal is not null));
        }

        return new(refusals, uses);
    }

    public static GateSight SightOf(Step step, Entry entry, int ahead) => Gate.SightOf(step, entry.Instrument.Symbol, entry.Order.StrategyId, entry.Order.PortfolioId, entry.IsEmergency) with
    {
        Stop = entry.Order.GroupType == OrderGroupType.Bracket && entry.Order.StopLoss is { } stop ? TermsOf(stop) : null,
        Ahead = ahead,
    };

    private static Refusal? Judge(Step step, LiveOrder live, Entry entry, int ahead, out ApprovedOrder approved) =>
        RiskGate.Judge(live.Order, live.Order.Terms, live.Order.Quantity, SightOf(step, entry, ahead), out approved);

    private static OrderPart PartOf(List<LiveOrder> orders, int index) =>
        index == 0 ? OrderPart.Itself : orders[index].Order.Terms.WaitsForTrigger ? OrderPart.StopLoss : OrderPart.TakeProfit;

    private static Entered No(Refusal refusal, OrderPart part = OrderPart.Itself) => new([], refusal, part);

    private static Entered Rejected(Step step, LiveOrder live, Refusal refusal, OrderPart part)
    {
        live.Order.MoveTo(OrderState.PendingRisk);
        live.Order.MoveTo(new OrderState.Rejected(refusal));
        step.Create(live);
        return new([live], refusal, part);
    }

    private static List<LiveOrder> Made(Step step, Entry entry)
    {
        var (state, order) = (step.State, entry.Order);
        var first = step.NextNumber();
        if (order.GroupType is not { } type) return [Named(first, RequestOf(entry), null)];

        var group = new OrderGroup(new(first), type);
        var main = Named(first, RequestOf(entry), group);
        if (type == OrderGroupType.Oco)
            return [main, Named(step.NextNumber(), new(entry.Instrument, order.Side, order.Quantity, TermsOf(order.StopLoss!), order.TimeInForce, order.Tag) { ReduceOnly = order.ReduceOnly, Lots = order.Lots }, group)];

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
        return new(entry.Instrument, order.Side, order.Quantity, terms, order.TimeInForce, order.Tag) { ReduceOnly = order.ReduceOnly, ExpiresAt = order.ExpiresAt, Lots = order.Lots };
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
