using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>Small markets on a grid of whole numbers around 100, over a midnight, and rules to trade them by.</summary>
internal static class RandomMarket
{
    private static readonly Instant64 Evening = Market.Start + Duration64.FromMinutes(23 * 60 + 30);

    /// <param name="kind">"bars": two instruments, one of them in two intervals, with holes. "trades": single trades of one. "quotes": quotes and trades of one.</param>
    public static MarketData Of(string kind, RandomSource random)
    {
        var (first, second) = (Coarse("FIRST"), Coarse("SECOND"));
        return kind switch
        {
            "bars" => Bars(random, first, second),
            "trades" => new() { Ticks = [Trades(random, first)] },
            _ => new() { Ticks = [Quotes(random, first), Trades(random, first)] },
        };
    }

    public static RunSettings Settings(RandomSource random) => Market.Frictionless with
    {
        Leverage = 1_000_000m,
        Matching = new()
        {
            Fill = FillModel.All[random.NextBelow(FillModel.All.Count)],
            FillTiming = random.NextBelow(4) == 0 ? FillTiming.Close : FillTiming.NextOpen,
            Slippage = random.NextBelow(2) == 0 ? HalfSpread.Instance : new FixedSlippage(20m),
            VolumeShare = random.NextBelow(3) == 0 ? null : 0.1m,
            Latency = random.NextBelow(5) switch
            {
                0 => new FixedLatency(Duration64.FromSeconds(1 + random.NextBelow(90))),
                1 => new RandomLatency(Duration64.FromSeconds(1), Duration64.FromSeconds(90)),
                _ => NoLatency.Instance,
            },
            Seed = (ulong)random.NextBelow(1_000),
        },
    };

    public static decimal CashOf(PaperDesk paper) =>
        Assert.IsType<Answer<IReadOnlyList<Balance>>.Got>(paper.Broker.Balances(default).Result).Value.Single(balance => balance.Currency == Currency.Usd).Total;

    private static Instrument Coarse(string ticker) => Market.Instrument(ticker) with { TickSize = 1m, LotSize = 1m, Fees = new PercentFee(7m, 3m) };

    private static MarketData Bars(RandomSource random, Instrument first, Instrument second)
    {
        var fine = Minutes(random, first, 90);
        var coarse = new BarSeries(first, new(5, IntervalUnit.Minute), CoarserBars.Of(fine.Columns, fine.Interval, new(5, IntervalUnit.Minute), first.Calendar));
        return new() { Bars = [coarse, fine, Minutes(random, second, 90)] };
    }

    private static BarSeries Minutes(RandomSource random, Instrument instrument, int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        var (time, price) = (Evening, 100);
        for (var index = 0; index < count; index++, time += Interval.OneMinute.Length)
        {
            if (index > 1 && random.NextBelow(20) == 0) continue;
            if (random.NextBelow(3) == 0) price = Math.Max(20, price + random.NextBelow(13) - 6);
            var (open, close) = (price, Math.Max(20, price + random.NextBelow(9) - 4));
            builder.Add(time, open, Math.Max(open, close) + random.NextBelow(5), Math.Min(open, close) - random.NextBelow(5), close, random.NextBelow(4) == 0 ? random.NextBelow(80) : 200);
            price = close;
        }

        return new(instrument, Interval.OneMinute, builder.Build());
    }

    private static TickSeries Trades(RandomSource random, Instrument instrument)
    {
        var builder = new ColumnsBuilder(SeriesKind.Trades);
        foreach (var (time, price) in Walk(random)) builder.Add(time, price, random.NextBelow(5) * 20);
        return new(instrument, builder.Build());
    }

    private static TickSeries Quotes(RandomSource random, Instrument instrument)
    {
        var builder = new ColumnsBuilder(SeriesKind.Quotes);
        foreach (var (time, price) in Walk(random))
            builder.Add(time, random.NextBelow(20) == 0 ? double.NaN : price, random.NextBelow(9), price + 1 + random.NextBelow(2), random.NextBelow(9));
        return new(instrument, builder.Build());
    }

    private static IEnumerable<(Instant64 Time, int Price)> Walk(RandomSource random)
    {
        var (time, price) = (Evening, 100);
        for (var index = 0; index < 200; index++)
        {
            yield return (time, price);
            price = Math.Max(20, price + random.NextBelow(5) - 2);
            time += Duration64.FromSeconds(random.NextBelow(40));
        }
    }
}
