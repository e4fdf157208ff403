using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Statistics;
using NodaTime;

namespace AlgoTrendy.Contracts.Backtesting;

public sealed record StrategyQuery(string? Name = null);

public sealed record StrategyList(IReadOnlyList<StrategyDescription> Strategies);

public sealed record StrategyDescription(string Name, string Summary, IReadOnlyList<ParameterDescription> Parameters);

/// <param name="Type">integer, number, boolean, text, or the choices of a closed set.</param>
public sealed record ParameterDescription(string Name, string Summary, string Type, string Default, double? Minimum, double? Maximum, IReadOnlyList<string> Choices);

/// <summary>Prices of stocks as they were (raw), or with splits and dividends worked in (adjusted).</summary>
public enum PriceAdjustment
{
    Adjusted,
    Raw,
}

/// <summary>What to run on what. Either symbols of the store (or the simulated market) or data files.</summary>
/// <param name="Paths">Data files or folders to run on, without storing them; null: the store.</param>
/// <param name="FeeBasisPoints">Instead of the instrument's own fees.</param>
/// <param name="SlippageBasisPoints">Instead of half the instrument's usual spread.</param>
/// <param name="VolumePercent">The most of a bar's volume that orders may trade, above 0 to 100.</param>
/// <param name="Cash">Starting cash in the instrument's currency.</param>
/// <param name="ExtendedHours">Whether bars before and after regular trading hours are run on too.</param>
/// <param name="Benchmark">What the run is measured against, bought and held; null: the first instrument that is run on; "none": nothing.</param>
/// <param name="Returns">Which days have a return of their own.</param>
/// <param name="RiskFreePercent">What money earns in a year without risk.</param>
/// <param name="Parameters">Strategy parameters by name, as text; the rest keep their defaults.</param>
public sealed record BacktestRequest(
    string Strategy,
    IReadOnlyList<string>? Symbols = null,
    IReadOnlyList<string>? Paths = null,
    Interval? Interval = null,
    Instant? From = null,
    Instant? To = null,
    decimal Cash = 100_000m,
    decimal? FeeBasisPoints = null,
    decimal? SlippageBasisPoints = null,
    decimal VolumePercent = 10m,
    FillTiming Fill = FillTiming.NextOpen,
    PriceAdjustment Prices = PriceAdjustment.Adjusted,
    bool ExtendedHours = false,
    IReadOnlyDictionary<string, string>? Parameters = null,
    bool CheckLookahead = false,
    string? TimeZone = null,
    string? DateOrder = null,
    AssetClass? AssetClass = null,
    string? Currency = null,
    string? Benchmark = null,
    ReturnDays Returns = ReturnDays.TradingDays,
    decimal RiskFreePercent = 0m)
{
    /// <summary>As a benchmark: measured against nothing.</summary>
    public const string NoBenchmark = "none";
}

/// <summary>The job, or null and why not, with the nearest names or the choices.</summary>
public sealed record BacktestStarted(Job? Job, string? Code, string? Reason, IReadOnlyList<string> Choices);

public sealed record BacktestQuery(string? Strategy = null, int Limit = 50, string? Cursor = null);

public sealed record BacktestPage(IReadOnlyList<BacktestProgress> Items, string? NextCursor);

/// <summary>A run as seen from outside; Job is null when there is no such run, Summary until it is done.</summary>
public sealed record BacktestProgress(Job? Job, BacktestRequest? Request, BacktestSummary? Summary);

/// <summary>The headline of a finished run, for lists.</summary>
public sealed record BacktestSummary(string ResultHash, long Bars, double ElapsedMs, decimal StartEquity, decimal FinalEquity, string Currency, int Trades);

public sealed record BacktestDeleted(bool Existed);

public sealed record BacktestReportReply(string? Html);
