using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Random bars on a grid of whole numbers around 100, and random sets of orders near them.</summary>
internal sealed class RandomOrders(RandomSource random)
{
    public static readonly Instrument Coarse = Market.Instrument("COARSE") with { TickSize = 1m, LotSize = 1m, PrintsEveryBar = false };

    /// <summary>Two bars to open a position in, then so many that may do anything: jumps, no range at all, next to no volume. None opens when another closes, so that a time says which it was.</summary>
    public BarSeries Bars(int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        var (time, price) = (Market.Start, 100);
        for (var index = 0; index < count + 2; index++, time += new Interval(2, IntervalUnit.Minute).Length)
        {
            if (index < 2)
            {
                builder.Add(time, 100, 100, 100, 100, 1_000);
                continue;
            }

            if (random.NextBelow(3) == 0) price += random.NextBelow(13) - 6;
            var (open, close) = (price, price + random.NextBelow(13) - 6);
            builder.Add(time, open, Math.Max(open, close) + random.NextBelow(7), Math.Min(open, close) - random.NextBelow(7), close, random.NextBelow(4) == 0 ? random.NextBelow(8) : 100);
            price = close;
        }

        return new(Coarse, Interval.OneMinute, builder.Build());
    }

    /// <summary>Gives 1 to 3 orders or groups, so at most 9 orders.</summary>
    public void Give(IStrategyContext context)
    {
        for (var left = 1 + random.NextBelow(3); left > 0; left--)
        {
            switch (random.NextBelow(4))
            {
                case 0: context.SubmitOco([.. Enumerable.Range(0, 2 + random.NextBelow(2)).Select(_ => Single(Side(), Waiting()) with { ReduceOnly = random.NextBelow(4) == 0 })]); break;
                case 1: context.SubmitBracket(Bracket()); break;
                default: context.Submit(Single(Side(), random.NextBelow(8) == 0 ? MarketTerms.Instance : Waiting()) with { ReduceOnly = random.NextBelow(4) == 0 }); break;
            }
        }
    }

    private BracketRequest Bracket()
    {
        var entry = Single(Side(), random.NextBelow(3) == 0 ? MarketTerms.Instance : Waiting());
        return new(entry, random.NextBelow(4) == 0 ? null : Stop(), random.NextBelow(4) == 0 ? null : new LimitTerms(Price()));
    }

    private OrderRequest Single(OrderSide side, OrderTerms terms) =>
        new(Coarse, side, new(1 + random.NextBelow(9)), terms, terms.WaitsForTrigger || terms is LimitTerms { PostOnly: true } || random.NextBelow(4) > 0 ? TimeInForce.Gtc : random.NextBelow(2) == 0 ? TimeInForce.Ioc : TimeInForce.Fok);

    private OrderTerms Waiting() => random.NextBelow(3) > 0 ? Stop() : new LimitTerms(Price(), PostOnly: random.NextBelow(5) == 0);

    private OrderTerms Stop() => random.NextBelow(5) switch
    {
        0 => new StopLimitTerms(Price(), Price()),
        1 => TrailingStopTerms.ByAmount(1 + random.NextBelow(8)),
        2 => TrailingStopTerms.ByPercent(1 + random.NextBelow(8)),
        _ => new StopTerms(Price()),
    };

    private Price Price() => new(91 + random.NextBelow(19));

    private OrderSide Side() => (OrderSide)random.NextBelow(2);
}
