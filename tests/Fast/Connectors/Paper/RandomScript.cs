using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>Gives, amends and cancels orders of every kind at random events, in the middle of fills too, and writes down all that it hears.</summary>
/// <param name="amendsAll">Whether orders are changed too that have traded in part, or may have been changed with their entry: with latency the desk of a backtest then allows two changes at a time, which no broker does.</param>
internal sealed class RandomScript(ulong seed, bool amendsAll = true) : Strategy
{
    private const int MostOpen = 12;

    private readonly RandomSource _random = new(seed);
    private readonly List<Order> _given = [];
    private bool _isGiving;

    public List<string> Heard { get; } = [];

    public IReadOnlyList<Order> Given => _given;

    public override void OnBar(BarStream stream, in Bar bar) => Act(stream.Instrument, 2);

    public override void OnTrade(Instrument instrument, in TradeTick trade) => Act(instrument, 3);

    public override void OnQuote(Instrument instrument, in QuoteTick quote) => Act(instrument, 3);

    public override void OnFill(Order order, in Execution fill)
    {
        Heard.Add($"{fill.Time}: {order.Id} {fill}");
        Act(order.Instrument, 4);
    }

    public override void OnOrder(Order order)
    {
        Heard.Add($"{Context.Now}: {order.Id} {Told(order)} {order.Terms} {order.Quantity}");
        Act(order.Instrument, 12);
    }

    public static string Told(Order order) => order.State switch
    {
        OrderState.Rejected { Reason: var reason } => $"Rejected {reason}",
        OrderState.Cancelled { Reason: var reason } => $"Cancelled {reason}",

        // Brokers tell of an expiry in a sentence.
        OrderState.Expired { Reason.Message: var message } => $"Expired {message}",
        var state => state.Status.ToString(),
    };

    private void Act(Instrument instrument, int oneOf)
    {
        if (_isGiving || _random.NextBelow(oneOf) > 0 || Context.LastPriceOf(instrument) is not { } last) return;

        var open = Context.OpenOrders;
        var choice = open.Count >= MostOpen ? 9 : _random.NextBelow(10);
        if (choice < 5) Keep([Context.Submit(Single(instrument, last))]);
        else if (choice == 5) Alone(() => Keep(Context.SubmitOco(Oco(instrument, last))));
        else if (choice == 6) Alone(() => Keep(Context.SubmitBracket(Bracket(instrument, last))));
        else if (open.Count > 0 && open[_random.NextBelow(open.Count)] is var one) Change(one, choice, last);
    }

    private void Change(Order one, int choice, decimal last)
    {
        if (choice == 9) Context.Cancel(one);
        else if (amendsAll || one is { Filled.Value: 0m, Group: null }) Alone(() => Context.Amend(one, _random.NextBelow(3) == 0 ? null : Other(one.Terms, last), _random.NextBelow(3) > 0 ? null : Size()));
    }

    // What a backtest does in steps is one request to a broker: nothing is done in between.
    private void Alone(Action act)
    {
        _isGiving = true;
        act();
        _isGiving = false;
    }

    private void Keep(IReadOnlyList<Order> orders) => _given.AddRange(orders);

    private OrderRequest Single(Instrument instrument, decimal last)
    {
        var terms = Terms(last);
        var inForce = (TimeInForce)_random.NextBelow(5);
        if (inForce is TimeInForce.Ioc or TimeInForce.Fok && (terms.WaitsForTrigger || terms is LimitTerms { PostOnly: true })) inForce = TimeInForce.Gtc;
        return new(instrument, Side(), Size(), terms, inForce)
        {
            ReduceOnly = _random.NextBelow(5) == 0,
            ExpiresAt = inForce == TimeInForce.Gtd ? Context.Now + Duration64.FromSeconds(1 + _random.NextBelow(600)) : null,
        };
    }

    private OrderRequest[] Oco(Instrument instrument, decimal last)
    {
        var (side, size) = (Side(), Size());
        OrderTerms stop = _random.NextBelow(2) == 0 ? new StopTerms(Near(last)) : new StopLimitTerms(Near(last), Near(last));
        return [new(instrument, side, size, new LimitTerms(Near(last))), new(instrument, side, size, stop)];
    }

    private BracketRequest Bracket(Instrument instrument, decimal last) =>
        new(Single(instrument, last), _random.NextBelow(4) == 0 ? null : Stop(last), _random.NextBelow(4) == 0 ? null : new LimitTerms(Near(last)));

    private OrderTerms Terms(decimal last) => _random.NextBelow(3) switch
    {
        0 => MarketTerms.Instance,
        1 => new LimitTerms(Near(last), PostOnly: _random.NextBelow(4) == 0),
        _ => Stop(last),
    };

    private OrderTerms Stop(decimal last) => _random.NextBelow(4) switch
    {
        0 => new StopTerms(Near(last)),
        1 => new StopLimitTerms(Near(last), Near(last)),
        2 => TrailingStopTerms.ByAmount(1 + _random.NextBelow(6)),
        _ => TrailingStopTerms.ByPercent(1 + _random.NextBelow(6)),
    };

    private OrderTerms? Other(OrderTerms terms, decimal last) => terms switch
    {
        LimitTerms limit => limit with { Limit = Near(last) },
        StopTerms => new StopTerms(Near(last)),
        StopLimitTerms => new StopLimitTerms(Near(last), Near(last)),
        TrailingStopTerms => TrailingStopTerms.ByAmount(1 + _random.NextBelow(6)),
        _ => null,
    };

    private Price Near(decimal last) => new(Math.Max(1m, Math.Round(last) + _random.NextBelow(13) - 6));

    private Quantity Size() => new(1 + _random.NextBelow(9));

    private OrderSide Side() => (OrderSide)_random.NextBelow(2);
}
