using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>A search as a user runs it, from the command line.</summary>
public sealed class OptimizeCommandTests : IDisposable
{
    /// <summary>As in tests/Fast, where the modules run it without a command.</summary>
    private const string Golden = "1a996036dae02f857e9c8a31c1e780b0c01826910f7f49a6d0477aa5d8ceb7cb";

    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("1"), InlineData("2")]
    public async Task The_search_hash_is_the_same_however_many_run_at_a_time(string parallel)
    {
        var ended = await PlatformProcess.Run(Optimize("--parallel", parallel, "--json", "-"));

        Assert.True(ended.ExitCode == 0, ended.Error);
        var document = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(Golden, document.GetProperty("searchHash").GetString());
        Assert.Equal(6, document.GetProperty("trials").GetArrayLength());
        Assert.Equal(document.GetProperty("trials")[0].GetProperty("resultHash").GetString(), document.GetProperty("best").GetProperty("resultHash").GetString());
    }

    [Fact]
    public async Task It_prints_the_best_what_it_is_worth_and_the_hash_and_writes_document_and_report()
    {
        var (json, report) = (_home.File("search.json"), _home.File("search.html"));

        var ended = await PlatformProcess.Run(Optimize("--top", "3", "--json", json, "--report", report));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("6 trials of ema-cross, a grid of 9, ranked by sharpe", ended.Output, StringComparison.Ordinal);
        Assert.Contains("3 combinations were left out", ended.Output, StringComparison.Ordinal);
        Assert.Contains("(SIMULATED)", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Of 6 trials, chance alone is expected to reach a Sharpe ratio of", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Search hash: " + Golden, ended.Output, StringComparison.Ordinal);
        Assert.Equal(Golden, JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken)).RootElement.GetProperty("searchHash").GetString());
        Assert.Contains(Golden, await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--range fast=9..5", 1, "before it begins at 9")]
    [InlineData("--range nosuch=1..5", 1, "it has fast, slow, weight")]
    [InlineData("--range fast --range slow", 1, "at most 20000 are run")]
    [InlineData("--range fast=5 --objective sharp", 1, "Did you mean sharpe")]
    [InlineData("--range fast=5 --trials 10", 1, "for a random search")]
    [InlineData("--range fast=5 --parallel 0", 1, "it can be 1 to 256")]
    [InlineData("", 1, "--range fast=5..50:5")]
    [InlineData("--range =5", 2, "NAME=VALUE")]
    [InlineData("--range fast=5 --range fast=6", 2, "gives fast twice")]
    [InlineData("--range fast=5 --search genetic", 2, "grid, random")]
    [InlineData("--range fast=5 --trials many", 2, "whole number such as 20")]
    [InlineData("--range fast=5 --seed -1", 2, "whole number such as 20")]
    [InlineData("--range fast=5 --json /nosuch/s.json", 2, "There is no folder /nosuch")]
    public async Task What_goes_wrong_is_said_in_a_sentence(string arguments, int exitCode, string hint)
    {
        var ended = await PlatformProcess.Run(["optimize", "ema-cross", "--home", _home.Path, "--symbol", "BTCUSDT.SIM", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(hint, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error + ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_a_server_has_open_is_worked_on_through_it()
    {
        await using var server = await PlatformProcess.Serve(_home);

        var ended = await PlatformProcess.Run(Optimize());

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(Golden, ended.Output, StringComparison.Ordinal);
        Assert.Contains(Golden, await server.Http.GetStringAsync("/api/v1/optimizations", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private string[] Optimize(params string[] more) =>
    [
        "optimize", "ema-cross", "--home", _home.Path, "--symbol", "BTCUSDT.SIM", "--interval", "1h", "--from", "2024-01-01", "--to", "2024-02-01", "--set", "weight=0.1",
        "--range", "fast=5..25:10", "--range", "slow=10,20,30", .. more,
    ];
}
