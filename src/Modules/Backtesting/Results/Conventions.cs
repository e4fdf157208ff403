using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Modules.Backtesting.Planning;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Says how the statistics were counted: over which days, above which risk-free rate, against what.</summary>
internal static class Conventions
{
    public static ReturnConvention Of(BacktestRequest request) => new() { Days = request.Returns, RiskFree = (double)request.RiskFreePercent / 100 };

    /// <summary>By role, as models are: returns, riskFree, benchmark.</summary>
    public static IReadOnlyDictionary<string, string> Names(BacktestRequest request, LoadedData data) => new Dictionary<string, string>
    {
        ["returns"] = Days(request, data.Series[0].Instrument.Calendar),
        ["riskFree"] = Rate(request),
        ["benchmark"] = data.Benchmark is { } held ? $"buy and hold of {held.Instrument.Symbol}" : BacktestRequest.NoBenchmark,
    };

    public static string Sentence(BacktestRequest request, LoadedData data)
    {
        var against = data.Benchmark is { } held ? $"the benchmark is {held.Instrument.Symbol}, bought at the start and held without fees" : "there is no benchmark";
        return $"Statistics: one return for each of the {Days(request, data.Series[0].Instrument.Calendar)}; the risk-free rate is {Rate(request)}; {against}.";
    }

    private static string Days(BacktestRequest request, TradingCalendar calendar)
    {
        var (kind, where) = request.Returns == ReturnDays.TradingDays ? ("trading days", calendar.Name) : ("calendar days", calendar.Zone.Id);
        return string.Create(CultureInfo.InvariantCulture, $"{kind} ({where}), {Of(request).DaysAYear(calendar):0} a year");
    }

    private static string Rate(BacktestRequest request) => string.Create(CultureInfo.InvariantCulture, $"{request.RiskFreePercent:0.####} % a year");
}
