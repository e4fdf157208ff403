using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>What every indicator of the catalogue must keep, with its default parameters; a new one is covered the day it is born.</summary>
public class LawsTests
{
    private const int Count = 1200;

    // Outputs that their definition leaves without a value now and then, even of a ready indicator.
    private static readonly HashSet<string> MayBeUndefined = ["super-trend.upper", "super-trend.lower"];

    public static TheoryData<string> Names => [.. IndicatorCatalogue.All.Select(found => found.Name)];

    public static TheoryData<string> LinesOverPrices => [.. IndicatorCatalogue.All.Where(found => found.Pane == Pane.Price).Select(found => found.Name)];

    // All but the one that has a price for a parameter.
    public static TheoryData<string> Scalable => [.. IndicatorCatalogue.All.Select(found => found.Name).Where(name => name != "renko")];

    [Theory, MemberData(nameof(Names))]
    public void Two_runs_are_the_same_to_the_bit_and_a_reset_one_is_as_new(string name)
    {
        var (found, bars) = (IndicatorCatalogue.Find(name)!, ReferenceQuotes.Walk(Count));
        var used = found.Create();

        var first = Stream(found, used, bars);
        used.Reset();

        Assert.False(used.IsReady);
        Assert.All(found.Outputs, output => Assert.Equal(output.Read(found.Create()), output.Read(used)));
        Assert.Equal(first, Stream(found, used, bars));
        Assert.Equal(first, Stream(found, found.Create(), bars));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_batch_is_the_stream(string name)
    {
        var (found, bars) = (IndicatorCatalogue.Find(name)!, ReferenceQuotes.Walk(Count));
        var series = ReferenceQuotes.Series(bars);

        var batch = found.Create() switch
        {
            IBarIndicator ofBars => ofBars.Over(series),
            IValueIndicator ofValues => ofValues.Over(series),
            IPairIndicator ofPairs => ofPairs.Over(series.Close, series.Open),
            _ => throw new InvalidOperationException($"{name} has no known input."),
        };

        Assert.Equal(Stream(found, found.Create(), bars).Select(row => row[0]), batch);
    }

    [Theory, MemberData(nameof(Names))]
    public void It_becomes_ready_and_from_then_on_every_output_is_a_number(string name)
    {
        var (found, bars) = (IndicatorCatalogue.Find(name)!, ReferenceQuotes.Walk(Count));
        var indicator = found.Create();
        var certain = found.Outputs.Where(output => !MayBeUndefined.Contains($"{name}.{output.Name}")).ToArray();

        var wasReady = false;
        foreach (var bar in bars)
        {
            Feed(indicator, bar);
            Assert.True(indicator.IsReady || !wasReady, "It was ready and is no more.");
            Assert.Equal(indicator.IsReady, certain.All(output => double.IsFinite(output.Read(indicator))));
            wasReady = indicator.IsReady;
        }

        Assert.True(wasReady, $"{name} is not ready after {Count} bars.");
    }

    [Theory, MemberData(nameof(Names))]
    public void An_update_allocates_nothing(string name)
    {
        var (found, bars) = (IndicatorCatalogue.Find(name)!, ReferenceQuotes.Walk(Count));
        var indicator = found.Create();
        foreach (var bar in bars) Feed(indicator, bar);

        // Where another thread collects meanwhile, the rest of what this one had in hand counts as allocated: that happens now and then, and not each time.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var bar in bars) Feed(indicator, bar);
            indicator.Reset();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Theory, MemberData(nameof(Names))]
    public void Flat_rising_huge_tiny_and_volumeless_markets_make_no_infinities(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;
        Bar[][] markets =
        [
            Market(_ => 100), Market(bar => 1 + bar), Market(bar => 2000 - bar), Market(bar => 1e12 + bar % 7), Market(bar => 1e-9 * (1 + bar % 5)), Market(bar => bar % 2 == 0 ? 1 : 1e9),
            [.. ReferenceQuotes.Walk(Count).Select(bar => bar with { Volume = 0 })], [.. Market(_ => 5).Select(bar => bar with { Volume = 0 })],
        ];

        foreach (var market in markets)
            Assert.DoesNotContain(Stream(found, found.Create(), market).SelectMany(row => row), double.IsInfinity);
    }

    [Theory, MemberData(nameof(Names))]
    public void After_a_market_that_says_nothing_an_ordinary_one_is_described_again(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;
        var indicator = found.Create();
        Bar[] dead = [.. Market(_ => 5).Select(bar => bar with { Volume = 0 })];

        foreach (var bar in dead.Concat(ReferenceQuotes.Walk(Count))) Feed(indicator, bar);

        var mute = found.Outputs.Where(output => !MayBeUndefined.Contains($"{name}.{output.Name}") && !double.IsFinite(output.Read(indicator)));
        Assert.True(indicator.IsReady);
        Assert.Empty(mute.Select(output => output.Name));
    }

    [Theory, MemberData(nameof(LinesOverPrices))]
    public void A_flat_market_has_its_price_wherever_a_line_is_drawn_over_prices(string name)
    {
        var found = IndicatorCatalogue.Find(name)!;

        var values = Stream(found, found.Create(), Market(_ => 1234.56)).Select(row => row[0]).Where(value => !double.IsNaN(value));

        Assert.All(values, value => Assert.Equal(1234.56, value, 1e-9));
    }

    // Doubles keep their digits when multiplied by a power of two, so a constant that is not part of a definition would show.
    [Theory, MemberData(nameof(Scalable))]
    public void A_market_a_billion_times_as_dear_has_the_same_digits(string name)
    {
        const double factor = 1 << 30;
        var (found, bars) = (IndicatorCatalogue.Find(name)!, ReferenceQuotes.Walk(Count));
        Bar[] dear = [.. bars.Select(bar => bar with { Open = bar.Open * factor, High = bar.High * factor, Low = bar.Low * factor, Close = bar.Close * factor })];

        var (cheap, grown) = (Stream(found, found.Create(), bars), Stream(found, found.Create(), dear));

        for (var output = 0; output < found.Outputs.Count; output++)
        {
            // A share has dimension 0, a price 1, a variance 2.
            double[] dimensions = [1, factor, factor * factor];
            var (before, after) = (cheap.Select(row => row[output]).ToArray(), grown.Select(row => row[output]).ToArray());
            Assert.True(dimensions.Any(dimension => before.Select(value => value * dimension).SequenceEqual(after)), $"{found.Outputs[output].Name} has other digits.");
        }
    }

    [Theory]
    [InlineData("rsi", 0, 100), InlineData("stoch-rsi", 0, 100), InlineData("stochastic", 0, 100), InlineData("williams-r", -100, 0), InlineData("adx", 0, 100)]
    [InlineData("aroon", -100, 100), InlineData("cmo", -100, 100), InlineData("mfi", 0, 100), InlineData("cmf", -1, 1), InlineData("tsi", -100, 100)]
    [InlineData("ultimate", 0, 100), InlineData("efficiency-ratio", 0, 1), InlineData("correlation", -1, 1), InlineData("variance", 0, 1e300), InlineData("ulcer", 0, 100)]
    public void An_oscillator_stays_within_its_bounds(string name, double least, double most)
    {
        var found = IndicatorCatalogue.Find(name)!;
        Bar[][] markets = [ReferenceQuotes.Walk(20_000), Market(bar => 0.1 * (1 + bar)), Market(bar => 0.7 * (2000 - bar)), Market(bar => bar * bar * 0.01), Market(bar => bar % 2 == 0 ? 1e-9 : 1e9)];

        // A rounded mean of hundreds may end on 100.00000000000001; a share of 1 may not.
        var slack = most == 1 ? 0 : 1e-13 * Math.Max(most, -least);
        foreach (var market in markets)
            Assert.All(Stream(found, found.Create(), market).Select(row => row[0]).Where(value => !double.IsNaN(value)), value => Assert.InRange(value, least - slack, most + slack));
    }

    private static Bar[] Market(Func<int, double> price) =>
        [.. Enumerable.Range(0, Count).Select(bar => ReferenceQuotes.At(bar, price(bar), price(bar), price(bar), price(bar), 1000))];

    private static double[][] Stream(IndicatorDescription found, IIndicator indicator, Bar[] bars)
    {
        var rows = new double[bars.Length][];
        for (var index = 0; index < bars.Length; index++)
        {
            var returned = Feed(indicator, bars[index]);
            Assert.Equal(indicator.Value, returned);
            rows[index] = [.. found.Outputs.Select(output => output.Read(indicator))];
        }

        return rows;
    }

    private static double Feed(IIndicator indicator, in Bar bar) => indicator switch
    {
        IBarIndicator ofBars => ofBars.Update(bar),
        IValueIndicator ofValues => ofValues.Update(bar.Close),
        _ => ((IPairIndicator)indicator).Update(bar.Close, bar.Open),
    };
}
