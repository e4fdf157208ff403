using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime;

namespace AlgoTrendy.Contracts.Backtesting;

public sealed record BacktestResultReply(BacktestResult? Result);

/// <summary>The document that `backtest --json` writes (docs: api, Automation).</summary>
/// <param name="Lookahead">"clean", "leaks" or "notChecked".</param>
/// <param name="Models">Which fill, slippage, fee and other models ran, by role.</param>
/// <param name="Assumptions">What was assumed, in sentences; anything optimistic says so.</param>
/// <param name="Statistics">By camelCase name; numbers only, a ratio without meaning is left out.</param>
public sealed record BacktestResult(
    string ResultHash,
    RunManifest Manifest,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyDictionary<string, string> Parameters,
    long Bars,
    double ElapsedMs,
    double BarsPerSecond,
    decimal StartEquity,
    decimal FinalEquity,
    string Currency,
    decimal TotalFees,
    IReadOnlyDictionary<string, double> Statistics,
    IReadOnlyList<ResultFill> Fills,
    IReadOnlyList<ResultTrade> Trades,
    IReadOnlyList<EquityPoint> Equity,
    IReadOnlyList<ResultGap> Gaps,
    string Lookahead,
    IReadOnlyList<string> LookaheadFindings,
    IReadOnlyList<string> Assumptions,
    bool IsSimulated);

/// <summary>Everything that determines the result: the same manifest gives the same hash on any machine.</summary>
/// <param name="Benchmark">What the run was measured against; it has no part in fills, equity and hash.</param>
public sealed record RunManifest(
    string Strategy,
    string Code,
    string Engine,
    string TimeZones,
    long Seed,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<ManifestSeries> Data,
    ManifestSeries? Benchmark = null);

/// <param name="DataHash">SHA-256 over times and columns.</param>
/// <param name="InstrumentHash">SHA-256 over the instrument's rules and calendar.</param>
public sealed record ManifestSeries(string Symbol, string Interval, Instant From, Instant To, long Bars, string DataHash, string InstrumentHash);

public sealed record ResultFill(Instant Time, string Symbol, OrderSide Side, Quantity Quantity, Price Price, decimal Fee);

/// <summary>From flat to flat (or to the end of the run: then ExitTime is null).</summary>
/// <param name="Pnl">After fees, in the account's currency.</param>
/// <param name="Mae">Maximum adverse excursion: the most that it was down while it was held, before fees, in the instrument's currency; not negative.</param>
/// <param name="Mfe">Maximum favourable excursion: the most that it was up.</param>
/// <param name="MaeShare">Of the entry price, as a fraction; null where that is not above zero.</param>
/// <param name="MfeShare">Of the entry price, as a fraction.</param>
public sealed record ResultTrade(
    string Symbol, OrderSide Side, Quantity Quantity, Instant EntryTime, Price EntryPrice, Instant? ExitTime, Price? ExitPrice, decimal Pnl, decimal Fees,
    decimal? Mae = null, decimal? Mfe = null, decimal? MaeShare = null, decimal? MfeShare = null);

public readonly record struct EquityPoint(Instant Time, decimal Equity);

/// <summary>Bars are missing in [From, To) while the market was open, and what that did to orders and positions.</summary>
public sealed record ResultGap(string Symbol, Instant From, Instant To, long MissingBars, int OrdersCancelled, decimal PositionHeld, decimal? PnlAcross);
