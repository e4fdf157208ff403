using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Sits between a replay and an account: a strategy hears closed bars here, and gives its orders through the contract of trading.</summary>
internal sealed class StrategySeat(ITrading trading, string account, IReadOnlyList<Instrument> instruments, Interval interval) : IStrategyContext
{
    private const decimal CashBuffer = 0.0025m;
    private const int Patience = 10_000;

    private readonly BarStream[] _streams = [.. instruments.Select((one, place) => new BarStream(one, interval, place))];
    private readonly List<(Order Order, string Id)> _open = [];
    private readonly Dictionary<Symbol, decimal> _last = [];
    private long _numbers;
    private AccountView? _view;

    public Instant64 Now { get; private set; }

    public IReadOnlyList<BarStream> Streams => _streams;

    public IReadOnlyList<Instrument> Instruments => instruments;

    public Account Account => throw new NotSupportedException("What the account has is asked for.");

    public IReadOnlyList<Order> OpenOrders => [.. _open.Select(one => one.Order)];

    /// <summary>What the account was worth at each close, as its writer says.</summary>
    public List<decimal> Equity { get; } = [];

    public List<TradingRefusal> Refusals { get; } = [];

    /// <summary>Does something to the platform before the strategy hears a bar, which is given by its number from 1 on.</summary>
    public Func<int, Task>? BeforeBar { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Plays a replay to its end.</summary>
    public async Task Play(IHistory history, ReplayId replay, Strategy strategy)
    {
        strategy.Begin(this);
        await foreach (var happened in history.Replay(new(replay, "strategy", ReplayStage.Strategy), Ct))
        {
            if (happened is MarketEvent.BarClosed closed)
            {
                (Now, _last[closed.Symbol]) = (closed.Time, (decimal)closed.Bar.Close);
                await TakeNews(strategy);
                if (!closed.MoreFollow) Equity.Add(_view!.Equity!.Value);
                if (BeforeBar is { } before) await before(Equity.Count);
                var bar = closed.Bar;
                strategy.OnBar(_streams.Single(one => one.Instrument.Symbol == closed.Symbol), in bar);
            }

            if (happened is MarketEvent.Split split) strategy.OnSplit(InstrumentOf(split.Symbol), split.Factor);
            if (happened is MarketEvent.DividendPaid dividend) strategy.OnDividend(InstrumentOf(dividend.Symbol), dividend.PerShare);

            await history.Acknowledge(new(replay, "strategy", happened.Sequence), Ct);
        }
    }

    public Position PositionOf(Instrument wanted)
    {
        var held = _view!.Positions.FirstOrDefault(one => one.Symbol == wanted.Symbol);
        var position = new Position(wanted, LotMethod.Average);
        if (held is not null) position.Trade(held.Quantity, held.Quantity * held.AveragePrice, Now, []);
        return position;
    }

    public decimal? LastPriceOf(Instrument wanted) => _last[wanted.Symbol];

    public BarStream Subscribe(Instrument wanted, Interval length) => throw new NotSupportedException();

    public void SetTimer(string name, Instant64 at) => throw new NotSupportedException();

    public void SetTimer(string name, Duration64 every) => throw new NotSupportedException();

    public Order Submit(OrderRequest request)
    {
        var order = new Order(new(++_numbers), request, Now);
        order.MoveTo(OrderState.PendingRisk);
        var reply = trading.PlaceOrder(Wanted(request), Ct).GetAwaiter().GetResult();
        if (reply.Refusal is { } refusal)
        {
            Refusals.Add(refusal);
            order.MoveTo(new OrderState.Rejected(new(refusal.Code, refusal.Message)));
            return order;
        }

        order.MoveTo(OrderState.Submitting);
        _open.Add((order, reply.Order!.OrderId));
        return order;
    }

    public IReadOnlyList<Order> SubmitOco(params IReadOnlyList<OrderRequest> requests) => throw new NotSupportedException();

    public IReadOnlyList<Order> SubmitBracket(BracketRequest request) => throw new NotSupportedException();

    public Refusal? Amend(Order order, OrderTerms? terms = null, Quantity? quantity = null)
    {
        var reply = trading.AmendOrder(new(_open.Single(one => one.Order == order).Id, quantity, (terms as LimitTerms)?.Limit, (terms as StopTerms)?.Stop, WaitMs: Patience), Ct).GetAwaiter().GetResult();
        return reply.Refusal is { } no ? new(no.Code, no.Message) : null;
    }

    public void Cancel(Order order)
    {
        var one = _open.FirstOrDefault(open => open.Order == order);
        if (one.Id is null) return;
        trading.CancelOrder(new(one.Id, Patience), Ct).GetAwaiter().GetResult();
        _open.Remove(one);
    }

    public Price ToPrice(Instrument wanted, double price) => wanted.RoundToTick(price);

    public decimal? QuantityFor(Instrument wanted, decimal weight)
    {
        var size = HoldingsSizer.Size(wanted, wanted.Fees.At(Now), _view!.Equity!.Value, Math.Abs(weight), _last[wanted.Symbol], CashBuffer).Value;
        return weight < 0m ? -size : size;
    }

    public Order? SetTarget(Instrument wanted, decimal quantity)
    {
        foreach (var order in OpenOrders.Where(order => order.Terms is MarketTerms)) Cancel(order);
        var delta = quantity - PositionOf(wanted).Quantity;
        return delta == 0m ? null : Submit(OrderRequest.Market(wanted, delta > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(delta))));
    }

    public Order? SetHoldings(Instrument wanted, decimal weight) => QuantityFor(wanted, weight) is { } quantity ? SetTarget(wanted, quantity) : null;

    private Instrument InstrumentOf(Symbol symbol) => instruments.Single(one => one.Symbol == symbol);

    private NewOrder Wanted(OrderRequest request)
    {
        var order = new NewOrder(account, request.Instrument.Symbol.ToString(), request.Side, OrderType.Market, request.Quantity, TimeInForce: request.TimeInForce, WaitMs: Patience);
        return request.Terms switch
        {
            LimitTerms limit => order with { Type = OrderType.Limit, LimitPrice = limit.Limit },
            StopTerms stop => order with { Type = OrderType.Stop, StopPrice = stop.Stop },
            StopLimitTerms both => order with { Type = OrderType.StopLimit, StopPrice = both.Stop, LimitPrice = both.Limit },
            TrailingStopTerms trail => order with { Type = OrderType.TrailingStop, TrailAmount = trail.Amount, TrailPercent = trail.Percent },
            _ => order,
        };
    }

    private async Task TakeNews(Strategy strategy)
    {
        _view = (await trading.ListAccounts(new(account), Ct)).Accounts.Single();
        foreach (var (order, id) in _open.ToArray())
        {
            var now = (await trading.GetOrder(new(id), Ct)).Order!;
            if (order.Status == OrderStatus.Submitting && now.Status != OrderStatus.Filled) order.MoveTo(OrderState.Accepted);
            if (now.FilledQuantity > order.Filled) order.Fill(now.FilledQuantity - order.Filled);
            if (now.Status == OrderStatus.Cancelled) order.MoveTo(new OrderState.Cancelled(new(now.Reason!.Code, now.Reason.Message)));
            if (!order.IsOver) continue;
            _open.Remove((order, id));
            strategy.OnOrder(order);
        }
    }
}
