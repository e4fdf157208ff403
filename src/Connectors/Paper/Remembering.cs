using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>Puts what was remembered back in its place, and tells it in the same words.</summary>
internal static class Remembering
{
    public static void Restore(PaperVenue venue, PaperMemory memory)
    {
        venue.GoOnFrom(memory.Time, memory.LastExecutionId);
        foreach (var money in memory.Cash) venue.Wallet.Pay(money);
        foreach (var position in memory.Positions) venue.Wallet.Hold(MarketOf(venue, position.Symbol), position.Quantity, position.Cost, venue.Now);

        var groups = new Dictionary<ClientOrderId, OrderGroup>();
        var over = new List<(OrderGroup Group, Quantity Traded)>();
        foreach (var seed in memory.Orders)
        {
            var order = OrderOf(seed, venue, groups);
            var one = venue.Orders.Add(new(seed.Ticket, order, seed.FilledBefore) { HasForgotten = seed.Filled > 0m });
            if (!one.IsOver) venue.Engine.Orders.Restore(order, seed.Mark ?? MarkOf(seed));
            else if (order.Group is { Type: OrderGroupType.Oco } or { Entry: not null }) over.Add((order.Group, order.Filled));
        }

        foreach (var (group, traded) in over) venue.Engine.Orders.Restore(group, traded);
    }

    public static PaperMemory Of(PaperVenue venue, long heardThrough) => new()
    {
        Orders = [.. venue.Orders.All.Where(one => !one.IsPending).OrderBy(one => one.Order.Id.Value).Select(one => SeedOf(one, venue))],
        Positions = [.. venue.Wallet.Positions.Select(one => new SeededPosition(one.Instrument.Symbol, one.Quantity, one.Cost))],
        Cash = [.. venue.Wallet.Cash],
        LastExecutionId = venue.LastExecutionId,
        HeardThrough = heardThrough,
        Time = venue.Time,
        TradedOfBar = venue.TradedOfBars(),
    };

    public static WaitingMark MarkOf(WorkingOrder working) => new(working.ArrivesAt, working.Best, working.IsTriggered, working.IsResting, working.Link is { IsDivided: true } link ? link.Budget : null);

    private static SeededOrder SeedOf(PaperOrder one, PaperVenue venue) => new(one.Ticket with { Terms = one.Terms, Quantity = one.Quantity }, one.Filled, one.Order.CreatedAt)
    {
        Status = one.Status,
        FilledBefore = one.FilledBefore,
        Group = one.WasReplaced || one.Order.Group is not { } group ? null : new(venue.NameOf(one), group.Type),
        Mark = !one.IsOver && venue.Engine.Orders.Find(one.Order) is { } working ? MarkOf(working) : null,
    };

    private static Order OrderOf(SeededOrder seed, PaperVenue venue, Dictionary<ClientOrderId, OrderGroup> groups)
    {
        var (id, request) = (venue.NextId(), Tickets.Request(seed.Ticket, MarketOf(venue, seed.Ticket.Symbol), seed.FilledBefore));
        OrderGroup? group = null;
        if (seed.Group is { } named && !groups.TryGetValue(named.Id, out group))
        {
            var isEntry = named.Id == seed.Ticket.Id;
            if (named.Type == OrderGroupType.Bracket && !isEntry) throw new ArgumentException($"{seed.Ticket.Id} is remembered before {named.Id}, the entry that it belongs to.");
            groups.Add(named.Id, group = new(id, named.Type));
            if (named.Type == OrderGroupType.Oco) venue.NameOco(group, named.Id);
        }

        var order = new Order(id, request, seed.PlacedAt, group);
        if (seed.Group is { Type: OrderGroupType.Bracket } bracket && bracket.Id == seed.Ticket.Id) groups[bracket.Id] = group! with { Entry = order };
        Move(order, seed);
        return order;
    }

    private static void Move(Order order, SeededOrder seed)
    {
        foreach (var state in (ReadOnlySpan<OrderState>)[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted]) order.MoveTo(state);
        if (seed.Filled + seed.FilledBefore is > 0m and var filled) order.Fill(new(filled));
        var reason = new Refusal(RefusalCodes.NotOpen, "It ended before the venue began anew.");
        if (seed.Status == VenueOrderStatus.Cancelled) order.MoveTo(new OrderState.Cancelled(reason));
        else if (seed.Status == VenueOrderStatus.Expired) order.MoveTo(new OrderState.Expired(reason));
    }

    private static WaitingMark MarkOf(SeededOrder seed) =>
        new(seed.PlacedAt, IsResting: seed.Ticket is { Terms: LimitTerms, TimeInForce: not (TimeInForce.Ioc or TimeInForce.Fok) });

    private static Core.Instruments.Instrument MarketOf(PaperVenue venue, Core.Instruments.Symbol symbol) =>
        venue.MarketOf(symbol)?.Instrument ?? throw new ArgumentException($"{symbol} is remembered, but not listed.");
}
