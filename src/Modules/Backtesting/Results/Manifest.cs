using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Modules.Backtesting.Planning;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Names everything that a result depends on: the same manifest gives the same hash on any machine.</summary>
internal static class Manifest
{
    public static RunManifest Of(RunPlan plan, LoadedData data, RunSettings settings) => new(
        Strategy: plan.Strategy.Name,
        Code: $"{plan.Strategy.Type.FullName} {VersionOf(plan.Strategy.Type.Assembly)}",
        Engine: VersionOf(typeof(Backtest).Assembly),
        TimeZones: DateTimeZoneProviders.Tzdb.VersionId,
        Seed: plan.Request.Seed,
        Parameters: plan.Arguments.Texts,
        Settings: new Dictionary<string, string>(Models.Names(settings, data))
        {
            ["cash"] = settings.StartingCash.ToString(),
            ["cashBuffer"] = settings.CashBuffer.ToString(CultureInfo.InvariantCulture),
            ["account"] = settings.Account.Kind == AccountKind.Cash ? "cash" : "margin",
            ["lots"] = settings.Account.Lots.ToString().ToLowerInvariant(),
            ["interestPercent"] = plan.Request.InterestPercent.ToString(CultureInfo.InvariantCulture),
            ["borrowPercent"] = plan.Request.BorrowPercent.ToString(CultureInfo.InvariantCulture),
            ["leverage"] = settings.Leverage.ToString(CultureInfo.InvariantCulture),
            ["benchmark"] = data.Benchmark is { } benchmark ? $"{benchmark.Instrument.Symbol} {benchmark.Interval}" : BacktestRequest.NoBenchmark,
            ["returns"] = plan.Request.Returns == ReturnDays.TradingDays ? "trading-days" : "calendar-days",
            ["riskFreePercent"] = plan.Request.RiskFreePercent.ToString(CultureInfo.InvariantCulture),
            ["limits"] = settings.Limits is { } limits ? $"version {limits.Version}" : "none",
            ["prices"] = plan.Request.Prices == PriceAdjustment.Adjusted ? "adjusted" : "raw",
        },
        Data: [.. data.Series.Select(Of)],
        Benchmark: data.Benchmark is { } held ? Of(held) : null);

    private static ManifestSeries Of(BarSeries series) => new(
        series.Instrument.Symbol.ToString(), series.Interval.ToString(), series.OpenTime[0].ToInstant(), series.CloseTime[^1].ToInstant(), series.Count,
        DataHash(series), Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(series.Instrument, Wire.Contract))));

    // Columns as they lie in memory; every machine that .NET 10 runs on is little-endian.
    private static string DataHash(BarSeries series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(series.OpenTime));
        foreach (var column in (ReadOnlySpan<int>)[0, 1, 2, 3, 4]) hash.AppendData(MemoryMarshal.AsBytes(series.Columns.Values(column)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The version, and the id that the compiler gives to these very sources.</summary>
    private static string VersionOf(Assembly assembly) =>
        $"{assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"} ({assembly.ManifestModule.ModuleVersionId:N})";
}
