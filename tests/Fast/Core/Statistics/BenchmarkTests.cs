using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Statistics;

/// <summary>Buying and holding over the time of a run, on the run's days.</summary>
public class BenchmarkTests
{
    private static readonly BarSeries Days = Market.Bars(Market.Coin, Interval.OneDay, 1, (100, 120), (120, 90), (90, 150), (150, 300));

    [Fact]
    public void It_is_bought_at_the_first_open_and_sold_at_the_last_close()
    {
        var held = Benchmark.Of(Days, Market.Start, At(3))!;

        Assert.Equal((100.0, 0.5, 0.25, 3), (held.Bought, held.TotalReturn, held.Drawdown.Deepest, held.Bars.Count));
    }

    [Fact]
    public void What_is_known_when_the_run_begins_is_what_is_paid()
    {
        var held = Benchmark.Of(Days, At(1) + Duration64.FromHours(7), At(3))!;

        Assert.Equal((120.0, 0.25), (held.Bought, held.TotalReturn));
    }

    [Fact]
    public void Its_last_close_is_carried_over_days_without_one()
    {
        Instant64[] ends = [At(1), At(2) + Duration64.FromHours(-1), At(2), At(4) + Duration64.FromHours(-1)];

        Assert.Equal([120 / 100.0 - 1, 0, 90 / 120.0 - 1, 150 / 90.0 - 1], Benchmark.Of(Days, Market.Start, At(4))!.Returns(ends));
    }

    [Fact]
    public void Nothing_is_earned_before_it_trades()
    {
        var held = Benchmark.Of(Days, Market.Start - Duration64.FromDays(2), At(1))!;

        Assert.Equal([0, 0, 120 / 100.0 - 1], held.Returns([At(-1), At(0), At(1)]));
    }

    [Fact]
    public void Without_a_close_during_the_run_or_with_a_price_that_is_not_above_zero_there_is_none()
    {
        Assert.Null(Benchmark.Of(Days, At(4), At(9)));
        Assert.Null(Benchmark.Of(Days, Market.Start, Market.Start + Duration64.FromHours(23)));
        Assert.Null(Benchmark.Of(Market.Bars(Market.Coin, Interval.OneDay, 1, (10, -37), (-37, 20)), Market.Start, At(2)));
    }

    [Fact]
    public void What_happens_after_a_day_does_not_change_its_return() => Prop.ForAll<ulong>(seed =>
    {
        var all = Market.RandomMinutes(Market.Coin, 400, seed);
        var ends = Enumerable.Range(1, 40).Select(index => Market.Start + Duration64.FromMinutes(index * 7)).ToArray();

        var whole = Benchmark.Of(all, Market.Start, ends[^1])!;
        var cut = Benchmark.Of(all.Slice(0, 140), Market.Start, ends[^1])!;

        Assert.Equal(whole.Returns(ends)[..20], cut.Returns(ends)[..20]);
        Assert.Equal(1 + whole.TotalReturn, whole.Returns(ends).Aggregate(1.0, (worth, one) => worth * (1 + one)), 9);
    }).QuickCheckThrowOnFailure();

    private static Instant64 At(int day) => Market.Start + Duration64.FromDays(day);
}
