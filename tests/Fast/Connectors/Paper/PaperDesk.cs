using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>A small order manager: one strategy, one account, the gate, and all that goes to the venue and comes from it in the words of brokers.</summary>
internal sealed class PaperDesk : IStrategyContext
{
    private readonly Strategy _strategy;
    private readonly MarketData _data;
    private readonly RunSettings _settings;
    private readonly Dictionary<string, Order> _byClientId = [];
    private readonly Dictionary<Order, (string ClientId, int Revision, decimal FilledBefore, OrderTerms? Terms, Quantity Quantity)> _sent = [];
    private readonly List<Order> _open = [];
    private readonly List<Execution> _fills = [];
    private readonly Agenda _agenda = new();
    private readonly Queue<BrokerEvent> _noted = new();
    private long _orders;

    public PaperDesk(Strategy strategy, MarketData data, RunSettings settings)
    {
        (_strategy, _data, _settings) = (strategy, data, settings);
        Instruments = data.Instruments;
        Steps = Replay.Of(data);
        Account = new(settings.Account, Instruments, Steps[0][0].Time);
        Streams = [.. data.Bars.Select((one, index) => new BarStream(one.Instrument, one.Interval, index))];
        Options = new() { Matching = settings.Matching, Kind = settings.Account.Kind, Listings = [.. Instruments.Select(ListingOf)], Memory = new() { Cash = [settings.StartingCash], Time = Steps[0][0].Time } };
        Broker = new(new(), Options, Note);
    }

    /// <summary>Whether events are handled once the call that caused them has returned, as a writer with a queue does it.</summary>
    public bool IsLate { get; init; }

    public PaperOptions Options { get; }

    public PaperBroker Broker { get; private set; }

    public IReadOnlyList<IReadOnlyList<MarketEvent>> Steps { get; }

    public IReadOnlyList<Execution> Fills => _fills;

    public Instant64 Now => Broker.Now;

    public IReadOnlyList<BarStream> Streams { get; }

    public IReadOnlyList<Instrument> Instruments { get; }

    public Account Account { get; }

    public IReadOnlyList<Order> OpenOrders => _open;

    public PaperDesk Play() => Play(new HashSet<int>());

    /// <summary>Plays the whole market; the venue dies after the steps that are named and goes on from what it remembers.</summary>
    public PaperDesk Play(IReadOnlySet<int> deaths)
    {
        _strategy.Begin(this);
        for (var step = 0; step < Steps.Count; step++)
        {
            Play(Steps[step]);
            if (deaths.Contains(step)) Restart(step);
        }

        DoDue(Steps[^1][0].Time);
        _strategy.OnStop();
        return this;
    }

    public Position PositionOf(Instrument instrument) => Account.Positions[PlaceOf(instrument)];

    public decimal? LastPriceOf(Instrument instrument) => Account.MarkOf(PlaceOf(instrument)) == 0 ? null : Account.ExactMarkOf(PlaceOf(instrument));

    public BarStream Subscribe(Instrument instrument, Interval interval) => throw new NotSupportedException();

    public void SetTimer(string name, Instant64 at) => _agenda.Add(at, () => _strategy.OnTimer(name));

    public void SetTimer(string name, Duration64 every)
    {
        SetNext(Now + every);

        void SetNext(Instant64 at) => _agenda.Add(at, () =>
        {
            _strategy.OnTimer(name);
            SetNext(at + every);
        });
    }

    public Order Submit(OrderRequest request)
    {
        Order[] orders = [NewOrder(request, null)];
        if (IsApproved(orders)) Send(orders, Broker.Place(TicketOf(orders[0]), default));
        return orders[0];
    }

    public IReadOnlyList<Order> SubmitOco(params IReadOnlyList<OrderRequest> requests)
    {
        var group = new OrderGroup(new(_orders + 1), OrderGroupType.Oco);
        Order[] orders = [.. requests.Select(request => NewOrder(request, group))];
        if (!IsApproved(orders)) return orders;

        var (limit, stop) = (orders[0], orders[1]);
        var (at, within) = stop.Terms is StopLimitTerms both ? (both.Stop, both.Limit) : (((StopTerms)stop.Terms).Stop, (Price?)null);
        Send(orders, Broker.PlaceOco(new(new($"oco-{group.Id}"), limit.Instrument.Symbol, limit.Side, limit.Quantity, IdOf(limit), ((LimitTerms)limit.Terms).Limit, IdOf(stop), at, within), default));
        return orders;
    }

    public IReadOnlyList<Order> SubmitBracket(BracketRequest request)
    {
        var id = new OrderId(_orders + 1);
        var entry = NewOrder(request.Entry, new(id, OrderGroupType.Bracket));
        Order[] orders = [entry, .. request.Exits().Select(exit => NewOrder(exit, new(id, OrderGroupType.Bracket, entry)))];
        if (IsApproved(orders)) Send(orders, Broker.PlaceBracket(new(TicketOf(entry), ExitOf("stop"), ExitOf("target")), default));
        return orders;

        BracketExit? ExitOf(string tag) => orders.Skip(1).FirstOrDefault(order => order.Request.Tag == tag) is { } exit ? new(IdOf(exit), exit.Terms) : null;
    }

    public Refusal? Amend(Order order, OrderTerms? terms = null, Quantity? quantity = null)
    {
        var (newTerms, newQuantity) = (terms ?? order.Terms, quantity ?? order.Quantity);
        if (order.Status is not (OrderStatus.Accepted or OrderStatus.PartiallyFilled)) return new(RefusalCodes.NotOpen, "It does not wait.");
        if (newQuantity.Value <= order.Filled.Value) return new(RefusalCodes.BadTerms, "It has traded.");
        if (RiskGate.Judge(order, newTerms, newQuantity, Sight(order), out _) is { } refusal) return refusal;

        Move(order, new OrderState.PendingReplace(newTerms, newQuantity));
        var old = _sent[order];
        var next = new ClientOrderId($"{order.Id}-{old.Revision + 1}");
        _sent[order] = old with { Revision = old.Revision + 1, Terms = newTerms, Quantity = newQuantity };
        _byClientId[next.Value] = order;
        var answer = Broker.Replace(new(new(order.Instrument.Symbol, new(old.ClientId)), TicketOf(order) with { Id = next, Terms = newTerms, Quantity = newQuantity - order.Filled }, OnlyIfUnfilled: false), default);
        Assert.True(answer.Result is ReplaceOutcome.Replaced, answer.Result.ToString());
        HearNoted();
        return null;
    }

    public void Cancel(Order order)
    {
        if (order.IsOver || order.Status == OrderStatus.PendingCancel) return;
        Move(order, OrderState.PendingCancel);

        // Whoever heard of that may have ended it.
        if (!order.IsOver) Assert.IsType<WriteOutcome.Accepted>(Broker.Cancel(new(order.Instrument.Symbol, new(_sent[order].ClientId)), default).Result);
        HearNoted();
    }

    public Price ToPrice(Instrument instrument, double price) => instrument.RoundToTick(price);

    public decimal? QuantityFor(Instrument instrument, decimal weight)
    {
        if (LastPriceOf(instrument) is not { } price) return null;

        var size = HoldingsSizer.Size(instrument, (_settings.Matching.Fees ?? instrument.Fees).At(Now), Account.Equity, Math.Abs(weight), price, _settings.CashBuffer).Value;
        return weight < 0m ? -size : size;
    }

    public Order? SetTarget(Instrument instrument, decimal quantity)
    {
        for (var at = _open.Count - 1; at >= 0; at = Math.Min(at, _open.Count) - 1)
            if (_open[at].Terms is MarketTerms && _open[at].Instrument.Symbol == instrument.Symbol) Cancel(_open[at]);

        var delta = quantity - PositionOf(instrument).Quantity;
        return delta == 0m ? null : Submit(OrderRequest.Market(instrument, delta > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(delta))));
    }

    public Order? SetHoldings(Instrument instrument, decimal weight) => QuantityFor(instrument, weight) is { } quantity ? SetTarget(instrument, quantity) : null;

    private void Play(IReadOnlyList<MarketEvent> step)
    {
        var isClose = step[0] is MarketEvent.BarClosed;
        DoDue(isClose ? step[0].Time.PlusNanoseconds(-1) : step[0].Time);
        switch (step[0])
        {
            case MarketEvent.BarClosed:
                MarketEvent.BarClosed[] closes = [.. step.Cast<MarketEvent.BarClosed>()];
                foreach (var close in closes)
                    if (IsListed(close)) Account.Mark(PlaceOf(close.Symbol), close.Bar.Close);
                Broker.Hear(closes);
                HearNoted();
                foreach (var close in closes) _strategy.OnBar(Streams.Single(stream => stream.Instrument.Symbol == close.Symbol && stream.Interval == close.Interval), close.Bar);
                (_strategy as IHearsMoments)?.OnMoment();
                Broker.EndMoment();
                HearNoted();
                break;
            case MarketEvent.BarOpened opened:
                Broker.Hear(opened);
                HearNoted();
                break;
            case MarketEvent.Quoted quoted:
                Broker.Advance(quoted.Time);
                Account.Mark(PlaceOf(quoted.Symbol), quoted.Quote.Mid);
                Broker.Hear(quoted);
                HearNoted();
                _strategy.OnQuote(Instruments[PlaceOf(quoted.Symbol)], quoted.Quote);
                break;
            case MarketEvent.Traded traded:
                Broker.Advance(traded.Time);
                if (!HasQuotes(traded.Symbol)) Account.Mark(PlaceOf(traded.Symbol), traded.Trade.Price);
                Broker.Hear(traded);
                HearNoted();
                _strategy.OnTrade(Instruments[PlaceOf(traded.Symbol)], traded.Trade);
                break;
        }
    }

    /// <summary>The process dies; the stream comes again from its beginning, as one that was kept would.</summary>
    private void Restart(int step)
    {
        Broker = new(new(), Options with { Memory = Broker.Remember() }, Note);
        foreach (var what in Steps.Take(step + 1).SelectMany(known => known)) Broker.Hear(what);
    }

    private void Note(BrokerEvent what)
    {
        if (IsLate) _noted.Enqueue(what);
        else Hear(what);
    }

    private void HearNoted()
    {
        while (_noted.TryDequeue(out var what)) Hear(what);
    }

    private void Hear(BrokerEvent what)
    {
        switch (what)
        {
            case BrokerEvent.Accepted accepted when OrderOf(accepted.Order) is { Status: OrderStatus.Submitting } order: Move(order, OrderState.Accepted); break;
            case BrokerEvent.Filled filled: Fill(OrderOf(filled.Order), filled.Execution); break;
            case BrokerEvent.Cancelled { Reason.Code: BrokerRefusals.Replaced } replaced: Follow(OrderOf(replaced.Order)); break;
            case BrokerEvent.Cancelled cancelled when OrderOf(cancelled.Order) is { IsOver: false } order: Move(order, new OrderState.Cancelled(cancelled.Reason!)); break;
            case BrokerEvent.Expired expired: Move(OrderOf(expired.Order), new OrderState.Expired(new("", expired.Why))); break;
            case BrokerEvent.Changed changed: Replace(OrderOf(changed.Order), changed.Terms, new(changed.Quantity.Value + _sent[OrderOf(changed.Order)].FilledBefore)); break;
        }
    }

    private void Fill(Order order, VenueExecution told)
    {
        var fill = new Execution(told.Key.Id, order.Id, order.Instrument, told.Side, told.Quantity, told.Price, told.Fee.Amount, told.Liquidity, told.Time);
        Account.Apply(PlaceOf(order.Instrument), in fill);
        _fills.Add(fill);
        order.Fill(fill.Quantity);
        if (order.IsOver) _open.Remove(order);
        _strategy.OnFill(order, in fill);
        _strategy.OnOrder(order);
    }

    private void Follow(Order order)
    {
        var sent = _sent[order];
        _sent[order] = sent with { ClientId = $"{order.Id}-{sent.Revision}", FilledBefore = order.Filled.Value };
        Replace(order, sent.Terms!, sent.Quantity);
    }

    private void Replace(Order order, OrderTerms terms, Quantity quantity)
    {
        order.Replace(terms, quantity);
        if (order.IsOver) _open.Remove(order);
        _strategy.OnOrder(order);
    }

    private void DoDue(Instant64 moment)
    {
        while (_agenda.TakeDue(moment, out var at, out var what))
        {
            Broker.Advance(at);
            HearNoted();
            what();
        }
    }

    private Order NewOrder(OrderRequest request, OrderGroup? group)
    {
        var order = new Order(new(++_orders), request, Now, group);
        order.MoveTo(OrderState.PendingRisk);
        return order;
    }

    private bool IsApproved(Order[] orders)
    {
        foreach (var refused in orders)
        {
            if (RiskGate.Judge(refused, refused.Terms, refused.Quantity, Sight(refused), out _) is not { } refusal) continue;
            foreach (var order in orders) Move(order, new OrderState.Rejected(ReferenceEquals(order, refused) ? refusal : new(RefusalCodes.OtherOfGroup, "Another order of its group was refused.")));
            return false;
        }

        foreach (var order in orders)
        {
            var id = order.Id.ToString();
            (_byClientId[id], _sent[order]) = (order, (id, 0, 0m, null, default));
            _open.Add(order);
            order.MoveTo(OrderState.Submitting);
        }

        return true;
    }

    private void Send(Order[] orders, Task<WriteOutcome> write)
    {
        Assert.True(write.Result is WriteOutcome.Accepted, write.Result.ToString());
        Assert.Equal(orders.Select(order => order.Id.ToString()), Assert.IsType<WriteOutcome.Accepted>(write.Result).Orders.Select(order => order.ClientId));
        HearNoted();
    }

    private void Move(Order order, OrderState next)
    {
        order.MoveTo(next);
        if (order.IsOver) _open.Remove(order);
        _strategy.OnOrder(order);
    }

    private static OrderTicket TicketOf(Order order) =>
        new(IdOf(order), order.Instrument.Symbol, order.Side, order.Quantity, order.Terms, order.Request.TimeInForce) { ReduceOnly = order.IsReduceOnly, ExpiresAt = order.Request.ExpiresAt };

    private static ClientOrderId IdOf(Order order) => new(order.Id.ToString());

    private Order OrderOf(OrderEvent what) => _byClientId[what.ClientId];

    private GateSight Sight(Order order) => new(Account, PlaceOf(order.Instrument), _open, OnGrid: true, Now);

    private int PlaceOf(Instrument instrument) => PlaceOf(instrument.Symbol);

    private int PlaceOf(Symbol symbol) => Instruments.Index().Single(one => one.Item.Symbol == symbol).Index;

    private bool HasQuotes(Symbol symbol) => _data.Ticks.Any(one => one.Instrument.Symbol == symbol && one.Kind == SeriesKind.Quotes);

    private bool IsListed(MarketEvent.BarClosed close) => Options.Listings.Single(listing => listing.Instrument.Symbol == close.Symbol).Source is PaperSource.Bars bars && bars.Interval == close.Interval;

    private PaperListing ListingOf(Instrument instrument) => new(instrument, _data.HasTicks(instrument)
        ? new PaperSource.Ticks(HasQuotes(instrument.Symbol))
        : _data.FinestOf(instrument) is { } finest ? new PaperSource.Bars(finest.Interval, finest.HasVolume) : throw new InvalidOperationException("An instrument without a source."));
}
