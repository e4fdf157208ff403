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

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bar in bars) Feed(indicator, bar);
        indicator.Reset();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
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
