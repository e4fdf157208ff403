using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>One account at the engine's venue: takes tickets, keeps what became of them, and tells it at once. One thread at a time.</summary>
internal sealed class PaperVenue : IVenueListener, IVenueWorld
{
    private readonly PaperOptions _options;
    private readonly Action<BrokerEvent> _tell;
    private readonly SimulatedVenue _engine;
    private readonly Dictionary<Symbol, PaperMarket> _markets = [];
    private readonly Dictionary<OrderId, ClientOrderId> _ocos = [];
    private Instant64? _time;
    private long _numbers;

    public PaperVenue(PaperOptions options, Action<BrokerEvent> tell)
    {
        (_options, _tell) = (options, tell);
        _engine = new(options.Matching, this, this);
        foreach (var listing in options.Listings) List(listing);
    }

    public Instant64 Now => _time ?? Instant64.FromUnixTimeNanoseconds((_options.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    public OrderRegister Orders { get; } = new();

    public Wallet Wallet { get; } = new();

    public ExecutionLog Executions { get; } = new();

    public SimulatedVenue Engine => _engine;

    /// <summary>Null before the first event.</summary>
    public Instant64? Time => _time;

    public long LastExecutionId { get; private set; }

    public IEnumerable<Instrument> Instruments => _markets.Values.Select(market => market.Instrument);

    public void List(PaperListing listing) => _markets.Add(listing.Instrument.Symbol, new(listing, _engine));

    public PaperMarket? MarketOf(Symbol symbol) => _markets.GetValueOrDefault(symbol);

    /// <summary>Time never goes back: what is late meets only the orders that were there then.</summary>
    public void ComeTo(Instant64 time) => _time = _time is { } now && now > time ? now : time;

    public void GoOnFrom(Instant64? time, long lastExecution)
    {
        (_time, LastExecutionId) = (time, lastExecution);
        _engine.Orders.GoOnFrom(lastExecution);
    }

    /// <summary>Null when there is none.</summary>
    public VenueMarks? Marks()
    {
        if (_time is not { } time) return null;

        Dictionary<string, WaitingMark>? marks = null;
        foreach (var working in _engine.Orders.Marked()) (marks ??= [])[Orders.Of(working.Order).Ticket.Id.Value] = Remembering.MarkOf(working);
        return marks is null ? null : new(time, marks);
    }

    public OrderId NextId() => new(++_numbers);

    public decimal? LastPriceOf(Instrument instrument) => _markets[instrument.Symbol].LastPrice;

    public decimal? OppositePriceOf(Instrument instrument, OrderSide side) => _markets[instrument.Symbol].OppositePrice(side);

    public decimal PositionOf(Instrument instrument) => Wallet.PositionOf(instrument.Symbol);

    public bool SellsOnlyWhatItHas => _options.Kind == AccountKind.Cash;

    /// <summary>Takes all of the tickets, or none.</summary>
    /// <param name="groups">Which group an order belongs to, by its place and the orders before it.</param>
    public WriteOutcome Place(IReadOnlyList<OrderTicket> tickets, Func<OrderId, IReadOnlyList<PaperOrder>, OrderGroup?> groups)
    {
        if (tickets.Select(ticket => ticket.Id).Distinct().Count() < tickets.Count) return No(BrokerRefusals.DuplicateOrder, "Two orders of one request have the same id.");
        var id = new OrderId(_numbers + 1);
        List<PaperOrder> placed = [];
        foreach (var ticket in tickets)
        {
            if (Orders.Has(ticket.Id)) return No(BrokerRefusals.DuplicateOrder, $"There is or was an order {ticket.Id}; an id is used once.");
            if (MarketOf(ticket.Symbol) is not { } market) return No(BrokerRefusals.BadRequest, $"{ticket.Symbol} is not listed at the paper venue.");
            var order = new Order(NextId(), Tickets.Request(ticket, market.Instrument), Now, groups(id, placed));
            if (Tickets.FaultOf(order, order.Terms, order.Quantity, market.IsOnGrid, Now) is { } fault) return new WriteOutcome.Refused(fault);
            order.MoveTo(OrderState.PendingRisk);
            placed.Add(new(ticket, order));
        }

        foreach (var one in placed) Orders.Add(one).Order.MoveTo(OrderState.Submitting);
        foreach (var one in placed)
        {
            // Whoever heard of the one before may want this one no more.
            var isUnwanted = one.Order.Status == OrderStatus.PendingCancel;
            _engine.Take(one.Order);
            if (isUnwanted) _engine.Cancel(one.Order);
        }

        return Accepted(placed);
    }

    public WriteOutcome PlaceOco(OcoTicket ticket) => Place(Tickets.Legs(ticket), (id, _) => NameOco(new(id, OrderGroupType.Oco), ticket.Id));

    public WriteOutcome PlaceBracket(BracketTicket ticket) =>
        Place([ticket.Entry, .. Tickets.Exits(ticket)], (id, placed) => new(id, OrderGroupType.Bracket, placed is [var entry, ..] ? entry.Order : null));

    public WriteOutcome Cancel(OrderKey key)
    {
        if (Orders.Find(key.Symbol, key.Id.Value) is not { IsOver: false } one) return No(BrokerRefusals.OrderNotOpen, $"No order {key.Id} of {key.Symbol} is open.");

        // One that is on its way already is as good as this one.
        if (one.Order.Status != OrderStatus.PendingCancel)
        {
            one.Order.MoveTo(OrderState.PendingCancel);
            _engine.Cancel(one.Order);
        }

        return Accepted([one]);
    }

    public ReplaceOutcome Replace(ReplaceTicket ticket)
    {
        var next = ticket.Next;
        if (Orders.Find(ticket.Old.Symbol, ticket.Old.Id.Value) is not { IsOver: false, IsPending: false } one) return Kept(BrokerRefusals.OrderNotOpen, $"No order {ticket.Old.Id} of {ticket.Old.Symbol} is open.");
        if (Orders.Has(next.Id)) return Kept(BrokerRefusals.DuplicateOrder, $"There is or was an order {next.Id}; an id is used once.");
        if (!Tickets.IsSameKind(one.Ticket, next)) return Kept(BrokerRefusals.NotSupported, "The paper venue changes an order's prices and its quantity, and nothing else.");
        if (ticket.OnlyIfUnfilled && one.Filled > 0m) return Kept(BrokerRefusals.Rejected, $"{one.Filled} of the order has traded meanwhile.");

        var order = one.Order;
        if (order.Status is not (OrderStatus.Accepted or OrderStatus.PartiallyFilled) || one.Next is not null) return Kept(BrokerRefusals.OrderNotOpen, $"The order is {order.Status.Word()}; only one that waits can be changed.");
        if (Tickets.FaultOf(order, next.Terms, next.Quantity, MarketOf(next.Symbol)!.IsOnGrid, Now) is { } fault) return new ReplaceOutcome.Kept(fault);

        var whole = order.Filled + next.Quantity;
        one.Next = Orders.Add(new(next, order, asked: whole));
        order.MoveTo(new OrderState.PendingReplace(next.Terms, whole));
        _engine.Replace(order, next.Terms, whole);
        return new ReplaceOutcome.Replaced(Report(one.Next));
    }

    /// <summary>As the account of a run does it: first what is held, then what waits.</summary>
    public void Split(Instrument instrument, MarketEvent.Split split)
    {
        Wallet.Split(instrument, split.Factor, split.ReferenceClose, Now);
        _engine.OnSplit(instrument, split.Factor);
    }

    /// <summary>Ends orders at once, whatever is on its way.</summary>
    public void End(IReadOnlyList<OrderKey> keys, Refusal reason)
    {
        foreach (var key in keys)
            if (Orders.Find(key.Symbol, key.Id.Value) is { IsOver: false } one) _engine.End(one.Order, reason);
    }

    public OrderGroup NameOco(OrderGroup group, ClientOrderId id)
    {
        _ocos[group.Id] = id;
        return group;
    }

    /// <summary>What the group of an order is called: the OCO's id, or the one that the entry of the bracket has now.</summary>
    public ClientOrderId NameOf(PaperOrder one) => one.Order.Group switch
    {
        { Type: OrderGroupType.Oco, Id: var id } => _ocos[id],
        { Entry: { } entry } => Orders.Of(entry).Ticket.Id,
        _ => one.Ticket.Id,
    };

    public IReadOnlyDictionary<Symbol, decimal> TradedOfBars() =>
        _markets.Values.Where(market => market.TradedOfBar > 0m).ToDictionary(market => market.Instrument.Symbol, market => market.TradedOfBar);

    public VenueOrder Report(PaperOrder one) => Reports.Order(one, _engine.Orders.Find(one.Order));

    public void OnAccepted(Order order)
    {
        // A cancel that was sent after the order may be on its way already.
        if (order.Status == OrderStatus.Submitting) order.MoveTo(OrderState.Accepted);
        Tell(Orders.Of(order), what => new BrokerEvent.Accepted(what));
    }

    public void OnFilled(Order order, in Execution fill)
    {
        ComeTo(fill.Time);
        var one = Orders.Of(order);
        Wallet.Apply(in fill);
        LastExecutionId = fill.Id;
        order.Fill(fill.Quantity);
        var execution = Reports.Execution(one, in fill);
        Executions.Add(execution, one);
        Tell(one, what => new BrokerEvent.Filled(what, execution));
    }

    public void OnCancelled(Order order, Refusal reason)
    {
        order.MoveTo(new OrderState.Cancelled(reason));
        Tell(Orders.Of(order), what => new BrokerEvent.Cancelled(what, reason));
    }

    public void OnExpired(Order order, Refusal reason)
    {
        order.MoveTo(new OrderState.Expired(reason));
        Tell(Orders.Of(order), what => new BrokerEvent.Expired(what, reason.Message));
    }

    public void OnReplaced(Order order, OrderTerms terms, Quantity quantity)
    {
        var one = Orders.Of(order);
        if (one.Next is not { } next || !next.AskedFor(terms, quantity))
        {
            order.Replace(terms, quantity);
            Tell(one, what => new BrokerEvent.Changed(what, one.Terms, one.Quantity));
            return;
        }

        Orders.End(one);
        order.Replace(terms, quantity);
        Orders.Follow(next);
        Tell(one, what => new BrokerEvent.Cancelled(what, new(BrokerRefusals.Replaced, $"It goes on as {next.Ticket.Id}.")));
        if (order.IsOver) EndUnused(next, one);
        else Tell(next, what => new BrokerEvent.Accepted(what));
    }

    private static WriteOutcome.Refused No(string code, string sentence) => new(new(code, sentence));

    private static ReplaceOutcome.Kept Kept(string code, string sentence) => new(new(code, sentence));

    private WriteOutcome.Accepted Accepted(IReadOnlyList<PaperOrder> orders) => new([.. orders.Select(Report)]);

    private void Tell(PaperOrder one, Func<OrderEvent, BrokerEvent> words)
    {
        one.UpdatedAt = Now;
        Orders.Close(one);

        _tell(words(Reports.Event(one, Now)));
        if (one.IsOver && one.Next is { IsPending: true, IsOver: false } next) EndUnused(next, one);
    }

    // A change that finds its order over comes to nothing.
    private void EndUnused(PaperOrder next, PaperOrder old)
    {
        Orders.End(next);
        _tell(new BrokerEvent.Cancelled(Reports.Event(next, Now), new(BrokerRefusals.OrderNotOpen, $"{old.Ticket.Id}, which it was to replace, was over when the change came.")));
    }
}
