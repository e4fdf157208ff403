using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Strategies;
using AlgoTrendy.Tests.Fast.Core.Engine;
using AlgoTrendy.Tests.Fast.Core.Matching;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>A paper session on a replay is the backtest: the same fills to the last digit, the same orders, told in the same order.</summary>
public class SameAsBacktestTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(1_000_000);
    private static readonly BarSeries[] Weeks = [WeeksOf("BTCUSDT"), WeeksOf("ETHUSDT"), WeeksOf("SOLUSDT")];

    public static MatrixTheoryData<string, bool> Strategies => new(All.Select(strategy => strategy.Name), [false, true]);

    private static IReadOnlyList<StrategyDefinition> All => StrategyDefinition.In(typeof(EmaCross).Assembly);

    [Theory]
    [InlineData("bars")]
    [InlineData("trades")]
    [InlineData("quotes")]
    public void Random_orders_do_the_same(string market) => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var (data, settings) = (RandomMarket.Of(market, random), RandomMarket.Settings(random));
        var amendsAll = settings.Matching.Latency is NoLatency;
        var (tested, traded) = (new RandomScript(seed, amendsAll), new RandomScript(seed, amendsAll));

        var backtest = Backtest.Run(tested, data, settings);
        var paper = new PaperDesk(traded, data, settings).Play();

        Assert.Equal(tested.Heard, traded.Heard);
        Assert.Equal(backtest.Fills, paper.Fills);
        Assert.Equal(tested.Given.Select(RandomScript.Told), traded.Given.Select(RandomScript.Told));
        Assert.Equal(backtest.Account.Cash, RandomMarket.CashOf(paper));
    }).Check(Many);

    /// <summary>What is compared is worth it: there are fills, and orders that end in every way.</summary>
    [Fact]
    public void The_random_orders_do_all_that_is_to_be_compared()
    {
        string[] markets = ["bars", "trades", "quotes"];
        var heard = Enumerable.Range(0, 60).SelectMany(seed =>
        {
            var (random, script) = (new RandomSource((ulong)seed), new RandomScript((ulong)seed));
            Backtest.Run(script, RandomMarket.Of(markets[seed % 3], random), RandomMarket.Settings(random));
            return script.Given.Select(RandomScript.Told);
        }).GroupBy(told => told.Split(", Message")[0].Split(" It was good until")[0]).ToDictionary(group => group.Key, group => group.Count());

        Assert.InRange(heard["Filled"], 300, int.MaxValue);
        Assert.All(
            ["Cancelled Refusal { Code = cancelled", "Cancelled Refusal { Code = other-of-group", "Cancelled Refusal { Code = entry-ended", "Cancelled Refusal { Code = data-gap", "Cancelled Refusal { Code = post-only", "Cancelled Refusal { Code = nothing-to-reduce", "Expired", "Expired It could not be filled whole at once."],
            told => Assert.InRange(heard.GetValueOrDefault(told), 10, int.MaxValue));
    }

    /// <summary>Whether its owner acts in the middle of the matching, or on what was told once an event is over.</summary>
    [Theory, MemberData(nameof(Strategies))]
    public void A_built_in_strategy_does_the_same(string name, bool isLate)
    {
        var definition = All.Single(one => one.Name == name);
        var (data, settings) = (new MarketData { Bars = Weeks[..Math.Min(definition.MostInstruments, Weeks.Length)] }, new RunSettings { StartingCash = new(100_000m, Currency.Usdt) });

        var backtest = Backtest.Run(Make(definition), data, settings);
        var paper = new PaperDesk(Make(definition), data, settings) { IsLate = isLate }.Play();

        Assert.NotEmpty(backtest.Fills);
        Assert.Equal(backtest.Fills, paper.Fills);
        Assert.Equal(backtest.FinalEquity, paper.Account.Equity);
    }

    private static Strategy Make(StrategyDefinition definition) => definition.Read(new Dictionary<string, string>()).Arguments!.Create();

    private static BarSeries WeeksOf(string ticker)
    {
        var instrument = SimulatedMarket.Instruments.Single(one => one.Symbol.Ticker == ticker);
        return new(instrument, Interval.OneHour, SimulatedMarket.Usual.Bars(instrument, Interval.OneHour, Instant64.FromUtc(2024, 1, 1, 0, 0), Instant64.FromUtc(2024, 4, 1, 0, 0)));
    }
}
