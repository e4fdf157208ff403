using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Strategies;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Conformance;

/// <summary>Strategies of a peer's regression suite on real data, through the public strategy API: end equity, fees and every fill to the cent.</summary>
public class ConformanceTests
{
    private static readonly RunSettings Peer = new() { Matching = MatchingRules.LikeLean };

    [Fact]
    public void BasicTemplateDaily_matches_to_the_cent()
    {
        var result = Backtest.Run(new BuyAndHold(new()), [LeanStocks.Daily("spy", new(2013, 10, 8), new(2013, 10, 17), adjusted: true)], Peer);

        AssertMatches(result, "BasicTemplateDaily", equity: 104486.22m, fees: 3.49m, drawdown: 0.008);
    }

    [Fact]
    public void MACDTrend_matches_to_the_cent()
    {
        var result = Backtest.Run(new MacdTrendOfThePeer(), [LeanStocks.Daily("spy", new(2004, 1, 1), new(2015, 1, 1), adjusted: true)], Peer);

        AssertMatches(result, "MACDTrend", equity: 137751.04m, fees: 468.54m, drawdown: 0.349);
    }

    [Fact]
    public void The_built_in_macd_trend_is_the_same_strategy()
    {
        var result = Backtest.Run(new MacdTrend(new()), [LeanStocks.Daily("spy", new(2004, 1, 1), new(2015, 1, 1), adjusted: true)], Peer);

        AssertMatches(result, "MACDTrend", equity: 137751.04m, fees: 468.54m, drawdown: 0.349);
    }

    [Fact]
    public void StopLimitOrder_matches_to_the_cent()
    {
        var result = Backtest.Run(new StopLimitOfThePeer(), [LeanStocks.Daily("spy", new(2013, 1, 1), new(2017, 1, 1), adjusted: true)], Peer);

        AssertMatches(result, "StopLimitOrder", equity: 101277.61m, fees: 2.00m, drawdown: 0.015);
    }

    [Fact]
    public void Dividend_matches_to_the_cent()
    {
        var data = new MarketData
        {
            Bars = [LeanStocks.Daily("spy", new(1998, 1, 1), new(2006, 1, 1), adjusted: false)],
            Actions = [new(new("SPY", "US"), LeanStocks.Factors("spy"))],
        };

        var result = Backtest.Run(new HoldsFromTheFirstBar(0.5m), data, Peer);

        AssertMatches(result, "Dividend", equity: 120462.08m, fees: 2.56m, drawdown: 0.282);
    }

    [Fact]
    public void EquitySplitHoldingsDaily_matches_to_the_cent()
    {
        var data = new MarketData
        {
            Bars = [LeanStocks.Daily("aapl", new(2014, 6, 5), new(2014, 6, 11), adjusted: false)],
            Actions = [new(new("AAPL", "US"), LeanStocks.Factors("aapl"))],
        };

        var result = Backtest.Run(new HoldsFromTheFirstBar(-1m), data, Peer);

        AssertMatches(result, "EquitySplitHoldingsDaily", equity: 98919.60m, fees: 1.00m, drawdown: 0.022);
        Assert.Equal(-1077m, result.Account.Positions[0].Quantity);
        Assert.Equal(result.FinalEquity - 100_000m, result.Trades.Sum(trade => trade.Pnl), 2);
    }

    private static void AssertMatches(RunResult result, string strategy, decimal equity, decimal fees, double drawdown)
    {
        var expected = ExpectedFill.Of(strategy);
        Assert.Equal(expected.Count, result.Fills.Count);
        for (var index = 0; index < expected.Count; index++) expected[index].Matches(result.Fills[index]);
        Assert.Equal(equity, Math.Round(result.FinalEquity, 2, MidpointRounding.AwayFromZero));
        Assert.Equal(fees, Math.Round(result.Account.FeesPaid, 2, MidpointRounding.AwayFromZero));
        Assert.Equal(drawdown, Math.Round(Drawdown.Of(result.Equity.Times, result.Equity.Values).Deepest, 3));
    }

    /// <summary>As conformance/README.md puts it in words: written anew, as a user would.</summary>
    private sealed class MacdTrendOfThePeer : Strategy
    {
        private readonly Macd _macd = new(12, 26, 9);

        public override void OnBar(BarStream stream, in Bar bar)
        {
            _macd.Update(bar.Close);
            if (!_macd.IsReady) return;

            var x = (_macd.Value - _macd.Signal) / _macd.FastEma;
            var isFlat = Context.PositionOf(stream.Instrument).IsFlat;
            if (isFlat && x > 0.0025) Context.SetHoldings(stream.Instrument, 1m);
            else if (!isFlat && x < -0.0025) Context.Liquidate(stream.Instrument);
        }
    }

    /// <summary>Buys 100 above the high once the fast average is above the slow one, and sells them below the low once it is below.</summary>
    private sealed class StopLimitOfThePeer : Strategy
    {
        private readonly Ema _fast = new(30);
        private readonly Ema _slow = new(60);
        private Order? _bought;
        private Order? _sold;

        public override void OnBar(BarStream stream, in Bar bar)
        {
            var (fast, slow) = (_fast.Update(bar.Close), _slow.Update(bar.Close));
            if (!_slow.IsReady) return;

            if (_bought is null && fast > slow * 1.001) _bought = Order(stream, OrderSide.Buy, bar.High * 1.10, bar.High * 1.11);
            else if (_bought is { Status: OrderStatus.Filled } && _sold is null && fast < slow * 1.001) _sold = Order(stream, OrderSide.Sell, bar.Low * 0.99, bar.Low * 0.98);
        }

        private Order Order(BarStream stream, OrderSide side, double stop, double limit) =>
            Context.Submit(OrderRequest.StopLimit(stream.Instrument, side, new(100m), Context.ToPrice(stream.Instrument, stop), Context.ToPrice(stream.Instrument, limit)));
    }

    private sealed class HoldsFromTheFirstBar(decimal weight) : Strategy
    {
        private bool _hasOrdered;

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (_hasOrdered) return;
            _hasOrdered = true;
            Context.SetHoldings(stream.Instrument, weight);
        }
    }
}
