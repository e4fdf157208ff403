using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>The matcher sees sizes and trades; a venue that knows every order tells what would have happened.</summary>
public class FifoTests
{
    private const int Events = 60;

    [Fact]
    public void Where_only_orders_behind_are_cancelled_an_order_trades_when_it_truly_would() => Prop.ForAll<ulong, bool>((seed, tradeForEach) =>
        AssertEqual(new FifoMarket(seed, Events, orders: 1, samePrice: true, cancelsAhead: false, tradeForEach))).QuickCheckThrowOnFailure();

    [Fact]
    public void So_do_several_orders_of_one_price() => Prop.ForAll<ulong, bool>((seed, tradeForEach) =>
        AssertEqual(new FifoMarket(seed, Events, orders: 3, samePrice: true, cancelsAhead: false, tradeForEach))).QuickCheckThrowOnFailure();

    [Fact]
    public void Orders_of_several_prices_never_trade_earlier_or_more_than_they_truly_would() => Prop.ForAll<ulong, bool>((seed, tradeForEach) =>
        AssertNeverMore(new FifoMarket(seed, Events, orders: 4, samePrice: false, cancelsAhead: false, tradeForEach))).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_orders_ahead_are_cancelled_an_order_never_trades_earlier_or_more_than_it_truly_would() => Prop.ForAll<ulong, bool>((seed, tradeForEach) =>
        AssertNeverMore(new FifoMarket(seed, Events, orders: 1, samePrice: true, cancelsAhead: true, tradeForEach))).QuickCheckThrowOnFailure();

    /// <summary>Of several orders the one that truly traded first may trade later here, and the next still only after it.</summary>
    [Fact]
    public void Nor_do_several_orders() => Prop.ForAll<ulong, bool>((seed, tradeForEach) =>
        AssertNeverMore(new FifoMarket(seed, Events, orders: 4, samePrice: false, cancelsAhead: true, tradeForEach))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_random_markets_serve_orders_in_full_in_part_and_not_at_all()
    {
        var truths = Enumerable.Range(0, 100).Select(seed => new FifoMarket((ulong)seed, Events, orders: 1, samePrice: true, cancelsAhead: false, tradeForEach: false)).ToArray();

        Assert.Contains(truths, market => market.Truth.Count == 0);
        Assert.Contains(truths, market => market.Truth.Count > 2);
        Assert.InRange(truths.Sum(market => market.Truth.Count), 60, 400);
    }

    private static void AssertEqual(FifoMarket market) => Assert.Equal(Sums(market.Truth), Sums(Filled(market)));

    private static void AssertNeverMore(FifoMarket market)
    {
        var filled = Filled(market);
        foreach (var (time, order, _) in filled)
        {
            var ours = filled.Where(fill => fill.Order == order && fill.Time <= time).Sum(fill => fill.Size);
            var truly = market.Truth.Where(fill => fill.Order == order && fill.Time <= time).Sum(fill => fill.Size);
            Assert.True(ours <= truly, $"Order {order} has {ours} at {time}; truly it would have {truly}.");
        }
    }

    private static List<(long Time, int Order, int Size)> Filled(FifoMarket market) =>
        [.. market.Story.Result.Fills.Select(fill => ((fill.Time - Engine.Market.Start).TotalNanoseconds / 1_000_000, (int)fill.Order.Value - 1, (int)fill.Quantity.Value))];

    private static IEnumerable<(long Time, int Order, int Size)> Sums(List<(long Time, int Order, int Size)> fills) =>
        fills.GroupBy(fill => (fill.Time, fill.Order)).Select(group => (group.Key.Time, group.Key.Order, group.Sum(fill => fill.Size))).Order();
}
