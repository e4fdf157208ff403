using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

/// <summary>Series as events come in the order in which the engine plays them.</summary>
public class PlayedMarketTests
{
    [Fact]
    public void Events_come_in_the_order_in_which_a_backtest_plays_them() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).Select(seed => (ulong)seed).ToArbitrary(), seed =>
        {
            var (bars, ticks) = RandomMarket(seed);
            var everything = new Everything(bars);

            Backtest.Run(everything, new MarketData { Bars = bars, Ticks = ticks }, Market.Frictionless);

            Assert.Equal(everything.Heard, new PlayedMarket(bars, ticks).Where(one => IsHeard(one, bars)).Select(Words));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_are_numbered_from_one_on_and_counted()
    {
        var (bars, ticks) = RandomMarket(7);
        var market = new PlayedMarket(bars, ticks);

        var sequences = market.Select(one => one.Sequence).ToList();

        Assert.Equal(Enumerable.Range(1, (int)market.Count).Select(number => (long)number), sequences);
        Assert.Equal(market.Select(Words), market.Select(Words)); // from the beginning each time
    }

    [Fact]
    public void At_one_moment_bars_close_then_open_then_ticks_come()
    {
        var bars = Market.Minutes(Market.Coin, (100, 101), (101, 102));
        var other = Market.Minutes(Market.Instrument("OTHER"), (50, 51), (51, 52));
        var trades = new ColumnsBuilder(SeriesKind.Trades);
        trades.Add(bars.CloseTime[0], 101, 1);

        var moment = new PlayedMarket([bars, other], [new(Market.Coin, trades.Build())]).Where(one => one.Time == bars.CloseTime[0]);

        Assert.Equal(["BarClosed COIN.TEST", "BarClosed OTHER.TEST", "BarOpened COIN.TEST", "BarOpened OTHER.TEST", "Traded COIN.TEST"], moment.Select(one => $"{one.GetType().Name} {one.Symbol}"));
    }

    [Fact]
    public void Splits_and_dividends_come_where_a_run_has_them()
    {
        var stock = Market.Instrument("STOCK") with { AssetClass = AssetClass.Stock, LotSize = 1m };
        BarSeries[] bars = [Market.Bars(stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (49, 49), (49, 49)), Market.Bars(Market.Coin, Interval.OneDay, 10_000, (1, 1), (1, 1), (1, 1), (1, 1))];
        // Before the first bar and after the last there is nobody to whom it could happen.
        var rows = new FactorRow[] { new(new(2024, 2, 1), 0.9m, 0.25m, 100m), new(new(2024, 3, 2), 0.98m, 0.5m, 100m), new(new(2024, 3, 20), 1m, 1m, 50m), new(new(2050, 12, 31), 1m, 2m, 0m) };
        InstrumentActions[] actions = [new(stock.Symbol, new(rows))];
        var everything = new Everything(bars);

        Backtest.Run(everything, new MarketData { Bars = bars, Actions = actions }, Market.Frictionless);

        var market = new PlayedMarket(bars, [], actions);
        Assert.Equal(everything.Heard.Where(heard => !heard.Contains(" open ", StringComparison.Ordinal)), market.Where(one => one is not MarketEvent.BarOpened).Select(Words));
        Assert.Equal(["Split", "DividendPaid"], market.Where(one => one is not (MarketEvent.BarOpened or MarketEvent.BarClosed)).Select(one => one.GetType().Name));
        Assert.Equal(market.Count, market.Last().Sequence);
        Assert.Equal(Enumerable.Repeat((true, false), 4), market.OfType<MarketEvent.BarClosed>().Chunk(2).Select(pair => (pair[0].MoreFollow, pair[1].MoreFollow)));
    }

    /// <summary>A strategy sees an open only by what it ordered at the bar before; and it orders against the finest bars.</summary>
    private static bool IsHeard(MarketEvent happened, IReadOnlyList<BarSeries> bars) => happened is not MarketEvent.BarOpened opened
        || (bars.Where(one => one.Instrument.Symbol == opened.Symbol).MinBy(one => one.Interval.Length) is { } finest && finest.Interval == opened.Interval && opened.Bar.OpenTime > finest.OpenTime[0]);

    private static string Words(MarketEvent happened) => happened switch
    {
        MarketEvent.BarOpened opened => $"{opened.Time} open {opened.Symbol}",
        MarketEvent.BarClosed closed => $"{closed.Time} {closed.Symbol} {closed.Interval} {closed.Bar}",
        MarketEvent.Quoted quoted => $"{quoted.Time} {quoted.Symbol} {quoted.Quote}",
        MarketEvent.Traded traded => $"{traded.Time} {traded.Symbol} {traded.Trade}",
        MarketEvent.Split split => $"{split.Time} split {split.Symbol} {split.Factor}",
        MarketEvent.DividendPaid paid => $"{paid.Time} dividend {paid.Symbol} {paid.PerShare}",
        _ => "?",
    };

    private static (IReadOnlyList<BarSeries> Bars, IReadOnlyList<TickSeries> Ticks) RandomMarket(ulong seed)
    {
        var random = new RandomSource(seed);
        var (bars, ticks) = (new List<BarSeries>(), new List<TickSeries>());
        for (var index = 0; index <= random.NextBelow(4); index++)
        {
            var minutes = Market.RandomMinutes(Market.Instrument($"COIN{index}"), 80, seed + (ulong)index);
            minutes = minutes.Slice(random.NextBelow(10), 10 + random.NextBelow(60));
            var longer = new Interval(2 + random.NextBelow(4), IntervalUnit.Minute);
            var long_ = new BarSeries(minutes.Instrument, longer, CoarserBars.Of(minutes.Columns, minutes.Interval, longer, minutes.Instrument.Calendar));
            bars.AddRange(random.NextBelow(3) switch { 0 => [minutes], 1 => [long_, minutes], _ => (BarSeries[])[minutes, long_] });
        }

        if (random.NextBelow(2) == 0)
            foreach (var kind in (ReadOnlySpan<SeriesKind>)[SeriesKind.Quotes, SeriesKind.Trades])
            {
                var rows = new ColumnsBuilder(kind);
                var time = Market.Start;
                for (var row = 0; row < 60; row++)
                {
                    time = time.PlusNanoseconds(random.NextBelow(3) * 30_000_000_000L);
                    if (kind == SeriesKind.Quotes) rows.Add(time, 99 - row, 1, 101 + row, 1);
                    else rows.Add(time, 100 + row, 1);
                }

                ticks.Add(new(Market.Instrument("TICKS"), rows.Build()));
            }

        return (bars, ticks);
    }

    private sealed class Everything(IReadOnlyList<BarSeries> bars) : Strategy
    {
        public List<string> Heard { get; } = [];

        public override void OnBar(BarStream stream, in Bar bar)
        {
            Heard.Add($"{Context.Now} {stream.Instrument.Symbol} {stream.Interval} {bar}");
            if (stream.Interval == bars.Where(one => one.Instrument.Symbol == stream.Instrument.Symbol).Min(one => one.Interval)) Context.Submit(OrderRequest.Market(stream.Instrument, OrderSide.Buy, new(0.001m)));
        }

        public override void OnFill(Order order, in Execution fill) => Heard.Add($"{Context.Now} open {order.Instrument.Symbol}");

        public override void OnSplit(Instrument instrument, decimal factor) => Heard.Add($"{Context.Now} split {instrument.Symbol} {factor}");

        public override void OnDividend(Instrument instrument, decimal perShare) => Heard.Add($"{Context.Now} dividend {instrument.Symbol} {perShare}");

        public override void OnQuote(Instrument instrument, in QuoteTick quote) => Heard.Add($"{Context.Now} {instrument.Symbol} {quote}");

        public override void OnTrade(Instrument instrument, in TradeTick trade) => Heard.Add($"{Context.Now} {instrument.Symbol} {trade}");
    }
}
