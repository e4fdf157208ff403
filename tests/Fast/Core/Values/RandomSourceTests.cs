using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Values;

public class RandomSourceTests
{
    /// <summary>The value that PHP's own test expects (ext/random/tests/02_engine/xoshiro256starstar_value.phpt), which prints bytes in little-endian order.</summary>
    [Fact]
    public void It_is_xoshiro256_starstar_seeded_by_SplitMix64()
    {
        var random = new RandomSource(1234);
        for (var count = 0; count < 10_000; count++) random.NextBits();
        random.Jump();
        random.LongJump();

        Assert.Equal(0x239196a79c7e191fUL, random.NextBits());
    }

    [Fact]
    public void A_derived_stream_depends_on_seed_and_keys_and_not_on_what_was_drawn()
    {
        var parent = new RandomSource(5);
        var first = parent.Derive(1, 2).NextBits();

        parent.NextBits();

        Assert.Equal(first, parent.Derive(1, 2).NextBits());
        Assert.Equal(5, new[] { first, parent.Derive(2, 1).NextBits(), parent.Derive(1).NextBits(), parent.Derive().NextBits(), new RandomSource(6).Derive(1, 2).NextBits() }.Distinct().Count());
    }

    [Fact]
    public void Streams_of_neighbouring_days_do_not_move_together()
    {
        var parent = new RandomSource(5);
        var days = Enumerable.Range(0, 20_000).Select(day => parent.Derive(RandomSource.KeyOf("AAPL.SIM"), (ulong)day).NextNormal()).ToArray();

        var together = days.Zip(days.Skip(1), (today, tomorrow) => today * tomorrow).Average();

        Assert.True(Math.Abs(together) < 0.03, $"correlation {together}");
    }

    [Theory]
    [InlineData(1), InlineData(6), InlineData(1000), InlineData(int.MaxValue)]
    public void Whole_numbers_stay_below_the_bound_and_are_even_spread(int bound)
    {
        var random = new RandomSource(11);
        var drawn = Enumerable.Range(0, 60_000).Select(_ => random.NextBelow(bound)).ToArray();

        Assert.All(drawn, value => Assert.InRange(value, 0, bound - 1));
        var mean = drawn.Average(value => (double)value) / Math.Max(1, bound - 1);
        Assert.InRange(mean, bound == 1 ? 0 : 0.49, 0.51);
    }

    [Fact]
    public void Units_normals_exponentials_and_counts_have_their_moments()
    {
        var random = new RandomSource(3);
        const int Count = 200_000;
        var units = Draw(random.NextUnit);
        var normals = Draw(random.NextNormal);
        var exponentials = Draw(random.NextExponential);
        var counts = Draw(() => random.NextPoisson(2.5));

        Assert.All(units, unit => Assert.True(unit is >= 0.0 and < 1.0));
        Assert.Equal(0.5, units.Average(), 0.003);
        Assert.Equal(0.0, normals.Average(), 0.01);
        Assert.Equal(1.0, normals.Average(x => x * x), 0.015);
        Assert.Equal(3.0, normals.Average(x => x * x * x * x), 0.15);
        Assert.Equal(1.0, exponentials.Average(), 0.01);
        Assert.Equal(2.5, counts.Average(), 0.02);
        Assert.Equal(2.5, counts.Average(x => (x - 2.5) * (x - 2.5)), 0.05);

        static double[] Draw(Func<double> draw) => [.. Enumerable.Range(0, Count).Select(_ => draw())];
    }
}
