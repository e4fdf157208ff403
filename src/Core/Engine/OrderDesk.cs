using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The one writer of a run's account: numbers orders, asks the gate, sends to the venue, books what comes back and tells the strategy.</summary>
internal sealed class OrderDesk : IVenueListener
{
    private readonly Strategy _strategy;
    private readonly RunSettings _settings;
    private readonly Instrument[] _instruments;
    private readonly List<Order> _open = [];
    private readonly Journal<Execution> _fills = new();
    private readonly Journal<Decision>? _decisions;
    private readonly List<Order> _rejected = [];
    private long _orders;

    public OrderDesk(Strategy strategy, RunSettings settings, Instrument[] instruments, Account account, bool keepsDecisions)
    {
        _decisions = keepsDecisions ? new() : null;
        _strategy = strategy;
        _settings = settings;
        _instruments = instruments;
        Account = account;
        Venue = new SimulatedVenue(settings.Matching, this);
    }

    public Account Account { get; }

    public SimulatedVenue Venue { get; }

    public Instant64 Now { get; set; }

    /// <summary>Whether bars are opening now, so that what is decided knows their first price.</summary>
    public bool IsOpening { get; set; }

    /// <summary>Whether the data has ended: what a strategy orders now it orders because of that, not because of the market.</summary>
    public bool IsEnding { get; set; }

    public IReadOnlyList<Order> Open => _open;

    public IReadOnlyList<Execution> Fills => _fills;

    public IReadOnlyList<Decision> Decisions => _decisions is null ? [] : _decisions;

    public IReadOnlyList<Order> Rejected => _rejected;

    public int PlaceOf(Instrument instrument)
    {
        for (var index = 0; index < _instruments.Length; index++)
            if (ReferenceEquals(_instruments[index], instrument)) return index;
        for (var index = 0; index < _instruments.Length; index++)
            if (_instruments[index].Symbol == instrument.Symbol) return index;
        throw new ArgumentException($"{instrument.Symbol} is not in this run; it has {string.Join(", ", _instruments.Select(known => known.Symbol))}.", nameof(instrument));
    }

    public Order Submit(OrderRequest request)
    {
        var place = PlaceOf(request.Instrument);
        var order = new Order(new(++_orders), request, Now);
        if (!IsEnding) _decisions?.Add(new(Now, request.Instrument.Symbol, request.Side, request.Quantity.Value, request.Terms, IsOpening));

        order.MoveTo(OrderState.PendingRisk);
        Price? price = Account.MarkOf(place) == 0 ? null : new(Account.ExactMarkOf(place));
        if (RiskGate.Judge(order, Account, Account.Positions[place], _open, price, _settings.Leverage, out var approved) is { } refusal)
        {
            _rejected.Add(order);
            Move(order, new OrderState.Rejected(refusal));
            return order;
        }

        _open.Add(order);
        order.MoveTo(OrderState.Submitting);
        Venue.Submit(approved);
        return order;
    }

    public void Cancel(Order order)
    {
        if (order.IsOver) return;
        Move(order, OrderState.PendingCancel);
        Venue.Cancel(order);
    }

    public Order? SetTarget(Instrument instrument, decimal quantity)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
            if (_open[at].Request.Terms is MarketTerms && _open[at].Instrument.Symbol == instrument.Symbol) Cancel(_open[at]);

        var delta = quantity - Account.Positions[PlaceOf(instrument)].Quantity;
        return delta == 0m ? null : Submit(OrderRequest.Market(instrument, delta > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(delta))));
    }

    public Order? SetHoldings(Instrument instrument, decimal weight)
    {
        var place = PlaceOf(instrument);
        if (Account.MarkOf(place) == 0) return null;

        var fees = _settings.Matching.Fees ?? instrument.Fees;
        var size = HoldingsSizer.Size(instrument, fees, Account.Equity, Math.Abs(weight), Account.ExactMarkOf(place), _settings.CashBuffer).Value;
        return SetTarget(instrument, weight < 0m ? -size : size);
    }

    public void OnAccepted(Order order) => Move(order, OrderState.Accepted);

    public void OnFilled(Order order, in Execution fill)
    {
        Now = fill.Time;
        var place = PlaceOf(fill.Instrument);
        Account.Apply(place, in fill);
        _fills.Add(fill);
        order.Fill(fill.Quantity);
        if (order.IsOver) _open.Remove(order);
        _strategy.OnFill(order, in fill);
        _strategy.OnOrder(order);
    }

    public void OnCancelled(Order order, Refusal reason) => Move(order, new OrderState.Cancelled(reason));

    private void Move(Order order, OrderState next)
    {
        order.MoveTo(next);
        if (order.IsOver) _open.Remove(order);
        _strategy.OnOrder(order);
    }
}
