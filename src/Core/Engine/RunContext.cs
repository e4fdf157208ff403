using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What the strategy of a run sees: the desk, and the streams it was given.</summary>
internal sealed class RunContext(OrderDesk desk, StreamTable streams, Action<string> onTimer) : IStrategyContext
{
    public Instant64 Now => desk.Now;

    public IReadOnlyList<BarStream> Streams => streams.Streams;

    public IReadOnlyList<Instrument> Instruments => desk.Instruments.All;

    public Account Account => desk.Account;

    public IReadOnlyList<Order> OpenOrders => desk.Open;

    public Position PositionOf(Instrument instrument) => desk.Account.Positions[desk.PlaceOf(instrument)];

    public decimal? LastPriceOf(Instrument instrument) => desk.LastPriceOf(instrument);

    public BarStream Subscribe(Instrument instrument, Interval interval) => streams.Subscribe(instrument, interval);

    public void SetTimer(string name, Instant64 at)
    {
        // A timer of the past or of this very moment would never be heard in its turn.
        if (at <= Now) throw new ArgumentException($"Timer '{name}' is set for {at}, which is not after {Now}.", nameof(at));
        desk.Agenda.Add(at, () => onTimer(name));
    }

    public void SetTimer(string name, Duration64 every)
    {
        if (every <= Duration64.Zero) throw new ArgumentException($"Timer '{name}' needs a time above zero between two calls.", nameof(every));
        SetNext(Now + every);

        void SetNext(Instant64 at) => desk.Agenda.Add(at, () =>
        {
            onTimer(name);
            SetNext(at + every);
        });
    }

    public Order Submit(OrderRequest request) => desk.Submit(request);

    public IReadOnlyList<Order> SubmitOco(params IReadOnlyList<OrderRequest> requests) => desk.SubmitOco(requests);

    public IReadOnlyList<Order> SubmitBracket(BracketRequest request) => desk.SubmitBracket(request);

    public Refusal? Amend(Order order, OrderTerms? terms = null, Quantity? quantity = null) => desk.Amend(order, terms, quantity);

    public void Cancel(Order order) => desk.Cancel(order);

    public Price ToPrice(Instrument instrument, double price) => desk.Instruments.IsOnGrid(desk.PlaceOf(instrument)) ? instrument.RoundToTick(price) : new((decimal)price);

    public decimal? QuantityFor(Instrument instrument, decimal weight) => desk.QuantityFor(instrument, weight);

    public Order? SetTarget(Instrument instrument, decimal quantity) => desk.SetTarget(instrument, quantity);

    public Order? SetHoldings(Instrument instrument, decimal weight) => desk.SetHoldings(instrument, weight);
}
