using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>A first backtest as a user runs it, from the command line.</summary>
public sealed class BacktestCommandTests : IDisposable
{
    private const string Golden = "e30f27d82b6b12c2092c2efdf3424f4b5c992f74737d0973cb1b1683071740cd";

    private readonly TemporaryHome _home = new();

    public static TheoryData<string, string> Processors => new()
    {
        { "as it is", "" },
        { "without FMA and AVX2 in C library and runtime", "GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 DOTNET_EnableAVX2=0 DOTNET_EnableFMA=0" },
        { "without AVX2 in the runtime", "DOTNET_EnableAVX2=0" },
        { "without any vector instructions", "DOTNET_EnableHWIntrinsic=0" },
        { "with the slow first code of the compiler", "DOTNET_TieredCompilation=1 DOTNET_TC_QuickJitForLoops=1 DOTNET_TieredPGO=1" },
    };

    public void Dispose() => _home.Dispose();

    [Theory, MemberData(nameof(Processors))]
    public async Task The_result_hash_is_the_same_on_every_processor(string processor, string variables)
    {
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1]);

        var ended = await PlatformProcess.Run(environment, Backtest("--json", "-"));

        Assert.True(ended.ExitCode == 0, $"{processor}: {ended.Error}");
        Assert.Equal(Golden, JsonDocument.Parse(ended.Output).RootElement.GetProperty("resultHash").GetString());
    }

    [Fact]
    public async Task It_prints_figures_assumptions_and_hash_and_writes_document_and_report()
    {
        var (json, report) = (_home.File("result.json"), _home.File("report.html"));

        var ended = await PlatformProcess.Run(Backtest("--check-lookahead", "--json", json, "--report", report));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("(SIMULATED)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Look-ahead: clean", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Result hash: " + Golden, ended.Output, StringComparison.Ordinal);
        var document = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken)).RootElement;
        string[] promised = ["resultHash", "manifest", "models", "parameters", "bars", "elapsedMs", "barsPerSecond", "startEquity", "finalEquity", "totalFees", "statistics", "fills", "trades", "equity", "gaps", "lookahead"];
        Assert.All(promised, name => Assert.True(document.TryGetProperty(name, out _), name));
        Assert.Equal("clean", document.GetProperty("lookahead").GetString());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backtest ema-cros --symbol BTCUSDT.SIM", 1, "Did you mean ema-cross")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIMM", 1, "BTCUSDT.SIM")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --set fasst=3", 1, "it has fast, slow, weight")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --set fast", 2, "NAME=VALUE")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --fill later", 2, "next-open, close")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --cash much", 2, "must be a number")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --interval 1x", 2, "as in 1m or 1d")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --from yesterday", 2, "is no time")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --benchmark ETHUSDT.SIMM", 1, "ETHUSDT.SIM")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --returns sundays", 2, "trading-days, calendar-days")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --risk-free some", 2, "must be a number")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --risk-free 101", 1, "above -100 to 100")]
    [InlineData("backtest ema-cross --data /nosuch/file.csv", 1, "/nosuch/file.csv")]
    [InlineData("backtest ema-cross --symbol AAPL.US", 1, "data import")]
    [InlineData("backtest ema-cross", 1, "--symbol BTCUSDT.SIM")]
    [InlineData("backtest ema-cross --symbol BTCUSDT.SIM --report /nosuch/r.html", 2, "There is no folder /nosuch")]
    [InlineData("strategies nosuch", 1, "There is no strategy 'nosuch'")]
    public async Task What_goes_wrong_is_said_in_a_sentence(string arguments, int exitCode, string hint)
    {
        var ended = await PlatformProcess.Run([.. arguments.Split(' '), "--home", _home.Path]);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(hint, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error + ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_a_server_has_open_is_worked_on_through_it()
    {
        await using var server = await PlatformProcess.Serve(_home);

        var ended = await PlatformProcess.Run(Backtest());

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(Golden, ended.Output, StringComparison.Ordinal);
        Assert.Contains(Golden, await server.Http.GetStringAsync("/api/v1/backtests", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_measured_against_another_symbol_over_calendar_days()
    {
        var ended = await PlatformProcess.Run(Backtest("--benchmark", "ETHUSDT.SIM", "--returns", "calendar-days", "--risk-free", "2"));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Result hash: " + Golden, ended.Output, StringComparison.Ordinal);
        Assert.Contains("calendar days (UTC), 365 a year; the risk-free rate is 2 % a year; the benchmark is ETHUSDT.SIM", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Information ratio", ended.Output, StringComparison.Ordinal);
    }

    private string[] Backtest(params string[] more) =>
    [
        "backtest", "ema-cross", "--home", _home.Path, "--symbol", "BTCUSDT.SIM", "--interval", "1m", "--from", "2024-01-01", "--to", "2024-02-01", "--set", "weight=0.1", .. more,
    ];
}
