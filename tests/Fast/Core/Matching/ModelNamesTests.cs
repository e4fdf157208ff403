using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Models are chosen by name, print the name that chooses them, and do what their formula says.</summary>
public class ModelNamesTests
{
    [Theory]
    [InlineData("half-spread"), InlineData("none"), InlineData("fixed:2.5"), InlineData("volume-share:0.1"), InlineData("sqrt-impact:0.02")]
    public void A_slippage_model_prints_the_name_that_chooses_it(string name) => Assert.Equal(name, ModelNames.ReadSlippage(name).Model!.Name);

    [Theory]
    [InlineData("none"), InlineData("fixed:50"), InlineData("fixed:0.25"), InlineData("random:20:80")]
    public void A_latency_model_prints_the_name_that_chooses_it(string name) => Assert.Equal(name, ModelNames.ReadLatency(name).Model!.Name);

    [Theory]
    [InlineData("none"), InlineData("percent:10"), InlineData("maker-taker:2:5"), InlineData("per-share:0.005:1:0.5"), InlineData("per-share:0.005:1"), InlineData("per-contract:2.25")]
    [InlineData("percent:10;2024-06-01=maker-taker:2:5;2025-01-01=none")]
    public void A_fee_schedule_prints_the_name_that_chooses_it(string name) => Assert.Equal(name, ModelNames.Of(ModelNames.ReadFees(name).Model!));

    [Fact]
    public void Every_fill_model_is_found_by_its_name() => Assert.All(FillModel.All, model => Assert.Same(model, ModelNames.ReadFill(model.Name).Model));

    [Theory]
    [InlineData("fixd:5", "'fixd:5' is no slippage model; it is one of half-spread, none, fixed:BPS, volume-share:COEFFICIENT, sqrt-impact:COEFFICIENT.")]
    [InlineData("fixed", "'fixed' is no slippage model")]
    [InlineData("fixed:1:2", "'fixed:1:2' is no slippage model")]
    [InlineData("fixed:-1", "'fixed:-1' is no slippage model")]
    [InlineData("fixed:1e3", "'fixed:1e3' is no slippage model")]
    [InlineData("", "'' is no slippage model")]
    public void What_is_no_slippage_model_is_answered_with_those_there_are(string text, string answer) =>
        Assert.StartsWith(answer, ModelNames.ReadSlippage(text).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("random:5:1", "'random:5:1' is no latency model: the least is more than the most.")]
    [InlineData("fixed:100000000", "'fixed:100000000' is no latency model: a day is the most.")]
    public void What_a_latency_model_cannot_be_is_said(string text, string answer) => Assert.Equal(answer, ModelNames.ReadLatency(text).Fault);

    [Theory]
    [InlineData("percent:1;percent:2", "'percent:2' does not say from when it holds, as in 2025-01-01=percent:2.")]
    [InlineData("percent:1;2025-13-01=percent:2", "'2025-13-01' is no date such as 2025-01-01.")]
    [InlineData("percent:1;2025-01-01=free", "'free' is no fee schedule")]
    [InlineData("percent:1;2025-01-01=none;2024-01-01=none", "Times must rise")]
    public void What_fees_by_date_cannot_be_is_said(string text, string answer) => Assert.StartsWith(answer, ModelNames.ReadFees(text).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("2024-05-31T23:59:59", 10), InlineData("2024-06-01T00:00:00", 5)]
    public void Fees_by_date_are_those_of_the_moment(string time, double basisPoints)
    {
        var fees = ModelNames.ReadFees("percent:10;2024-06-01=percent:5").Model!.At(Instant64.FromInstant(NodaTime.Text.InstantPattern.ExtendedIso.Parse(time + "Z").Value));

        Assert.Equal(new PercentFee((decimal)basisPoints), fees);
    }

    // An order of a quarter of a bar's 400 at 100, with a spread of two basis points.
    [Theory]
    [InlineData("none", 100.00)]
    [InlineData("half-spread", 100.01)] // 1 bp
    [InlineData("fixed:30", 100.30)]
    [InlineData("volume-share:0.1", 100.64)] // 1 bp + 0.1 × 0.25² = 63.5 bps, up to the tick
    [InlineData("sqrt-impact:0.02", 101.01)] // 1 bp + 0.02 × √0.25 = 101 bps
    public void A_fill_pays_what_the_slippage_model_says(string model, double price)
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Slippage = ModelNames.ReadSlippage(model).Model! }, Leverage = 10m };
        var strategy = new Scripted { Bar = (context, stream, _, index) => { if (index == 0) context.Buy(stream.Instrument, 100m); } };

        var result = Backtest.Run(strategy, [Market.Bars(Market.Coin, Interval.OneMinute, 400, (100, 100), (100, 100))], settings);

        Assert.Equal((decimal)price, Assert.Single(result.Fills).Price.Value);
    }

    [Fact]
    public void Chance_in_a_model_comes_from_the_runs_seed()
    {
        Assert.Equal(HashOf(seed: 1), HashOf(seed: 1));
        Assert.NotEqual(HashOf(seed: 1), HashOf(seed: 2));

        static string HashOf(ulong seed)
        {
            var random = new RandomSource(3);
            var strategy = new Scripted
            {
                Bar = (context, stream, bar, _) =>
                {
                    var side = random.NextBelow(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
                    context.Submit(OrderRequest.Limit(stream.Instrument, side, new(0.1m), context.ToPrice(stream.Instrument, bar.Close)));
                },
            };
            var matching = Market.Frictionless.Matching with { Latency = new RandomLatency(Duration64.Zero, Duration64.FromMinutes(5)), Seed = seed };
            return ResultHash.Of(Backtest.Run(strategy, [Market.RandomMinutes(Market.Coin, 300, 5)], Market.Frictionless with { Matching = matching }));
        }
    }

    [Theory]
    [InlineData("fixed:10000.1"), InlineData("volume-share:10.1"), InlineData("sqrt-impact:99999999999999999999999999")]
    public void Slippage_has_a_most(string text) => Assert.EndsWith("most.", ModelNames.ReadSlippage(text).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData("percent:10000.1"), InlineData("maker-taker:10001:0"), InlineData("maker-taker:0:10001")]
    public void A_fee_is_at_most_the_whole_price(string text) => Assert.EndsWith("most.", ModelNames.ReadFees(text).Fault, StringComparison.Ordinal);

    [Fact]
    public void Nobody_pays_for_selling_what_has_a_price()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Slippage = new SquareRootImpact(10m) } };

        var result = Backtest.Run(Tape.At((0, context => context.Sell(Market.Coin, 90m))), [Tape.Minutes("100 100 100 100 100", "100 100 100 100 100")], settings);

        Assert.Equal(0m, Assert.Single(result.Fills).Price.Value);
    }
}
