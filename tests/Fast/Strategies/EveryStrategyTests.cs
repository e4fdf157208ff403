using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Strategies;

/// <summary>Every built-in strategy is a regression test: what it does with its defaults on a year of the simulated market is written down, and it knows no future.</summary>
public class EveryStrategyTests
{
    /// <summary>Number of fills, end equity, and the first letters of the result hash.</summary>
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["bollinger-reversion"] = "306 fills, 62556.91, 82c0b41f",
        ["buy-and-hold"] = "3 fills, 153539.97, 6cb41c79",
        ["dca"] = "149 fills, 125773.73, 8199494e",
        ["donchian-breakout"] = "282 fills, 89359.44, c8d16f43",
        ["ema-cross"] = "310 fills, 91368.73, 7410f8b1",
        ["grid"] = "763 fills, 141238.91, 724351ab",
        ["macd-trend"] = "85 fills, 106036.97, f149e3be",
        ["momentum-rotation"] = "443 fills, 125702.45, f0fcbdf9",
        ["pairs"] = "426 fills, 63066.57, a8ca6c6d",
        ["rsi-reversion"] = "98 fills, 78336.97, 20ccd2b6",
        ["sma-cross"] = "196 fills, 110235.03, df19f41c",
        ["stoch-rsi-trend"] = "418 fills, 62439.09, 7eedcafa",
        ["volatility-target"] = "102 fills, 118021.57, 51e1a8f3",
    };

    private static readonly BarSeries[] Year = [YearOf("BTCUSDT"), YearOf("ETHUSDT"), YearOf("SOLUSDT")];

    public static TheoryData<string> Names => [.. All.Select(strategy => strategy.Name)];

    private static IReadOnlyList<StrategyDefinition> All => StrategyDefinition.In(typeof(EmaCross).Assembly);

    [Theory, MemberData(nameof(Names))]
    public void A_strategy_does_what_it_did(string name)
    {
        var run = Backtest.Run(Make(name), DataFor(name), new() { StartingCash = new(100_000m, Currency.Usdt) });

        Assert.True(Expected.TryGetValue(name, out var expected), $"[\"{name}\"] = \"{Digest(run)}\",");
        Assert.Equal(expected, Digest(run));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_strategy_knows_no_future(string name)
    {
        var verdict = LookaheadCheck.Run(_ => Make(name), DataFor(name), new() { StartingCash = new(100_000m, Currency.Usdt) }, seed: 1);

        Assert.Empty(verdict.Findings);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_strategy_says_what_it_does_and_what_its_parameters_are_for(string name)
    {
        var strategy = All.Single(one => one.Name == name);

        Assert.Matches("^[a-z]+(-[a-z]+)*$", strategy.Name);
        Assert.NotEmpty(strategy.Summary);
        Assert.All(strategy.Parameters, parameter => Assert.True(parameter.Summary.Length > 0 && parameter.Minimum < parameter.Maximum, parameter.Name));
    }

    /// <summary>One instrument where that is all it can handle, otherwise as many as there are.</summary>
    private static BarSeries[] DataFor(string name) => [.. Year.Take(All.Single(one => one.Name == name).MostInstruments)];

    private static string Digest(RunResult run) => FormattableString.Invariant($"{run.Fills.Count} fills, {run.FinalEquity:0.00}, {ResultHash.Of(run)[..8]}");

    private static Strategy Make(string name) => All.Single(one => one.Name == name).Read(new Dictionary<string, string>()).Arguments!.Create();

    private static BarSeries YearOf(string ticker)
    {
        var instrument = SimulatedMarket.Instruments.Single(one => one.Symbol.Ticker == ticker);
        var bars = SimulatedMarket.Usual.Bars(instrument, Interval.OneHour, Instant64.FromUtc(2024, 1, 1, 0, 0), Instant64.FromUtc(2025, 1, 1, 0, 0));
        return new(instrument, Interval.OneHour, bars);
    }
}
