using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>The figures of whole runs: the plain ones by hand, and what is left out when too little, or too much, happened.</summary>
public class RunStatisticsTests
{
    private const decimal Start = 10_000m;

    private static readonly string[] WithoutTrades =
        ["totalReturn", "volatility", "maxDrawdown", "maxDrawdownDays", "valueAtRisk", "conditionalValueAtRisk", "exposure", "turnover", "fills", "rejectedOrders", "trades"];

    [Fact]
    public void Without_trades_there_is_no_ratio_and_no_figure_of_trades()
    {
        var run = Backtest.Run(new Scripted(), [Days(100, 110, 90, 100)], Market.Frictionless);

        var figures = RunStatistics.Of(run, Start, TradingCalendar.AlwaysOpen);

        Assert.Equal(WithoutTrades, figures.Keys);
        Assert.All(figures.Values, figure => Assert.Equal(0, figure));
    }

    [Fact]
    public void One_day_has_a_return_and_nothing_that_needs_two()
    {
        var bars = Market.Minutes(Market.Coin, [.. Enumerable.Range(0, 600).Select(minute => (100.0 + minute, 101.0 + minute))]);

        var figures = RunStatistics.Of(Buying(bars, 10m), Start, TradingCalendar.AlwaysOpen, benchmark: bars);

        // Bought at the second minute's open of 101, worth 700 at the end.
        Assert.Equal(10 * (700 - 101) / 10_000.0, figures["totalReturn"], 12);
        Assert.Equal(figures["totalReturn"], -figures["valueAtRisk"], 12);
        Assert.Equal(6, figures["benchmarkReturn"], 12);
        string[] absent = ["cagr", "volatility", "sharpe", "sortino", "calmar", "skew", "kurtosis", "probabilisticSharpe", "alpha", "beta", "correlation", "trackingError", "informationRatio"];
        Assert.All(absent, name => Assert.DoesNotContain(name, figures));
    }

    [Fact]
    public void When_all_is_lost_the_figures_are_numbers_still()
    {
        // Eleven times the cash in a coin that halves: more than all is lost on the third day, and what follows counts no more.
        var bars = Days(100, 100, 50, 80, 90);
        var run = Backtest.Run(Buyer(1_000m), [bars], Market.Frictionless with { Leverage = 11m });

        var figures = RunStatistics.Of(run, Start, TradingCalendar.AlwaysOpen, benchmark: bars);

        Assert.True(run.Equity.Values[2] < 0);
        Assert.True(figures["maxDrawdown"] > 1);
        Assert.True(figures["valueAtRisk"] > 1);
        Assert.DoesNotContain("cagr", figures);
        Assert.All(figures, figure => Assert.True(double.IsFinite(figure.Value), figure.Key));
    }

    [Fact]
    public void Exposure_and_turnover_count_what_was_held_and_traded()
    {
        // Twenty coins from the second day's open at 100 to the fifth's at 120, of eight days.
        var run = Backtest.Run(Targets(20m, 20m, 20m, 0m), [Days(100, 110, 110, 120, 120, 120, 120, 120)], Market.Frictionless);

        var figures = RunStatistics.Of(run, Start, TradingCalendar.AlwaysOpen);

        Assert.Equal(3.0 / 8, figures["exposure"], 12);
        Assert.Equal((20 * 100 + 20 * 120) / 10_000.0, figures["turnover"], 12);
        Assert.Equal((1.0, 1.0, 400.0, 400.0), (figures["trades"], figures["winRate"], figures["expectancy"], figures["bestTrade"]));
        Assert.DoesNotContain("profitFactor", figures);
        Assert.DoesNotContain("sqn", figures);
    }

    [Fact]
    public void Annual_growth_compounds_to_the_whole_and_calmar_is_it_over_the_deepest_fall()
    {
        var run = Buying(Days([.. Enumerable.Range(0, 731).Select(day => day == 300 ? 80.0 : 100 + day / 10.0)]), 90m);

        var figures = RunStatistics.Of(run, Start, TradingCalendar.AlwaysOpen);

        Assert.Equal(1 + figures["totalReturn"], Math.Pow(1 + figures["cagr"], 731 / 365.25), 9);
        Assert.Equal(figures["cagr"] / figures["maxDrawdown"], figures["calmar"], 12);
    }

    [Fact]
    public void A_fall_on_the_first_bar_is_a_drawdown_from_the_starting_cash()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { FillTiming = FillTiming.Close, Fees = new PercentFee(100m) } };

        var figures = RunStatistics.Of(Backtest.Run(Buyer(50m), [Days(100, 100, 100)], settings), Start, TradingCalendar.AlwaysOpen);

        // One per cent of 5,000 in fees.
        Assert.Equal(0.005, figures["maxDrawdown"], 12);
        Assert.Equal(3, figures["maxDrawdownDays"]);
    }

    [Fact]
    public void Holding_all_of_the_benchmark_has_a_beta_of_one_and_no_error()
    {
        // The first day stands still, so that a buyer at its close holds what the benchmark bought at its open.
        var bars = Days([.. Enumerable.Range(0, 60).Select(day => 100.0 + day % 7 * (day % 3 - 1))]);
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { FillTiming = FillTiming.Close } };

        var figures = RunStatistics.Of(Backtest.Run(Buyer(100m), [bars], settings), Start, TradingCalendar.AlwaysOpen, new() { RiskFree = 0.02 }, bars);

        Assert.Equal(1, figures["beta"], 9);
        Assert.Equal(1, figures["correlation"], 9);
        Assert.Equal(0, figures["alpha"], 9);
        Assert.Equal(0, figures["trackingError"], 9);
        Assert.Equal(figures["totalReturn"], figures["benchmarkReturn"], 9);
        Assert.Equal(figures["maxDrawdown"], figures["benchmarkMaxDrawdown"], 9);
    }

    [Fact]
    public void Conventions_change_ratios_and_nothing_that_happened()
    {
        var stock = Market.Instrument("STOCK") with { Calendar = BuiltInCalendars.UsEquity };
        var bars = Sessions(stock, 100, 102, 101, 104, 103, 105, 104, 107, 106, 108, 110, 109);
        var run = Buying(bars, 50m);

        var trading = RunStatistics.Of(run, Start, stock.Calendar, benchmark: bars);
        var calendar = RunStatistics.Of(run, Start, stock.Calendar, new() { Days = ReturnDays.CalendarDays }, bars);
        var costly = RunStatistics.Of(run, Start, stock.Calendar, new() { RiskFree = 0.05 }, bars);

        Assert.Equal(trading["totalReturn"], calendar["totalReturn"]);
        Assert.Equal(trading["maxDrawdown"], calendar["maxDrawdown"]);
        Assert.Equal(trading["volatility"], costly["volatility"]);
        Assert.NotEqual(trading["volatility"], calendar["volatility"]);
        Assert.All(["sharpe", "sortino", "probabilisticSharpe"], name => Assert.True(costly[name] < trading[name], name));
        // The same days against each other; zeros on both sides leave beta all but as it was.
        Assert.InRange(calendar["beta"], trading["beta"] - 0.05, trading["beta"] + 0.05);

        // By hand: the twelve sessions from 4 to 19 March 2024 (Monday on) span sixteen days, and the four of weekends return nothing.
        var days = DayReturns.Of(DayReturns.Ends(run.Equity.Times, stock.Calendar, ReturnDays.TradingDays), run.Equity.Times, run.Equity.Values, (double)Start);
        double[] filled = [.. days[..5], 0, 0, .. days[5..10], 0, 0, .. days[10..]];
        Assert.Equal(16, filled.Length);
        Assert.Equal(ReturnStatistics.Volatility(filled, 365), calendar["volatility"], 12);
        Assert.Equal(ReturnStatistics.Sharpe(filled, 365), calendar["sharpe"], 12);
    }

    /// <summary>Ten times the cash and ten times the size: the same run, and so the same ratios.</summary>
    [Fact]
    public void No_ratio_depends_on_the_currency_unit_and_every_figure_is_finite() => Prop.ForAll<ulong>(seed =>
    {
        var bars = Market.RandomMinutes(Market.Coin, 5 * 1440, seed % 1000);
        var small = Figures(1m);
        var large = Figures(10m);

        Assert.Equal(small.Keys, large.Keys);
        string[] money = ["expectancy", "averageWin", "averageLoss", "bestTrade", "worstTrade"];
        foreach (var (name, value) in small)
        {
            var scale = money.Contains(name) ? 10 : 1;
            Assert.True(double.IsFinite(value), name);
            Assert.True(Math.Abs(value * scale - large[name]) <= 1e-6 * Math.Max(1, Math.Abs(large[name])), $"{name}: {value}, {large[name]}");
        }

        IReadOnlyDictionary<string, double> Figures(decimal unit)
        {
            var run = Backtest.Run(Targets([.. Enumerable.Range(0, 7_000).Select(bar => bar / 200 % 3 * 10m * unit)]), [bars], Market.Frictionless with { StartingCash = new(Start * unit, Currency.Usd) });
            return RunStatistics.Of(run, Start * unit, TradingCalendar.AlwaysOpen, benchmark: bars);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Trades_that_made_nothing_are_counted_and_not_won()
    {
        var trades = new TradeStatistics([0m, 0m]);

        Assert.Equal((2, 0, 0.0, 0.0, 0.0), (trades.Count, trades.Wins, trades.WinRate, trades.Expectancy, trades.AverageLoss));
        Assert.True(double.IsNaN(trades.ProfitFactor) && double.IsNaN(trades.Sqn) && double.IsNaN(trades.AverageWin));
    }

    [Fact]
    public void Sqn_is_the_root_of_the_count_times_mean_over_deviation()
    {
        // Mean 3; squared distances 49 + 49 + 9 + 9 = 116, by 3.
        Assert.Equal(2 * 3 / Math.Sqrt(116 / 3.0), new TradeStatistics([10m, -4m, 6m, 0m]).Sqn, 12);
    }

    private static RunResult Buying(BarSeries bars, decimal quantity) => Backtest.Run(Buyer(quantity), [bars], Market.Frictionless);

    private static Scripted Buyer(decimal quantity) => Targets(quantity);

    private static Scripted Targets(params decimal[] targets) =>
        new() { Bar = (context, stream, _, index) => { if (index < targets.Length) context.SetTarget(stream.Instrument, targets[index]); } };

    /// <summary>Days that open where the one before closed.</summary>
    private static BarSeries Days(params double[] closes) => Market.Bars(Market.Coin, Interval.OneDay, 1_000, [.. closes.Select((close, day) => (day == 0 ? close : closes[day - 1], close))]);

    /// <summary>A session each from Monday, 4 March 2024, on.</summary>
    private static BarSeries Sessions(Instrument stock, params double[] closes)
    {
        var (builder, time) = (new ColumnsBuilder(SeriesKind.Bars), Instant64.FromUtc(2024, 3, 4, 0, 0));
        foreach (var close in closes)
        {
            var day = stock.Calendar.TradingDayAtOrAfter(time);
            builder.Add(day.Open, close, close + 1, close - 1, close, 1_000);
            time = day.Close;
        }

        return new(stock, Interval.OneDay, builder.Build());
    }
}
