using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>The orders that meet one event of the market, and what holds for them whatever kind it is.</summary>
internal sealed class Meeting(OrderPool orders, IVenueWorld world)
{
    public List<WorkingOrder> Orders { get; } = [];

    public void Gather(Instrument instrument, Instant64 time)
    {
        Orders.Clear();
        Orders.AddRange(orders.Due(instrument, time));
    }

    /// <summary>How much of an order may trade now; one that may only reduce ends where there is nothing to.</summary>
    public decimal WantedOf(WorkingOrder one)
    {
        if (!one.Order.IsReduceOnly) return one.Available;

        var position = world.PositionOf(one.Order.Instrument);
        var held = one.Order.Side == OrderSide.Sell ? position : -position;
        if (held > 0m) return Math.Min(one.Available, held);

        orders.Cancel(one, new(RefusalCodes.NothingToReduce, $"It may only reduce, and there is no position of {one.Order.Instrument.Symbol} that it could."));
        return 0m;
    }

    /// <summary>What of it there is room for, in whole lots.</summary>
    public static decimal Within(decimal room, decimal wanted, Instrument instrument) => wanted <= room ? wanted : instrument.RoundDownToLot(room).Value;

    public void EndAtOnceOrNever()
    {
        foreach (var one in Orders)
            if (one.IsAtOnceOrNever && !one.Order.IsOver) orders.Expire(one, AtOnce.Reason(one.Order));
    }
}
