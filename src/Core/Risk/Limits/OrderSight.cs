using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>An order as the rules see it. What several of them need is worked out once, when the first asks.</summary>
internal sealed class OrderSight
{
    private readonly GateSight _gate;
    private readonly bool _reduces;
    private readonly Holdings?[] _holdings = new Holdings?[4];
    private readonly decimal _rate;
    private decimal? _equity;
    private decimal? _strategyPnl;
    private IReadOnlyList<Order>? _ofPart;
    private WaitingByPlace? _byPlace;
    private PortfolioMembership?[]? _portfolios;
    private PortfolioMembership? _portfolio;

    public OrderSight(Order order, OrderTerms terms, Quantity quantity, in GateSight gate, LimitSight names, Price price, bool reduces)
    {
        (Order, Terms, Quantity, _gate, Names, Price, _reduces) = (order, terms, quantity, gate, names, price.Value, reduces);
        (Stop, NextStop) = gate.Stop is { } given ? (given, null) : StopThatWaits();
        _rate = Instrument.Currency == Account.Currency ? 1m : Account.RateOf(Instrument.Currency) ?? 0m;
    }

    public Order Order { get; }

    /// <summary>Those that are judged, which may be other than the order's own.</summary>
    public OrderTerms Terms { get; }

    /// <summary>The whole that is judged.</summary>
    public Quantity Quantity { get; }

    public LimitSight Names { get; }

    /// <summary>Those that the account belongs to, and that the order names. A null among them stands for those that nobody has told yet.</summary>
    public IReadOnlyList<PortfolioMembership?> Portfolios => _portfolios ??= ListPortfolios();

    /// <summary>The one that limits of scope portfolio are asked about now.</summary>
    public PortfolioMembership? Portfolio
    {
        get => _portfolio;
        set
        {
            if (ReferenceEquals(_portfolio, value)) return;
            _portfolio = value;
            _holdings[(int)LimitScope.Portfolio] = null;
        }
    }

    /// <summary>The last one.</summary>
    public decimal Price { get; }

    public Instrument Instrument => Order.Instrument;

    public Account Account => _gate.Account;

    public int Place => _gate.Place;

    public Instant64 Now => _gate.Now;

    public int Ahead => _gate.Ahead;

    /// <summary>What cuts the order's loss: the stop that is sent with it, or that waits for it to fill; null: nothing.</summary>
    public OrderTerms? Stop { get; }

    /// <summary>What it was asked to become, where a change of it is under way.</summary>
    public OrderTerms? NextStop { get; }

    public RiskWatch Watch => Names.Watch;

    /// <summary>The worst price that it may trade at.</summary>
    public decimal EntryPrice => Exposure.PriceOf(Terms, Order.Side, Price);

    /// <summary>In the account's currency.</summary>
    public decimal Value => InMoney(Math.Abs(EntryPrice) * Quantity.Value);

    /// <summary>Price times quantity in the account's currency.</summary>
    public decimal InMoney(decimal priceTimesQuantity) => Instrument.WorthOf(priceTimesQuantity) * _rate;

    /// <summary>Why what others of the portfolio hold, or have sent, is not known, in a sentence without a full stop; null: it is.</summary>
    public string? PortfolioFault(OfOthers needed) =>
        needed == OfOthers.Nothing ? null
        : Portfolio is not { } asked ? $"Which portfolios account {Names.Account} belongs to is not known"
        : asked.Fault is { } fault && (needed == OfOthers.Worth || asked.Orders is null) ? $"What the other accounts of portfolio {asked.Portfolio} hold is not known: {fault}"
        : Names.Limits?.Portfolios is { ValidUntil: var until } && Now >= until ? $"What the other accounts of portfolio {asked.Portfolio} hold was valid until {until}"
        : null;

    /// <summary>Of each member of the portfolio beside the account, where the limit is one of portfolios.</summary>
    public IReadOnlyList<OrdersShare> OrdersElsewhere(LimitScope scope) => scope == LimitScope.Portfolio ? Portfolio?.Orders ?? [] : [];

    /// <summary>Whether only a part of the account counts. The part that belongs to a portfolio is the one that the order is of.</summary>
    public bool IsOfPart(LimitScope scope) => scope == LimitScope.Strategy || (scope == LimitScope.Portfolio && Portfolio?.Part is not null);

    /// <summary>Whether it can only make smaller what the limit counts. To a strategy, or a part of the account, that is its own position, whatever others hold.</summary>
    public bool Reduces(LimitScope scope) => IsOfPart(scope)
        ? Order.Group?.Entry is not null || Reduction.Fits(Order, Quantity.Value - Order.Filled.Value, PartQuantity(Place), WaitingOf(scope))
        : _reduces;

    public decimal EquityOf(LimitScope scope) => scope == LimitScope.Portfolio
        ? (Portfolio?.Part?.Equity ?? OwnEquity) + (Elsewhere?.Equity ?? 0m)
        : OwnEquity;

    public IReadOnlyList<Order> WaitingOf(LimitScope scope) => IsOfPart(scope)
        ? _ofPart ??= [.. _gate.Waiting.Where(order => Watch.StrategyOf(order.Id) == Names.Strategy)]
        : _gate.Waiting;

    public Holdings HoldingsOf(LimitScope scope)
    {
        // A symbol's is what the account holds of it.
        var counted = scope == LimitScope.Symbol ? LimitScope.Account : scope;
        return _holdings[(int)counted] ??= HoldingsCount.Of(
            this,
            IsOfPart(counted) ? PartQuantity : place => Account.Positions[place].Quantity,
            IsOfPart(counted) ? new(Account, WaitingOf(counted)) : _byPlace ??= new(Account, _gate.Waiting),
            CanOnlyReduce && Reduces(counted) ? null : Order,
            counted == LimitScope.Portfolio ? Elsewhere : null);
    }

    /// <summary>What was lost since the day began, and the equity that it began with. Of a share both are scaled with money that came or went; of an amount they are moved by it.</summary>
    public (decimal Loss, decimal From) DayLossOf(Limit limit)
    {
        var isShare = limit.Unit == LimitUnit.Percent;
        if (limit.Scope == LimitScope.Portfolio)
        {
            var all = isShare && Elsewhere?.Wholes is { } wholes ? wholes.DayStart : (Portfolio?.Part?.DayStartEquity ?? Watch.DayStartAt(Now)) + (Elsewhere?.DayStartEquity ?? 0m);
            return (all - EquityOf(limit.Scope), all);
        }

        var from = isShare ? Watch.DayStartWholeAt(Now) : Watch.DayStartAt(Now);
        if (limit.Scope != LimitScope.Strategy) return (from - OwnEquity, from);
        return ((isShare ? Watch.DayStartShareOf(Names.Strategy!, Now) : Watch.DayStartPnlOf(Names.Strategy!, Now)) - StrategyPnl, from);
    }

    /// <summary>How far equity lies below its highest, and what that was; scaled or moved likewise.</summary>
    public (decimal Fall, decimal From) DrawdownOf(Limit limit)
    {
        var isShare = limit.Unit == LimitUnit.Percent;
        var peak = isShare ? Watch.PeakWhole : Watch.PeakEquity;
        if (limit.Scope == LimitScope.Strategy) return ((isShare ? Watch.PeakShareOf(Names.Strategy!) : Watch.PeakPnlOf(Names.Strategy!)) - StrategyPnl, peak);

        if (limit.Scope == LimitScope.Portfolio) peak = isShare && Elsewhere?.Wholes is { } wholes ? wholes.Peak : Elsewhere?.PeakEquity ?? Watch.PeakEquity;
        var equity = EquityOf(limit.Scope);
        return (peak - equity, Math.Max(peak, equity));
    }

    private bool CanOnlyReduce => Order.IsReduceOnly || Order.Group?.Entry is not null;

    private decimal OwnEquity => _equity ??= Account.Equity;

    private PortfolioElsewhere? Elsewhere => Portfolio?.Elsewhere;

    private decimal StrategyPnl => _strategyPnl ??= Watch.PnlOf(Names.Strategy!);

    private PortfolioMembership?[] ListPortfolios()
    {
        var told = Names.Limits?.Portfolios;
        var known = told?.Items ?? [];
        PortfolioMembership[] named = Names.Portfolio is { } name && known.All(one => one.Portfolio != name) ? [new(name, Names.Elsewhere)] : [];
        return told is { Items: null } ? [.. named, null] : [.. known, .. named];
    }

    private (OrderTerms?, OrderTerms?) StopThatWaits()
    {
        if (Order.Group is null) return (null, null);
        foreach (var other in _gate.Waiting)
            if (ReferenceEquals(other.Group?.Entry, Order) && other.Terms.WaitsForTrigger) return (other.Terms, other.Wanted?.Terms);
        return (null, null);
    }

    private decimal PartQuantity(int place) => Watch.QuantityOf(Names.Strategy, place);
}
