using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Statistics;
using NodaTime;

namespace AlgoTrendy.Contracts.Backtesting;

public sealed record StrategyQuery(string? Name = null);

public sealed record StrategyList(IReadOnlyList<StrategyDescription> Strategies);

/// <param name="LeastInstruments">How many it needs.</param>
/// <param name="MostInstruments">How many it can handle; null: any number.</param>
public sealed record StrategyDescription(string Name, string Summary, IReadOnlyList<ParameterDescription> Parameters, int LeastInstruments = 1, int? MostInstruments = null);

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
/// <param name="VolumePercent">The most of a bar's volume that orders may trade, above 0 to 100; null: no limit.</param>
/// <param name="Cash">Starting cash in the instrument's currency.</param>
/// <param name="ExtendedHours">Whether bars before and after regular trading hours are run on too.</param>
/// <param name="Benchmark">What the run is measured against, bought and held; null: the first instrument that is run on; "none": nothing.</param>
/// <param name="Returns">Which days have a return of their own.</param>
/// <param name="RiskFreePercent">What money earns in a year without risk.</param>
/// <param name="Intrabar">What orders do inside a bar: worst-path, best-path, touch, lean; null: worst-path.</param>
/// <param name="Slippage">A model by name, instead of half the usual spread: none, fixed:5, volume-share:0.1, sqrt-impact:0.02.</param>
/// <param name="Fees">A schedule by name, instead of the instrument's own: percent:10, maker-taker:2:5, per-share:0.005:1:0.5.</param>
/// <param name="Latency">How long an order is on its way: none, fixed:50, random:20:80, in milliseconds.</param>
/// <param name="Seed">Of what the models leave to chance.</param>
/// <param name="AccountCurrency">What the account is counted in; null: as the first instrument.</param>
/// <param name="Leverage">How many times its equity the account may hold.</param>
/// <param name="Lots">Which of what was bought is sold first.</param>
/// <param name="InterestPercent">What borrowed money costs in a year.</param>
/// <param name="BorrowPercent">What borrowing something to sell it short costs in a year, of its worth.</param>
/// <param name="Ticks">Whether orders trade against stored quotes and trades where there are any, instead of bars.</param>
/// <param name="Limits">By which version of risk's limits the gate judges orders: its number, or newest; null: by none. Those of all accounts count, of the strategy, of symbols.</param>
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
    decimal? VolumePercent = 10m,
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
    decimal RiskFreePercent = 0m,
    string? Intrabar = null,
    string? Slippage = null,
    string? Fees = null,
    string? Latency = null,
    long Seed = 0,
    AccountKind Account = AccountKind.Margin,
    string? AccountCurrency = null,
    decimal Leverage = 1m,
    LotMethod Lots = LotMethod.Average,
    decimal InterestPercent = Financing.UsualInterestPercent,
    decimal BorrowPercent = Financing.UsualBorrowPercent,
    bool Ticks = false,
    string? Limits = null)
{
    /// <summary>As limits: those that there are when the run is asked for.</summary>
    public const string NewestLimits = "newest";

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
