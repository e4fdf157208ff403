using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>How much of a position is left to close: what is sold or bought back at the market already, and not told yet, is not closed again.</summary>
internal static class ClosingOrders
{
    public static OrderSide SideOf(Position position) => position.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy;

    /// <summary>Orders that trade at once and make the position smaller.</summary>
    public static IEnumerable<LiveOrder> Of(AccountState state, Position position) => state.Open.Values.Where(live => IsExit(live, position) && live.Order.Terms is MarketTerms);

    /// <summary>What other exits leave, in whole lots, whatever they wait for.</summary>
    public static Quantity UntiedOf(AccountState state, Position position)
    {
        // Of orders that end one another only the largest trades.
        var tied = state.Open.Values.Where(live => IsExit(live, position)).GroupBy(live => live.Order.Group?.Id.Value ?? -live.Number).Sum(group => group.Max(live => ProtectionWatch.AtWork(live.Order)));
        return position.Instrument.RoundDownToLot(state.ClosableOf(position).Value - tied);
    }

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

    private static bool IsExit(LiveOrder live, Position position) => live.Order.Instrument.Symbol == position.Instrument.Symbol && live.Order.Side == SideOf(position);
}
