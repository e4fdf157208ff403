using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Statistics;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Figures against their definitions, worked out by hand.</summary>
public class StatisticsTests
{
    private static readonly double[] Returns = [0.01, -0.02, 0.03, 0.00, -0.01];

    [Fact]
    public void Ratios_follow_their_definitions()
    {
        // Mean 0.002; squared distances 0.000064 + 0.000484 + 0.000784 + 0.000004 + 0.000144 = 0.00148, by 4 = 0.00037.
        Assert.Equal(0.002, ReturnStatistics.Mean(Returns), 12);
        Assert.Equal(Math.Sqrt(0.00037), ReturnStatistics.Deviation(Returns), 12);
        Assert.Equal(Math.Sqrt(0.00037 * 252), ReturnStatistics.Volatility(Returns, 252), 12);
        Assert.Equal(0.002 / Math.Sqrt(0.00037) * Math.Sqrt(252), ReturnStatistics.Sharpe(Returns, 252), 12);
        // Losses squared: 0.0004 + 0.0001, over all five.
        Assert.Equal(0.002 / Math.Sqrt(0.0005 / 5) * Math.Sqrt(252), ReturnStatistics.Sortino(Returns, 252), 12);
        Assert.Equal(0.1, ReturnStatistics.AnnualGrowth(1.21, 2), 12);
    }

    [Fact]
    public void What_has_no_meaning_is_no_number()
    {
        Assert.True(double.IsNaN(ReturnStatistics.Sharpe([0.01], 252)));
        Assert.True(double.IsNaN(ReturnStatistics.Sharpe([0, 0, 0], 252)));
        Assert.True(double.IsNaN(ReturnStatistics.AnnualGrowth(-1, 1)));
        Assert.True(double.IsNaN(new TradeStatistics([]).WinRate));
        Assert.True(double.IsNaN(new TradeStatistics([5m]).ProfitFactor));
    }

    [Fact]
    public void A_drawdown_is_the_deepest_fall_from_a_high_and_its_length_lasts_until_the_next_high()
    {
        double[] values = [100, 110, 99, 105, 120, 90, 100];
        var times = Enumerable.Range(0, 7).Select(day => Market.Start + Duration64.FromDays(day)).ToArray();

        var drawdown = Drawdown.Of(times, values);

        Assert.Equal((0.25, times[5], Duration64.FromDays(3)), (drawdown.Deepest, drawdown.DeepestAt, drawdown.Longest));
    }

    [Fact]
    public void Trades_are_counted_by_what_they_made_after_fees()
    {
        var trades = new TradeStatistics([10m, -4m, 6m, 0m]);

        Assert.Equal((4, 2, 0.5, 4.0, 3.0, 10.0, -4.0), (trades.Count, trades.Wins, trades.WinRate, trades.ProfitFactor, trades.Expectancy, trades.Best, trades.Worst));
    }

    [Fact]
    public void Day_returns_end_with_the_trading_day_whatever_the_bars()
    {
        // Three days of minutes that rise by 1 % a day at their last minute; the position is bought with the first bar.
        var bars = new (double Open, double Close)[3 * 1440];
        var price = 100.0;
        for (var index = 0; index < bars.Length; index++)
        {
            var open = price;
            if (index % 1440 == 1439) price *= 1.01;
            bars[index] = (open, price);
        }

        var run = Backtest.Run(new Scripted { Bar = (context, stream, _, index) => { if (index == 0) context.SetTarget(stream.Instrument, 90m); } }, [Market.Minutes(Market.Coin, bars)], Market.Frictionless);
        var figures = RunStatistics.Of(run, 10_000m, TradingCalendar.AlwaysOpen);

        Assert.Equal((double)run.FinalEquity / 10_000 - 1, figures["totalReturn"], 12);
        Assert.Equal(1, figures["exposure"], 2);
        Assert.DoesNotContain("cagr", figures);
        Assert.True(figures["volatility"] < 0.01, "three days of nearly the same return");
    }
}
