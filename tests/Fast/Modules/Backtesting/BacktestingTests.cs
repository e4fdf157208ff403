using System.Globalization;
using System.Text;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Statistics;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting;

/// <summary>A backtest through every module that it needs, in one process and in three: the reader should see no difference.</summary>
[Between("Backtesting", "History", "MarketData", "Risk")]
public class BacktestingTests
{
    /// <summary>A golden hash: when it changes, the same manifest gives another result, and a version has to say so.</summary>
    private const string HashOfEmaCross = "e30f27d82b6b12c2092c2efdf3424f4b5c992f74737d0973cb1b1683071740cd";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Topologies => House.Topologies;

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_run_on_the_simulated_market_has_the_same_hash_wherever_the_modules_are(string topology)
    {
        await using var house = await House.Open(topology);

        var result = await Run(house, Simulated);

        Assert.Equal(HashOfEmaCross, result.ResultHash);
        Assert.Equal((44_640L, "USDT", true, "notChecked"), (result.Bars, result.Currency, result.IsSimulated, result.Lookahead));
        Assert.Equal(result.FinalEquity, result.Equity[^1].Equity);
        Assert.Equal(44_640, result.Equity.Count);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task The_gate_judges_by_the_version_of_the_limits_that_was_asked_for(string topology)
    {
        await using var house = await House.Open(topology);
        var risk = house.Get<IRisk>();
        var first = (await risk.GetLimits(new(), Ct)).Limits!.Version;
        var small = new Limit("small", LimitScope.Strategy, "ema-cross", LimitRule.MaxOrderValue, 1_000m, LimitUnit.Money);
        var second = (await risk.ChangeLimits(new(Set: [small]), Ct)).Limits!.Version;
        var free = Simulated with { To = Simulated.From + Duration.FromDays(3) };

        var (none, usual, limited, older) = (await Run(house, free), await Run(house, free with { Limits = $"{first}" }), await Run(house, free with { Limits = "newest" }), await Run(house, free with { Limits = $"{second}" }));
        var unknown = await house.Get<IBacktesting>().StartBacktest(free with { Limits = "99" }, Ct);
        var nothing = await house.Get<IBacktesting>().StartBacktest(free with { Limits = "all" }, Ct);

        Assert.Equal(["none", $"version {first}", $"version {second}"], new[] { none, usual, limited }.Select(result => result.Manifest.Settings["limits"]));
        Assert.Equal(none.ResultHash, usual.ResultHash);
        Assert.NotEmpty(none.Fills);
        Assert.Contains($"Every order is judged by version {first} of the limits.", usual.Assumptions);
        Assert.Empty(limited.Fills);
        Assert.Contains(limited.Assumptions, sentence => sentence.Contains("strategy ema-cross is", StringComparison.Ordinal));
        Assert.Equal(limited.ResultHash, older.ResultHash);
        Assert.Equal([("bad-limits", true), ("bad-limits", true)], new[] { unknown, nothing }.Select(started => (started.Code, started.Job is null)));
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Data_files_are_run_on_without_being_kept(string topology)
    {
        await using var house = await House.Open(topology);
        var file = Path.Combine(house.Home.Folder("files"), "DEMOUSDT-1m-2024-03-01.csv");
        await File.WriteAllTextAsync(file, Klines(600, missing: 300..360), Ct);

        var result = await Run(house, new("buy-and-hold", Paths: [file], AssetClass: AssetClass.Crypto));

        Assert.Equal(540, result.Bars);
        var gap = Assert.Single(result.Gaps);
        Assert.Equal((60L, 0), (gap.MissingBars, gap.OrdersCancelled));
        Assert.NotEqual(0m, gap.PositionHeld);
        Assert.Equal(OrderSide.Buy, result.Fills[0].Side);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.Home.Folder("scratch")));
        Assert.DoesNotContain(Directory.EnumerateFiles(house.Home.Folder("history"), "*", SearchOption.AllDirectories), one => one.Contains("DEMO", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_file_that_nobody_can_read_fails_the_run_with_the_reason(string topology)
    {
        await using var house = await House.Open(topology);
        var file = Path.Combine(house.Home.Folder("files"), "noise.csv");
        await File.WriteAllTextAsync(file, "these are\nnot bars\n", Ct);

        var job = await Follow(house, new("ema-cross", Paths: [file]));

        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.StartsWith(file + ": ", job.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_coarser_interval_is_made_of_what_is_there(string topology)
    {
        await using var house = await House.Open(topology);
        var file = Path.Combine(house.Home.Folder("files"), "DEMOUSDT-1m-2024-03-01.csv");
        await File.WriteAllTextAsync(file, Klines(600, missing: 0..0), Ct);

        var result = await Run(house, new("buy-and-hold", Paths: [file], Interval: Interval.OneHour, AssetClass: AssetClass.Crypto));

        Assert.Equal(10, result.Bars);
        Assert.Equal("1h", result.Manifest.Data[0].Interval);
    }

    [Theory]
    [InlineData("ema-cros", "BTCUSDT.SIM", null, "unknown-strategy", "ema-cross")]
    [InlineData("ema-cross", "BTCUSDT.SIMM", null, "unknown-symbol", "BTCUSDT.SIM")]
    [InlineData("ema-cross", "BTCUSDT.SIM", "fasst=3", "bad-parameter", "fast")]
    [InlineData("ema-cross", "BTCUSDT.SIM", "fast=0", "bad-parameter", "whole number from 1 to 1000")]
    [InlineData("ema-cross", "BTCUSDT.SIM", "fast=50", "bad-parameter", "shorter than slow")]
    [InlineData("ema-cross", "BTCUSDT.SIM", "weight=NaN", "bad-parameter", "no value of weight")]
    public async Task What_is_unknown_or_impossible_is_refused_with_the_nearest_names(string strategy, string symbol, string? set, string code, string hint)
    {
        await using var house = await House.Open("together");
        var parameters = set?.Split('=') is [var name, var value] ? new Dictionary<string, string> { [name] = value } : null;

        var started = await house.Get<IBacktesting>().StartBacktest(new(strategy, [symbol], Parameters: parameters), Ct);

        Assert.Null(started.Job);
        Assert.Equal(code, started.Code);
        Assert.Contains(hint, started.Reason + string.Join(' ', started.Choices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lookahead_check_prints_its_verdict()
    {
        await using var house = await House.Open("together");

        var result = await Run(house, Simulated with { CheckLookahead = true, To = Instant.FromUtc(2024, 1, 3, 0, 0) });

        Assert.Equal("clean", result.Lookahead);
    }

    [Fact]
    public async Task What_is_optimistic_says_so()
    {
        await using var house = await House.Open("together");

        var result = await Run(house, Simulated with { Fill = FillTiming.Close, SlippageBasisPoints = 0m, To = Instant.FromUtc(2024, 1, 3, 0, 0) });

        Assert.Equal(2, result.Assumptions.Count(assumption => assumption.StartsWith("OPTIMISTIC", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_run_is_measured_against_what_was_asked_for_and_its_hash_does_not_know(string topology)
    {
        await using var house = await House.Open(topology);

        var usual = await Run(house, Simulated);
        var against = await Run(house, Simulated with { Benchmark = "ETHUSDT.SIM", Returns = ReturnDays.CalendarDays, RiskFreePercent = 2.5m });
        var alone = await Run(house, Simulated with { Benchmark = BacktestRequest.NoBenchmark });

        Assert.Equal([HashOfEmaCross, HashOfEmaCross, HashOfEmaCross], [usual.ResultHash, against.ResultHash, alone.ResultHash]);
        Assert.Equal(("BTCUSDT.SIM", "ETHUSDT.SIM", null), (usual.Manifest.Benchmark?.Symbol, against.Manifest.Benchmark?.Symbol, alone.Manifest.Benchmark?.Symbol));
        Assert.Equal((44_640L, "1m"), (against.Manifest.Benchmark!.Bars, against.Manifest.Benchmark.Interval));
        Assert.Equal(("ETHUSDT.SIM 1m", "calendar-days", "2.5"), (against.Manifest.Settings["benchmark"], against.Manifest.Settings["returns"], against.Manifest.Settings["riskFreePercent"]));
        Assert.Equal(("calendar days (UTC), 365 a year", "2.5 % a year", "buy and hold of ETHUSDT.SIM"), (against.Models["returns"], against.Models["riskFree"], against.Models["benchmark"]));
        string[] figures = ["benchmarkReturn", "alpha", "beta", "correlation", "trackingError", "informationRatio"];
        Assert.All(figures, figure => Assert.Contains(figure, usual.Statistics));
        Assert.All(figures, figure => Assert.Contains(figure, against.Statistics));
        Assert.All(figures, figure => Assert.DoesNotContain(figure, alone.Statistics));
        Assert.NotEqual(usual.Statistics["benchmarkReturn"], against.Statistics["benchmarkReturn"]);
        Assert.True(against.Statistics["sharpe"] < usual.Statistics["sharpe"]);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Every_trade_says_how_far_it_went_for_and_against_its_holder(string topology)
    {
        await using var house = await House.Open(topology);

        var result = await Run(house, Simulated);

        Assert.NotEmpty(result.Trades);
        Assert.All(result.Trades, trade => Assert.InRange(trade.Pnl + trade.Fees, -trade.Mae!.Value - 1e-6m, trade.Mfe!.Value + 1e-6m));
        Assert.All(result.Trades, trade => Assert.InRange(trade.MaeShare!.Value * trade.EntryPrice.Value * trade.Quantity.Value - trade.Mae!.Value, -1e-5m, 1e-5m));
    }

    public static TheoryData<string, string, PriceAdjustment, LocalDate, LocalDate, decimal> Peers => new()
    {
        { "buy-and-hold", "1", PriceAdjustment.Adjusted, new(2013, 10, 8), new(2013, 10, 18), 104486.22m },
        { "macd-trend", "1", PriceAdjustment.Adjusted, new(2004, 1, 1), new(2015, 1, 1), 137751.04m },
        { "buy-and-hold", "0.5", PriceAdjustment.Raw, new(1998, 1, 1), new(2006, 1, 1), 120462.08m },
    };

    [Theory, MemberData(nameof(Peers))]
    public async Task A_peers_runs_come_out_to_the_cent_from_its_files_alone(string strategy, string weight, PriceAdjustment prices, LocalDate from, LocalDate to, decimal equity)
    {
        await using var house = await House.Open("apart");
        var request = OnSpy(strategy, from, to) with
        {
            Prices = prices,
            VolumePercent = null,
            Intrabar = "lean",
            Slippage = "none",
            InterestPercent = 0m,
            Parameters = new Dictionary<string, string> { ["weight"] = weight },
        };

        var result = await Run(house, request);

        Assert.Equal(equity, result.FinalEquity);
        Assert.Equal(prices == PriceAdjustment.Raw, result.Events!.Any(happened => happened.Kind == "dividend"));
    }

    [Fact]
    public async Task The_benchmark_is_what_a_holder_gets_however_the_run_sees_prices()
    {
        await using var house = await House.Open("together");
        var request = OnSpy("buy-and-hold", new(1998, 1, 1), new(2006, 1, 1));

        var (adjusted, raw) = (await Run(house, request), await Run(house, request with { Prices = PriceAdjustment.Raw }));

        Assert.Equal(adjusted.Statistics["benchmarkReturn"], raw.Statistics["benchmarkReturn"]);
        Assert.NotEqual(adjusted.ResultHash, raw.ResultHash);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task An_account_may_hold_what_is_counted_in_another_currency_where_a_pair_gives_its_rate(string topology)
    {
        await using var house = await House.Open(topology);
        var request = Simulated with { Strategy = "buy-and-hold", Symbols = ["EURUSD.SIM", "USDJPY.SIM"], AccountCurrency = "USD", To = Instant.FromUtc(2024, 1, 3, 0, 0) };

        var result = await Run(house, request);
        var refused = await house.Get<IBacktesting>().StartBacktest(request with { Symbols = ["EURUSD.SIM", "BTCUSDT.SIM"] }, Ct);
        var foreign = await Run(house, request with { Symbols = ["USDJPY.SIM"] });

        Assert.Contains(foreign.Assumptions, sentence => sentence.StartsWith("The benchmark USDJPY.SIM is counted in JPY, the account in USD", StringComparison.Ordinal));
        Assert.DoesNotContain("Parameter", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(("USD", 2), (result.Currency, result.Fills.Count));
        Assert.Equal((double)result.FinalEquity, (double)result.Equity[^1].Equity, tolerance: 0.01);
        Assert.Equal("mixed-currencies", refused.Code);
        Assert.Contains("BTCUSDT.SIM is counted in USDT, the account in USD, and nothing gives their rate.", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DEMOUSDT"), InlineData("BTCUSDT.SIM")]
    public async Task A_benchmark_may_come_with_the_data_files_or_from_elsewhere(string benchmark)
    {
        await using var house = await House.Open("together");
        var file = Path.Combine(house.Home.Folder("files"), "DEMOUSDT-1m-2024-03-01.csv");
        await File.WriteAllTextAsync(file, Klines(600, missing: 0..0), Ct);

        var result = await Run(house, new("buy-and-hold", Paths: [file], AssetClass: AssetClass.Crypto, Benchmark: benchmark));

        Assert.StartsWith(benchmark, result.Manifest.Benchmark!.Symbol, StringComparison.Ordinal);
        Assert.Equal(600, result.Manifest.Benchmark.Bars);
        Assert.Contains("benchmarkReturn", result.Statistics);
    }

    [Fact]
    public async Task A_benchmark_without_bars_fails_the_run_and_says_what_to_do()
    {
        await using var house = await House.Open("together");

        var job = await Follow(house, Simulated with { Benchmark = "SPY.US" });

        Assert.Equal(JobStatus.Failed, job.Status);
        Assert.Contains("SPY.US", job.Message, StringComparison.Ordinal);
        Assert.Contains("data import", job.Message, StringComparison.Ordinal);
    }

    private static BacktestRequest Simulated => new(
        "ema-cross", ["BTCUSDT.SIM"], Interval: Interval.OneMinute, From: Instant.FromUtc(2024, 1, 1, 0, 0), To: Instant.FromUtc(2024, 2, 1, 0, 0),
        Parameters: new Dictionary<string, string> { ["weight"] = "0.1" });

    private static BacktestRequest OnSpy(string strategy, LocalDate from, LocalDate to)
    {
        return new(strategy, Paths: [SharedData.Path("lean/equity/usa/daily/spy.zip"), SharedData.Path("lean/equity/usa/factor_files/spy.csv")], From: Midnight(from), To: Midnight(to));

        static Instant Midnight(LocalDate date) => date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
    }

    private static async Task<BacktestResult> Run(House house, BacktestRequest request)
    {
        var job = await Follow(house, request);
        Assert.True(job.Status == JobStatus.Done, job.Message);
        return (await house.Get<IBacktesting>().GetResult(new(job.JobId), Ct)).Result!;
    }

    private static async Task<Job> Follow(House house, BacktestRequest request)
    {
        var backtesting = house.Get<IBacktesting>();
        var started = await backtesting.StartBacktest(request, Ct);
        Assert.True(started.Job is not null, started.Reason);
        while ((await backtesting.GetBacktest(new(started.Job.JobId), Ct)).Job is { } job)
        {
            if (job.IsOver) return job;
            await Task.Delay(20, Ct);
        }

        throw new InvalidOperationException("The job is gone.");
    }

    /// <summary>Minutes as Binance publishes them, without some.</summary>
    private static string Klines(int count, Range missing)
    {
        var text = new StringBuilder();
        var start = Instant.FromUtc(2024, 3, 1, 0, 0).ToUnixTimeMilliseconds();
        for (var minute = 0; minute < count; minute++)
        {
            if (minute >= missing.Start.Value && minute < missing.End.Value) continue;
            var (open, price) = (start + minute * 60_000L, 100 + minute % 7);
            text.Append(CultureInfo.InvariantCulture, $"{open},{price},{price + 1},{price - 1},{price},1000,{open + 59_999},0,0,0,0,0\n");
        }

        return text.ToString();
    }
}
