using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Strategies;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Conformance;

/// <summary>Strategies of a peer's regression suite on real data, through the public strategy API: end equity, fees and every fill to the cent.</summary>
public class ConformanceTests
{
    /// <summary>The peer's rules: no slippage, orders fill whole; the rest are our defaults.</summary>
    private static readonly RunSettings Peer = new() { Matching = new() { Slippage = NoSlippage.Instance, VolumeShare = null } };

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
}
