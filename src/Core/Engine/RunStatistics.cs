using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Statistics;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The figures of a run by name, for tables and documents. A figure without meaning (a ratio over zero, say) is left out.</summary>
/// <remarks>Fractions, not per cent; amounts in the account's currency; durations in days. Returns are those of trading days, from the starting cash on.</remarks>
public static class RunStatistics
{
    private const double TradingDaysAYear = 252;
    private const double DaysAYear = 365;

    // The worst day in twenty, as risk reports usually have it.
    private const double TailConfidence = 0.95;

    // A few good days are no annual growth of thousands of per cent.
    private const double LeastYears = 30 / 365.25;
    private static readonly double NanosecondsADay = (double)Duration64.FromDays(1).TotalNanoseconds;

    /// <param name="calendar">Says when a trading day ends: the calendar of what was traded.</param>
    public static IReadOnlyDictionary<string, double> Of(RunResult result, decimal startEquity, TradingCalendar calendar)
    {
        var start = (double)startEquity;
        var days = DayReturns(result.Equity, start, calendar);
        var daysAYear = TradingDays(calendar);
        var growth = start > 0 ? (double)result.FinalEquity / start : double.NaN;
        var years = Years(result);
        var drawdown = Drawdown.Of(result.Equity.Times, result.Equity.Values);
        var trades = new TradeStatistics(result.Trades.Where(trade => trade.ExitTime is not null).Select(trade => trade.Pnl));
        var annual = years >= LeastYears ? ReturnStatistics.AnnualGrowth(growth, years) : double.NaN;

        (string Name, double Value)[] figures =
        [
            ("totalReturn", growth - 1),
            ("cagr", annual),
            ("volatility", ReturnStatistics.Volatility(days, daysAYear)),
            ("sharpe", ReturnStatistics.Sharpe(days, daysAYear)),
            ("sortino", ReturnStatistics.Sortino(days, daysAYear)),
            ("calmar", drawdown.Deepest > 0 ? annual / drawdown.Deepest : double.NaN),
            ("omega", Distribution.Omega(days)),
            ("maxDrawdown", drawdown.Deepest),
            ("maxDrawdownDays", drawdown.Longest.TotalNanoseconds / NanosecondsADay),
            ("valueAtRisk", Distribution.ValueAtRisk(days, TailConfidence)),
            ("conditionalValueAtRisk", Distribution.ConditionalValueAtRisk(days, TailConfidence)),
            ("skew", Distribution.Skew(days)),
            ("kurtosis", Distribution.Kurtosis(days)),
            ("tailRatio", Distribution.TailRatio(days)),
            ("probabilisticSharpe", SharpeConfidence.Probabilistic(days, benchmark: 0)),
            ("exposure", Exposure(result)),
            ("turnover", start > 0 ? (double)result.Fills.Sum(fill => fill.Instrument.Notional(fill.Price, fill.Quantity).Amount) / start : double.NaN),
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
        ];
        return figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary(figure => figure.Name, figure => figure.Value);
    }

    /// <summary>The return of every trading day, from the starting cash on.</summary>
    public static double[] DayReturns(RunResult result, decimal startEquity, TradingCalendar calendar) => DayReturns(result.Equity, (double)startEquity, calendar);

    /// <summary>How many days of returns a year has: 365 where the market never closes.</summary>
    public static double TradingDays(TradingCalendar calendar) => calendar.IsAlwaysOpen ? DaysAYear : TradingDaysAYear;

    private static double[] DayReturns(EquityCurve equity, double start, TradingCalendar calendar)
    {
        var returns = new List<double>();
        var times = equity.Times;
        var values = equity.Values;
        var before = start;
        for (var index = 0; index < times.Length;)
        {
            // A close at midnight belongs to the day that it ends, hence the nanosecond.
            var day = calendar.TradingDayAtOrAfter(times[index].PlusNanoseconds(-1));
            var end = FirstAfter(times, index, day.Close);
            if (before > 0) returns.Add(values[end - 1] / before - 1);
            before = values[end - 1];
            index = end;
        }

        return [.. returns];
    }

    private static int FirstAfter(ReadOnlySpan<Instant64> times, int from, Instant64 moment)
    {
        var end = from + 1;
        while (end < times.Length && times[end] <= moment) end++;
        return end;
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
