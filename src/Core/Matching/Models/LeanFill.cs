using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>The rules of QuantConnect's LEAN for bars (EquityFillModel), to compare results with it: every order looks at the whole bar by itself.</summary>
/// <remarks>Limit orders trade at min(high, limit), stops at the worse of stop and close, stop-limits when the close is within the limit, from the bar that triggers them on.</remarks>
public sealed record LeanFill : FillModel
{
    public static readonly LeanFill Instance = new();

    public override string Name => "lean";

    public override string Summary => "as LEAN fills on bars; comparable with it, and optimistic where one bar touches several levels";

    public override bool IsOptimistic => true;

    internal override void AtOpen(PathWalk walk, decimal open)
    {
        for (var index = 0; index < walk.Orders.Length; index++)
            if (walk.IsAlive(index) && walk.Orders[index] is { Waits: false, Limit: null }) walk.FillAtMarket(index, open);
    }

    internal override bool Within(PathWalks walks, in BarPath bar, FinerBars? finer)
    {
        for (var index = 0; index < walks.Chosen.Orders.Length; index++)
            if (walks.Chosen.IsAlive(index)) Meet(walks.Chosen, index, in bar);
        return false;
    }

    private static void Meet(PathWalk walk, int index, in BarPath bar)
    {
        ref readonly var order = ref walk.Orders[index];
        var isBuy = order.Side == OrderSide.Buy;
        if (order.Waits)
        {
            if (order.Trail is not null && order.Best is null) walk.Follow(index, bar.Open);
            var stop = order.StopNow();
            if (!IsReached(stop, in order, in bar))
            {
                walk.Follow(index, isBuy ? bar.Low : bar.High);
                return;
            }

            walk.Trigger(index);
            if (order.Limit is null)
            {
                walk.FillAtMarket(index, isBuy ? Math.Max(stop, bar.Close) : Math.Min(stop, bar.Close));
                return;
            }

            if (isBuy ? bar.Close < order.Limit : bar.Close > order.Limit) FillLimit(walk, index, isBuy, order.Limit.Value, in bar);
            return;
        }

        if (order.Limit is not { } limit) return;
        var isStopLimit = order.Source.Order.Terms is StopLimitTerms;
        var isPassed = isStopLimit ? (isBuy ? bar.Close < limit : bar.Close > limit) : (isBuy ? bar.Low < limit : bar.High > limit);
        if (isPassed) FillLimit(walk, index, isBuy, limit, in bar);
    }

    // LEAN's trailing stops are reached by a touch, its other stops only beyond.
    private static bool IsReached(decimal stop, in PathOrder order, in BarPath bar)
    {
        var beyond = order.Side == OrderSide.Buy ? bar.High - stop : stop - bar.Low;
        return order.Trail is null ? beyond > 0m : beyond >= 0m;
    }

    private static void FillLimit(PathWalk walk, int index, bool isBuy, decimal limit, in BarPath bar) =>
        walk.Fill(index, isBuy ? Math.Min(bar.High, limit) : Math.Max(bar.Low, limit), Liquidity.Maker);
}
