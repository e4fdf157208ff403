using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The one writer of a run's account: numbers orders, asks the gate, sends to the venue, books what comes back and tells the strategy.</summary>
internal sealed class OrderDesk : IVenueListener, IVenueWorld
{
    private static readonly Refusal OtherRefused = new(RefusalCodes.OtherOfGroup, "Another order of its group was refused.");

    private readonly Strategy _strategy;
    private readonly RunSettings _settings;
    private readonly InstrumentTable _instruments;
    private readonly List<Order> _open = [];
    private readonly Journal<Execution> _fills = new();
    private readonly Journal<Decision>? _decisions;
    private readonly List<Order> _rejected = [];
    private readonly Journal<decimal>? _rates;
    private readonly LimitSight? _limits;
    private long _orders;

    public OrderDesk(Strategy strategy, RunSettings settings, InstrumentTable instruments, Account account, bool keepsDecisions)
    {
        _decisions = keepsDecisions ? new() : null;
        _strategy = strategy;
        _settings = settings;
        _instruments = instruments;
        Account = account;
        SellsOnlyWhatItHas = account.Rules.Kind == AccountKind.Cash;
        _rates = instruments.All.All(one => one.Currency == account.Currency) ? null : new();
        Quotes = new(instruments.All.Count);
        if (settings.Limits is { } limits)
        {
            Watch = new(account, DateTimeZone.Utc, Instant64.MinValue);
            _limits = new(limits, Watch, settings.Names.Account, settings.Names.Strategy, settings.Names.Portfolio);
        }

        Venue = new SimulatedVenue(settings.Matching, this, this);
    }

    public Account Account { get; }

    public SimulatedVenue Venue { get; }

    public QuoteBoard Quotes { get; }

    /// <summary>What is counted for limits; null: the run has none.</summary>
    public RiskWatch? Watch { get; }

    /// <summary>Whether splits divide by their factor as it was rounded.</summary>
    public bool SplitsAsWritten => _settings.Matching.SplitsAsWritten;

    public Agenda Agenda { get; } = new();

    public Instant64 Now { get; set; }

    /// <summary>Whether bars are opening now, so that what is decided knows their first price.</summary>
    public bool IsOpening { get; set; }

    /// <summary>Whether the data has ended: what a strategy orders now it orders because of that, not because of the market.</summary>
    public bool IsEnding { get; set; }

    public IReadOnlyList<Order> Open => _open;

    public IReadOnlyList<Execution> Fills => _fills;

    public IReadOnlyList<Decision> Decisions => _decisions is null ? [] : _decisions;

    public IReadOnlyList<Order> Rejected => _rejected;

    public IReadOnlyList<decimal> Rates => _rates is null ? [] : _rates;

    public InstrumentTable Instruments => _instruments;

    public int PlaceOf(Instrument instrument) => _instruments.PlaceOf(instrument);

    public decimal? LastPriceOf(Instrument instrument)
    {
        var place = PlaceOf(instrument);
        return Account.MarkOf(place) == 0 ? null : Account.ExactMarkOf(place);
    }

    public decimal? OppositePriceOf(Instrument instrument, OrderSide side)
    {
        var place = PlaceOf(instrument);
        return Quotes.Has(place) ? Quotes.Opposite(place, side) : LastPriceOf(instrument);
    }

    public decimal PositionOf(Instrument instrument) => Account.Positions[PlaceOf(instrument)].Quantity;

    public bool SellsOnlyWhatItHas { get; }

    /// <param name="isEmergency">Whether it answers a margin call: no limit stops what must be closed.</param>
    public Order Submit(OrderRequest request, bool isEmergency = false)
    {
        var order = NewOrder(request, null);
        if (Judge(order, Sight(order) with { IsEmergency = isEmergency }, out var approved) is { } refusal) Reject(order, refusal);
        else Send(approved);
        return order;
    }

    /// <summary>Orders of which one cancels the others: all of them go, or none.</summary>
    public IReadOnlyList<Order> SubmitOco(IReadOnlyList<OrderRequest> requests)
    {
        var group = new OrderGroup(new(_orders + 1), OrderGroupType.Oco);
        return SubmitAll([.. requests.Select(request => NewOrder(request, group))], null);
    }

    /// <summary>The entry first, then its exits: all of them go, or none.</summary>
    public IReadOnlyList<Order> SubmitBracket(BracketRequest request)
    {
        var id = new OrderId(_orders + 1);
        var entry = NewOrder(request.Entry, new(id, OrderGroupType.Bracket));
        return SubmitAll([entry, .. request.Exits().Select(exit => NewOrder(exit, new(id, OrderGroupType.Bracket, entry)))], request.Stop);
    }

    public void Cancel(Order order)
    {
        if (order.IsOver || order.Status == OrderStatus.PendingCancel) return;
        Decide(DecisionKind.Cancel, order, order.Remaining.Value, order.Terms);
        Move(order, OrderState.PendingCancel);
        Venue.Cancel(order);
    }

    public Refusal? Amend(Order order, OrderTerms? terms, Quantity? quantity)
    {
        var (newTerms, newQuantity) = (terms ?? order.Terms, quantity ?? order.Quantity);
        if (order.Status is not (OrderStatus.Accepted or OrderStatus.PartiallyFilled)) return new(RefusalCodes.NotOpen, $"Order {order.Id} is {order.Status.Word()}; only one that waits can be changed.");
        if (newTerms.GetType() != order.Terms.GetType()) return new(RefusalCodes.BadTerms, "An order keeps its type; cancel it and give another.");
        if (newQuantity.Value <= order.Filled.Value) return new(RefusalCodes.BadTerms, $"{order.Filled} of the order has traded; the whole must be more than that.");

        Decide(DecisionKind.Amend, order, newQuantity.Value, newTerms);
        if (RiskGate.Judge(order, newTerms, newQuantity, Sight(order), out var approved) is { } refusal) return refusal;
        Move(order, new OrderState.PendingReplace(newTerms, newQuantity));
        Watch?.OnOrder(order, PlaceOf(order.Instrument), _settings.Names.Strategy, Now);
        Venue.Replace(approved, newTerms, newQuantity);
        return null;
    }

    public Order? SetTarget(Instrument instrument, decimal quantity)
    {
        // What hears of a cancel may end more orders.
        for (var at = _open.Count - 1; at >= 0; at = Math.Min(at, _open.Count) - 1)
            if (_open[at].Terms is MarketTerms && _open[at].Instrument.Symbol == instrument.Symbol) Cancel(_open[at]);

        var delta = quantity - Account.Positions[PlaceOf(instrument)].Quantity;
        return delta == 0m ? null : Submit(OrderRequest.Market(instrument, delta > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(delta))));
    }

    public Order? SetHoldings(Instrument instrument, decimal weight) =>
        QuantityFor(instrument, weight) is { } quantity ? SetTarget(instrument, quantity) : null;

    /// <summary>The signed quantity that a share of the equity buys; null while there is no price.</summary>
    public decimal? QuantityFor(Instrument instrument, decimal weight)
    {
        var place = PlaceOf(instrument);
        if (Account.MarkOf(place) == 0) return null;

        var fees = (_settings.Matching.Fees ?? instrument.Fees).At(Now);
        var equity = _rates is null ? Account.Equity : Account.Equity / Account.RateAt(place);
        var size = HoldingsSizer.Size(instrument, fees, equity, Math.Abs(weight), Account.ExactMarkOf(place), _settings.CashBuffer).Value;
        return weight < 0m ? -size : size;
    }

    public void OnAccepted(Order order)
    {
        // A cancel that was sent after the order may be on its way already.
        if (order.Status == OrderStatus.Submitting) Move(order, OrderState.Accepted);
    }

    public void OnFilled(Order order, in Execution fill)
    {
        Now = fill.Time;
        var place = PlaceOf(fill.Instrument);
        if (order.Request.Lots is { } lots) Account.Apply(place, in fill, fill.Instrument.Currency, LotChoice.Of(lots, fill.Quantity.Value));
        else Account.Apply(place, in fill);
        _fills.Add(fill);
        _rates?.Add(Account.RateAt(place));
        Watch?.OnFill(place, in fill, _settings.Names.Strategy);
        order.Fill(fill.Quantity);
        if (order.IsOver) Forget(order);
        _strategy.OnFill(order, in fill);
        _strategy.OnOrder(order);
    }

    public void OnCancelled(Order order, Refusal reason) => Move(order, new OrderState.Cancelled(reason));

    public void OnExpired(Order order, Refusal reason) => Move(order, new OrderState.Expired(reason));

    public void OnReplaced(Order order, OrderTerms terms, Quantity quantity)
    {
        order.Replace(terms, quantity);
        if (order.IsOver) Forget(order);
        _strategy.OnOrder(order);
    }

    /// <summary>Closes all that is held of an instrument at a price that was settled, without fee or slippage.</summary>
    public void Settle(Instrument instrument, decimal price, string tag)
    {
        var held = Account.Positions[PlaceOf(instrument)].Quantity;
        if (held == 0m) return;

        var order = new Order(new(++_orders), OrderRequest.Market(instrument, held > 0m ? OrderSide.Sell : OrderSide.Buy, new(Math.Abs(held)), tag), Now);
        foreach (var state in (ReadOnlySpan<OrderState>)[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted]) order.MoveTo(state);
        Venue.Settle(order, price);
    }

    /// <summary>Does what the agenda says up to a moment, each at its time; whether there was anything.</summary>
    public bool DoDue(Instant64 moment)
    {
        var isBusy = false;
        while (Agenda.TakeDue(moment, out var at, out var what))
        {
            Now = at;
            if (Venue.HasOrders) Venue.OnTime(at);
            what();
            isBusy = true;
        }

        return isBusy;
    }

    private Order NewOrder(OrderRequest request, OrderGroup? group)
    {
        PlaceOf(request.Instrument);
        var order = new Order(new(++_orders), request, Now, group);
        Decide(DecisionKind.Submit, order, request.Quantity.Value, request.Terms);
        order.MoveTo(OrderState.PendingRisk);
        return order;
    }

    /// <param name="stop">What cuts the loss of the first; null: nothing.</param>
    private Order[] SubmitAll(Order[] orders, OrderTerms? stop)
    {
        var approved = new ApprovedOrder[orders.Length];
        for (var index = 0; index < orders.Length; index++)
        {
            var sight = Sight(orders[index]) with { Ahead = index, Stop = index == 0 ? stop : null };
            if (Judge(orders[index], in sight, out approved[index]) is not { } refusal) continue;
            foreach (var order in orders) Reject(order, ReferenceEquals(order, orders[index]) ? refusal : OtherRefused);
            return orders;
        }

        foreach (var one in approved) Send(one);
        return orders;
    }

    private static Refusal? Judge(Order order, in GateSight sight, out ApprovedOrder approved) => RiskGate.Judge(order, order.Terms, order.Quantity, in sight, out approved);

    private GateSight Sight(Order order)
    {
        var place = PlaceOf(order.Instrument);
        return new(Account, place, _open, _instruments.IsOnGrid(place), Now) { Limits = _limits };
    }

    private void Reject(Order order, Refusal refusal)
    {
        _rejected.Add(order);
        Move(order, new OrderState.Rejected(refusal));
    }

    private void Send(ApprovedOrder approved)
    {
        _open.Add(approved.Order);
        Watch?.OnOrder(approved.Order, PlaceOf(approved.Order.Instrument), _settings.Names.Strategy, Now);
        approved.Order.MoveTo(OrderState.Submitting);
        Venue.Submit(approved);
    }

    private void Forget(Order order)
    {
        _open.Remove(order);
        Watch?.OnOrderOver(order);
    }

    private void Decide(DecisionKind kind, Order order, decimal quantity, OrderTerms terms)
    {
        if (!IsEnding) _decisions?.Add(new(kind, Now, order.Instrument.Symbol, order.Side, quantity, terms, IsOpening));
    }

    private void Move(Order order, OrderState next)
    {
        order.MoveTo(next);
        if (order.IsOver) Forget(order);
        _strategy.OnOrder(order);
    }
}
