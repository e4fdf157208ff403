using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>How much of a position is left to close: what is sold or bought back at the market already, and not told yet, is not closed again.</summary>
internal static class ClosingOrders
{
    public static OrderSide SideOf(Position position) => position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy;

    /// <summary>Orders that trade at once and make the position smaller. One that the venue has refused and that waits to be sent again does not.</summary>
    public static IEnumerable<LiveOrder> Of(AccountState state, Position position) => state.Open.Values.Where(live => IsExit(live, position) && live.Order.Terms is MarketTerms && !live.WaitsForEntry);

    /// <summary>What exits leave, in whole lots, whatever they wait for.</summary>
    /// <param name="but">A group whose own do not count; null: all do.</param>
    public static Quantity UntiedOf(AccountState state, Position position, OrderGroup? but = null) =>
        position.Instrument.RoundDownToLot(state.ClosableOf(position).Value - TiedBy(state.Open.Values.Where(live => IsExit(live, position) && (but is null || live.Order.Group?.Id != but.Id))));

    /// <summary>How much of a position these exits may trade: of orders that end one another only the largest does.</summary>
    public static decimal TiedBy(IEnumerable<LiveOrder> exits) => exits.GroupBy(KeyOf).Sum(group => group.Max(live => AtWork(live.Order)));

    /// <summary>The same for orders of which one ends the others.</summary>
    public static long KeyOf(LiveOrder live) => live.Order.Group?.Id.Value ?? -live.Number;

    /// <summary>How much an exit may yet trade: it guards what its entry has bought, and no more.</summary>
    public static decimal AtWork(Order order) => order.Group?.Entry is { } entry ? Math.Clamp(entry.Filled.Value - order.Filled.Value, 0m, order.Remaining.Value) : order.Remaining.Value;

    /// <summary>The same order for no more than is left to close; or why there is nothing.</summary>
    public static TradingRefusal? Fit(AccountState state, ref Entry entry)
    {
        if (state.Live.PositionOf(entry.Instrument.Symbol) is not { IsFlat: false } position || SideOf(position) != entry.Order.Side)
            return new(RefusalCodes.NothingToReduce, $"The position in {entry.Instrument.Symbol} is closed already.");

        var left = position.Instrument.RoundDownToLot(state.ClosableOf(position).Value - Of(state, position).Sum(live => live.Order.Remaining.Value));
        if (left.Value == 0m)
            return new(RefusalCodes.NothingToReduce, $"All that can be closed of {entry.Instrument.Symbol} is being closed, by {string.Join(", ", Of(state, position).Select(live => live.OrderId))}.");
        if (entry.Order.Quantity > left) entry = entry with { Order = entry.Order with { Quantity = left } };
        return null;
    }

    /// <summary>Whether it makes the position smaller.</summary>
    public static bool IsExit(LiveOrder live, Position position) => live.Order.Instrument.Symbol == position.Instrument.Symbol && live.Order.Side == SideOf(position);
}
