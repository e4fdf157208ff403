using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The figures of a run by name, for tables and documents. A figure without meaning (a ratio over zero, say) is left out.</summary>
/// <remarks>Fractions, not per cent; amounts in the account's currency; durations in days. Returns are those of days, from the starting cash on; the convention says of which.</remarks>
public static class RunStatistics
{
    // The worst day in twenty, as risk reports usually have it.
    private const double TailConfidence = 0.95;

    // A few good days are no annual growth of thousands of per cent.
    private const double LeastYears = 30 / 365.25;
    private static readonly double NanosecondsADay = (double)Duration64.FromDays(1).TotalNanoseconds;

    /// <param name="calendar">Says when a trading day ends: the calendar of what was traded.</param>
    /// <param name="convention">Null: the usual one.</param>
    /// <param name="benchmark">What the run is measured against; null leaves those figures out.</param>
    public static IReadOnlyDictionary<string, double> Of(RunResult result, decimal startEquity, TradingCalendar calendar, ReturnConvention? convention = null, BarSeries? benchmark = null)
    {
        convention ??= ReturnConvention.Usual;
        var start = (double)startEquity;
        var ends = DayReturns.Ends(result.Equity.Times, calendar, convention.Days);
        var days = DayReturns.Of(ends, result.Equity.Times, result.Equity.Values, start);
        var (daysAYear, riskFree) = (convention.DaysAYear(calendar), convention.RiskFreeADay(calendar));
        var excess = ReturnStatistics.Excess(days, riskFree);
        var growth = start > 0 ? (double)result.FinalEquity / start : double.NaN;
        var years = Years(result);
        var drawdown = result.From is { } from ? Drawdown.Of(from, start, result.Equity.Times, result.Equity.Values) : default;
        var trades = new TradeStatistics(result.Trades.Where(trade => trade.ExitTime is not null).Select(trade => trade.Pnl));
        var annual = years >= LeastYears ? ReturnStatistics.AnnualGrowth(growth, years) : double.NaN;

        (string Name, double Value)[] figures =
        [
            ("totalReturn", growth - 1),
            ("cagr", annual),
            ("volatility", ReturnStatistics.Volatility(days, daysAYear)),
            ("sharpe", ReturnStatistics.Sharpe(excess, daysAYear)),
            ("sortino", ReturnStatistics.Sortino(excess, daysAYear)),
            ("calmar", drawdown.Deepest > 0 ? annual / drawdown.Deepest : double.NaN),
            ("omega", Distribution.Omega(days)),
            ("maxDrawdown", drawdown.Deepest),
            ("maxDrawdownDays", drawdown.Longest.TotalNanoseconds / NanosecondsADay),
            ("valueAtRisk", Distribution.ValueAtRisk(days, TailConfidence)),
            ("conditionalValueAtRisk", Distribution.ConditionalValueAtRisk(days, TailConfidence)),
            ("skew", Distribution.Skew(days)),
            ("kurtosis", Distribution.Kurtosis(days)),
            ("tailRatio", Distribution.TailRatio(days)),
            ("probabilisticSharpe", SharpeConfidence.Probabilistic(excess, benchmark: 0)),
            ("exposure", Exposure(result)),
            ("turnover", start > 0 ? (double)Traded(result) / start : double.NaN),
            ("fills", result.Fills.Count),
            ("rejectedOrders", result.Rejected.Count),
            ("trades", trades.Count),
            ("winRate", trades.WinRate),
            ("profitFactor", trades.ProfitFactor),
            ("expectancy", trades.Expectancy),
            ("sqn", trades.Sqn),
            ("averageWin", trades.AverageWin),
            ("averageLoss", trades.AverageLoss),
            ("bestTrade", trades.Best),
            ("worstTrade", trades.Worst),
            .. Against(Held(result, benchmark), ends.AsSpan(0, days.Length), days, riskFree, daysAYear),
        ];
        return figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary(figure => figure.Name, figure => figure.Value);
    }

    /// <summary>What each day returned above the risk-free rate, from the starting cash on.</summary>
    public static double[] ExcessReturns(RunResult result, decimal startEquity, TradingCalendar calendar, ReturnConvention convention)
    {
        var ends = DayReturns.Ends(result.Equity.Times, calendar, convention.Days);
        return ReturnStatistics.Excess(DayReturns.Of(ends, result.Equity.Times, result.Equity.Values, (double)startEquity), convention.RiskFreeADay(calendar));
    }

    private static Benchmark? Held(RunResult result, BarSeries? bars) =>
        bars is not null && result is { From: { } from, Equity.Count: > 0 } ? Benchmark.Of(bars, from, result.Equity.Times[^1]) : null;

    private static (string Name, double Value)[] Against(Benchmark? held, ReadOnlySpan<Instant64> ends, double[] days, double riskFree, double daysAYear)
    {
        if (held is null) return [];

        var returns = held.Returns(ends);
        return
        [
            ("benchmarkReturn", held.TotalReturn),
            ("benchmarkMaxDrawdown", held.Drawdown.Deepest),
            ("alpha", BenchmarkStatistics.Alpha(days, returns, riskFree, daysAYear)),
            ("beta", BenchmarkStatistics.Beta(days, returns)),
            ("correlation", BenchmarkStatistics.Correlation(days, returns)),
            ("trackingError", BenchmarkStatistics.TrackingError(days, returns, daysAYear)),
            ("informationRatio", BenchmarkStatistics.InformationRatio(days, returns, daysAYear)),
        ];
    }

    /// <summary>All that was bought and sold, in the account's currency at the rates of the fills.</summary>
    private static decimal Traded(RunResult result)
    {
        var traded = 0m;
        for (var index = 0; index < result.Fills.Count; index++)
        {
            var fill = result.Fills[index];
            traded += fill.Instrument.Notional(fill.Price, fill.Quantity).Amount * result.RateOfFill(index);
        }

        return traded;
    }

    private static double Years(RunResult result) =>
        result.From is { } from && result.Equity.Count > 0 ? (result.Equity.Times[^1] - from).TotalNanoseconds / (365.25 * NanosecondsADay) : 0;

    /// <summary>The share of the run's time during which anything was held.</summary>
    private static double Exposure(RunResult result)
    {
        if (result.From is not { } from || result.Equity.Count == 0) return 0;

        var end = result.Equity.Times[^1];
        var (held, until) = (0.0, from);
        foreach (var trade in result.Trades.OrderBy(trade => trade.EntryTime))
        {
            var (begins, ends) = (Instant64.Max(trade.EntryTime, until), trade.ExitTime ?? end);
            if (ends <= begins) continue;

            held += (ends - begins).TotalNanoseconds;
            until = ends;
        }

        return held / (end - from).TotalNanoseconds;
    }
}
