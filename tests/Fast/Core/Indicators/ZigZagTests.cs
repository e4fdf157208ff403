using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

public class ZigZagTests
{
    [Fact]
    public void A_turning_point_is_told_when_the_price_has_left_it_by_the_percentage()
    {
        var zigzag = new ZigZag(10);
        double[] closes = [100, 105, 109, 111, 120, 109, 108, 100, 109, 111];

        var told = closes.Select((close, at) => (zigzag.Update(ReferenceQuotes.At(at, close, close, close, close, 1)), zigzag.BarsAgo, zigzag.Extreme)).ToArray();

        var none = (double.NaN, double.NaN, double.NaN);
        Assert.Equal([none, none, none, (100, 3, 111), (100, 4, 120), (100, 5, 120), (120, 2, 108), (120, 3, 100), (120, 4, 100), (100, 2, 111)], told);
        Assert.False(zigzag.IsHigh);
    }

    [Fact]
    public void A_bar_that_makes_a_new_extreme_does_not_turn_away_from_it()
    {
        var zigzag = new ZigZag(10);
        foreach (var hour in Enumerable.Range(0, 3)) zigzag.Update(ReferenceQuotes.At(hour, 100 + 10 * hour, 100 + 10 * hour, 100 + 10 * hour, 100 + 10 * hour, 1));

        var wide = zigzag.Update(ReferenceQuotes.At(3, 120, 140, 100, 130, 1));
        var after = zigzag.Update(ReferenceQuotes.At(4, 130, 130, 125, 126, 1));

        Assert.Equal((100, 140), (wide, after));
    }

    [Fact]
    public void Highs_and_lows_alternate_at_least_the_percentage_apart_and_nothing_between_goes_beyond_them()
    {
        var bars = ReferenceQuotes.Walk(5000, step: 3);
        var zigzag = new ZigZag(4);

        var turns = new List<(int At, double Price, bool IsHigh)>();
        for (var at = 0; at < bars.Length; at++)
        {
            zigzag.Update(bars[at]);
            if (zigzag.IsReady && (turns.Count == 0 || turns[^1].IsHigh != zigzag.IsHigh)) turns.Add((at - (int)zigzag.BarsAgo, zigzag.Value, zigzag.IsHigh));
        }

        Assert.True(turns.Count > 20);
        foreach (var (from, to) in turns.Zip(turns.Skip(1)))
        {
            var (high, low) = to.IsHigh ? (to.Price, from.Price) : (from.Price, to.Price);
            Bar[] leg = bars[from.At..(to.At + 1)];
            Assert.True(high >= low * 1.04 || low <= high * 0.96);
            Assert.Equal(to.Price, to.IsHigh ? bars[to.At].High : bars[to.At].Low);
            Assert.All(leg[1..], bar => Assert.True(to.IsHigh ? bar.High <= high : bar.Low >= low));
        }
    }
}
