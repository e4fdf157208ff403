using AlgoTrendy.Core.Indicators;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

public class RenkoTests
{
    [Fact]
    public void A_leap_lays_several_bricks_that_share_its_volume_and_a_reversal_starts_beyond_the_last_brick()
    {
        var renko = new Renko(2);
        Feed(renko, 100, 1);

        Feed(renko, 107, 30);
        var up = Enumerable.Range(0, renko.Formed).Select(index => (renko[index].Open, renko[index].Close, renko[index].Volume)).ToArray();
        Feed(renko, 103, 1);
        var within = renko.Formed;
        Feed(renko, 101.9, 5);

        Assert.Equal([(100, 102, 10), (102, 104, 10), (104, 106, 10)], up);
        Assert.Equal(0, within);
        Assert.Equal((1, 104, 102, 6, false), (renko.Formed, renko[0].Open, renko[0].Close, renko[0].Volume, renko.IsUp));
    }

    [Fact]
    public void Prices_on_a_decimal_grid_lay_their_bricks_although_binary_fractions_fall_short()
    {
        var renko = new Renko(0.1);
        Feed(renko, 100, 1);
        var formed = 0;

        for (var tick = 1; tick <= 1000; tick++)
        {
            Feed(renko, (double)(100m + tick * 0.1m), 1);
            formed += renko.Formed;
        }

        Assert.Equal(1000, formed);
        Assert.Equal(200, renko.Value, 1e-9);
    }

    [Fact]
    public void A_brick_that_was_not_formed_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Renko(1)[0]);

    private static void Feed(Renko renko, double close, double volume) => renko.Update(ReferenceQuotes.At(0, close, close, close, close, volume));
}
