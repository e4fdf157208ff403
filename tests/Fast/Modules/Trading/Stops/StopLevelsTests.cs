using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Store;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Stops;

/// <summary>Where stops lie, for longs and shorts.</summary>
public class StopLevelsTests
{
    [Theory]
    [InlineData(true, 100, 95)]
    [InlineData(false, 100, 105)]
    [InlineData(true, 33.33, 31.66)] // 31.6635
    [InlineData(false, 33.33, 35)] // 34.9965
    public void A_stop_lies_on_the_tick_that_is_not_closer(bool isLong, decimal from, decimal stop) => Assert.Equal(stop, StopLevels.Of(Rule(isLong, percent: 5m), ModelVenue.Rules, from));

    [Theory]
    [InlineData(true, 95.01, false)]
    [InlineData(true, 95, true)]
    [InlineData(true, 94.99, true)]
    [InlineData(false, 94.99, false)]
    [InlineData(false, 95, true)]
    [InlineData(false, 95.01, true)]
    public void A_price_at_the_stop_has_come_to_it(bool isLong, decimal price, bool isBeyond) => Assert.Equal(isBeyond, StopLevels.IsBeyond(Rule(isLong, percent: 5m) with { StopsAt = 95m }, price));

    [Fact]
    public void The_best_price_is_the_best_of_all_that_were_heard()
    {
        var prices = Gen.Choose(1, 100_000).Select(cents => cents / 100m).NonEmptyListOf().ToArbitrary();

        Prop.ForAll(prices, heard =>
        {
            foreach (bool isLong in (ReadOnlySpan<bool>)[true, false])
            {
                var rule = new StopRule(Rule(isLong, percent: 5m) with { Trails = true });
                foreach (var price in heard) rule.See(price);
                Assert.Equal(isLong ? heard.Max() : heard.Min(), rule.Best);
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static StopRuleRow Rule(bool isLong, decimal percent) => new(
        "one", ModelVenue.Btc, isLong, StopKind.Fixed, null, percent, null, null, null, null, null, false, null, null, null, false, null, Instant64.MinValue, Instant64.MinValue);
}
