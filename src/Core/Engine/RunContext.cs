using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What the strategy of a run sees: the desk, and the streams it was given.</summary>
internal sealed class RunContext(OrderDesk desk, IReadOnlyList<BarStream> streams) : IStrategyContext
{
    public Instant64 Now => desk.Now;

    public IReadOnlyList<BarStream> Streams => streams;

    public Account Account => desk.Account;

    public IReadOnlyList<Order> OpenOrders => desk.Open;

    public Position PositionOf(Instrument instrument) => desk.Account.Positions[desk.PlaceOf(instrument)];

    public Order Submit(OrderRequest request) => desk.Submit(request);

    public void Cancel(Order order) => desk.Cancel(order);

    public Order? SetTarget(Instrument instrument, decimal quantity) => desk.SetTarget(instrument, quantity);

    public Order? SetHoldings(Instrument instrument, decimal weight) => desk.SetHoldings(instrument, weight);
}
