using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

public class HoldingsSizerTests
{
    private static readonly FeeSchedule[] Schedules = [NoFee.Instance, new PercentFee(10m), new PercentFee(900m), PerShareFee.InteractiveBrokers, new PerContractFee(2.5m)];

    private static readonly decimal[] Lots = [1m, 0.001m, 100m, 0.25m];

    /// <summary>The definition itself: the quantity fits, and one lot more does not.</summary>
    [Fact]
    public void The_size_is_the_largest_that_fits() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var (equity, weight, price) = (Decimal(random, 1_000_000), Decimal(random, 2), Decimal(random, 5_000) + 0.01m);
        var (fees, lot) = (Schedules[random.NextBelow(Schedules.Length)], Lots[random.NextBelow(Lots.Length)]);
        var instrument = Market.Coin with { LotSize = lot };

        var size = HoldingsSizer.Size(instrument, fees, equity, weight, price, buffer: 0.0025m);

        Assert.True(instrument.IsOnLot(size));
        Assert.True(size.Value == 0m || Fits(size.Value), $"{size} does not fit");
        Assert.False(Fits(size.Value + lot), $"{size.Value + lot} would fit too");

        bool Fits(decimal quantity) => quantity * price <= (equity * 0.9975m - fees.FeeOf(quantity * price, new(quantity), Liquidity.Taker)) * weight;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0), InlineData(-5)]
    public void Without_equity_there_is_nothing_to_hold(int equity) =>
        Assert.Equal(Quantity.Zero, HoldingsSizer.Size(Market.Coin, NoFee.Instance, equity, 1m, 100m, 0.0025m));

    private static decimal Decimal(RandomSource random, double most) => decimal.Round((decimal)(random.NextUnit() * most), 2);
}
