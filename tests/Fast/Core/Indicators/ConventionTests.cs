using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>What indicators say where their formula has no answer, and other choices that results depend on.</summary>
public class ConventionTests
{
    [Theory]
    [InlineData("rsi", 100), InlineData("stochastic", 0), InlineData("stoch-rsi", 0), InlineData("williams-r", -100), InlineData("mfi", 100)]
    [InlineData("efficiency-ratio", 0), InlineData("fisher", 0), InlineData("mass-index", 25), InlineData("ulcer", 0), InlineData("linear-regression", 0)]
    [InlineData("macd", 0), InlineData("ppo", 0), InlineData("trix", 0), InlineData("variance", 0), InlineData("super-trend", 7.1), InlineData("kama", 7.1)]
    [InlineData("cci", double.NaN), InlineData("cmo", double.NaN), InlineData("tsi", double.NaN), InlineData("vortex", double.NaN)]
    [InlineData("adx", double.NaN), InlineData("choppiness", double.NaN), InlineData("hurst", double.NaN), InlineData("ultimate", double.NaN)]
    public void A_market_that_never_moves(string name, double expected)
    {
        var values = Calls.Run(name, [.. Enumerable.Range(0, 300).Select(hour => ReferenceQuotes.At(hour, 7.1, 7.1, 7.1, 7.1, 10))])["value"];

        // Of averages of 7.1, the last bit depends on the order of additions: a deviation of that size is noise, not a market.
        if (name == "cci") Assert.True(double.IsNaN(values[^1]) || Math.Abs(values[^1]) < 100);
        else Numbers.Same(expected, values[^1], 1e-15, name);
    }

    [Theory]
    [InlineData("vwma"), InlineData("vwap"), InlineData("cmf")]
    public void A_market_without_volume_has_no_volume_weighted_price_but_gets_one_with_the_first_trade(string name)
    {
        var bars = ReferenceQuotes.Walk(60).Select((bar, at) => bar with { Volume = at == 50 ? 5 : 0 }).ToArray();

        var values = Calls.Run(name, bars)["value"];

        Assert.All(values[..50], value => Assert.Equal(double.NaN, value));
        Assert.True(double.IsFinite(values[50]));
    }

    [Fact]
    public void A_daily_vwap_forgets_yesterday()
    {
        var vwap = new Vwap(VwapAnchor.Day);

        for (var hour = 0; hour < 24; hour++) vwap.Update(ReferenceQuotes.At(hour, 10, 10, 10, 10, 100));

        Assert.Equal(10, vwap.Value);
        Assert.Equal(20, vwap.Update(ReferenceQuotes.At(24, 20, 20, 20, 20, 1)));
    }

    [Fact]
    public void Emas_of_any_length_agree_to_the_bit_on_a_flat_price()
    {
        foreach (var price in new[] { 0.1, 7.3, 1234.56, 1e-9 })
            foreach (var length in new[] { 3, 12, 26, 200 })
            {
                var ema = new Ema(length);
                for (var count = 0; count < 1000; count++) ema.Update(price);

                Assert.Equal(price, ema.Value);
            }
    }

    [Fact]
    public void A_parameter_s_refusal_names_it_and_says_what_it_takes()
    {
        var length = Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(0));
        var order = Assert.Throws<ArgumentException>(() => new Macd(26, 12));

        Assert.StartsWith("length must be a whole number from 1 to 1000000, not 0.", length.Message, StringComparison.Ordinal);
        Assert.StartsWith("fast (26) must be less than slow (12).", order.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_pairs_of_different_lengths_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Correlation(5).Over([1.0, 2.0], [1.0]));

    [Fact]
    public void Bars_alone_do_not_run_a_pair_indicator() =>
        Assert.Throws<ArgumentException>(() => Calls.Run("beta", [new Bar()]));
}
