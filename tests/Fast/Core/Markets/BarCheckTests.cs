using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

public class BarCheckTests
{
    [Theory]
    [InlineData(10, 12, 9, 11, 5, BarFault.None)]
    [InlineData(10, 10, 10, 10, 0, BarFault.None)]
    [InlineData(10, 9, 12, 11, 5, BarFault.HighBelowLow)]
    [InlineData(8, 12, 9, 11, 5, BarFault.OpenOutside)]
    [InlineData(13, 12, 9, 11, 5, BarFault.OpenOutside)]
    [InlineData(10, 12, 9, 8.9, 5, BarFault.CloseOutside)]
    [InlineData(10, 12, 0, 11, 5, BarFault.PriceNotPositive)]
    [InlineData(10, 12, -1, 11, 5, BarFault.PriceNotPositive)]
    [InlineData(10, 12, 9, 11, -1, BarFault.VolumeNegative)]
    [InlineData(double.NaN, 12, 9, 11, 5, BarFault.NotFinite)]
    [InlineData(10, double.PositiveInfinity, 9, 11, 5, BarFault.NotFinite)]
    [InlineData(10, 12, 9, 11, double.NaN, BarFault.NotFinite)]
    [InlineData(10, 12, 9, 11, double.PositiveInfinity, BarFault.NotFinite)]
    public void A_bar_that_cannot_be_true_is_named(double open, double high, double low, double close, double volume, BarFault fault)
    {
        Assert.Equal(fault, BarCheck.Check(open, high, low, close, volume, mayBeNegative: false));
        Assert.Equal(fault == BarFault.None, BarCheck.Describe(fault, open, high, low, close, volume).Length == 0);
    }

    [Fact]
    public void A_future_may_fall_below_zero_and_still_not_to_minus_infinity()
    {
        Assert.Equal(BarFault.None, BarCheck.Check(17.73, 17.85, -40.32, -37.63, 5, mayBeNegative: true));
        Assert.Equal(BarFault.NotFinite, BarCheck.Check(1, 2, double.NegativeInfinity, 1, 5, mayBeNegative: true));
    }

    [Fact]
    public void The_quick_way_and_the_plain_rules_agree_on_every_mixture()
    {
        double[] some = [-1, 0, 1, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (var open in some)
            foreach (var high in some)
                foreach (var low in some)
                    foreach (var close in some)
                        foreach (var volume in some)
                            foreach (var mayBeNegative in new[] { false, true })
                                Assert.Equal(IsTrue(open, high, low, close, volume, mayBeNegative), BarCheck.Check(open, high, low, close, volume, mayBeNegative) == BarFault.None);
    }

    [Theory]
    [InlineData(SeriesKind.Trades, new[] { 10.0, 5 }, null)]
    [InlineData(SeriesKind.Trades, new[] { 0.0, 5 }, "Price 0 is not above zero.")]
    [InlineData(SeriesKind.Trades, new[] { 10.0, -5 }, "Size -5 is negative.")]
    [InlineData(SeriesKind.Quotes, new[] { double.NaN, 0, 10.0, 5 }, null)]
    [InlineData(SeriesKind.Quotes, new[] { double.NaN, 0, double.NaN, 0 }, "It has neither bid nor ask.")]
    [InlineData(SeriesKind.Quotes, new[] { 10.0, 5, -1, 5 }, "Ask -1 is not above zero.")]
    [InlineData(SeriesKind.QuoteBars, new[] { 1.0, 2, 1, 2, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0 }, null)]
    [InlineData(SeriesKind.QuoteBars, new[] { 1.0, 2, 1, 2, 0, 1, 0.5, 1, 1, 0 }, "Ask: High 0.5 is below low 1.")]
    [InlineData(SeriesKind.QuoteBars, new[] { 1.0, double.NaN, 1, 2, 0, 1, 2, 1, 1, 0 }, "Bid: A price or the volume is not a finite number.")]
    public void Rows_of_every_kind_are_checked(SeriesKind kind, double[] values, string? fault) => Assert.Equal(fault, RowCheck.Fault(kind, values, mayBeNegative: false));

    private static bool IsTrue(double open, double high, double low, double close, double volume, bool mayBeNegative) =>
        double.IsFinite(open) && double.IsFinite(high) && double.IsFinite(low) && double.IsFinite(close) && double.IsFinite(volume) &&
        high >= low && open >= low && open <= high && close >= low && close <= high && volume >= 0 && (mayBeNegative || low > 0);
}
