using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.CorporateActions;

public class AdjustmentFactorsTests
{
    private static readonly LocalDate First = new(2014, 6, 5);
    private static readonly LocalDate Second = new(2014, 6, 6);
    private static readonly AdjustmentFactors Factors = new([new(First, 0.5m, 0.1m, 100m), new(Second, 0.8m, 0.2m, 50m), new(new(2050, 12, 31), 1m, 1m, 0m)]);

    [Theory]
    [InlineData(1, 0.5, 0.1)]
    [InlineData(5, 0.5, 0.1)]
    [InlineData(6, 0.8, 0.2)]
    [InlineData(7, 1, 1)]
    public void A_row_applies_to_dates_up_to_its_own(int day, decimal price, decimal split)
    {
        var span = Factors.On(new(2014, 6, day));

        Assert.Equal((price, split), (span.PriceFactor, span.SplitFactor));
    }

    [Fact]
    public void A_date_after_the_last_row_is_not_adjusted() => Assert.True(new AdjustmentFactors([new(First, 0.5m, 0.5m, 1m)]).On(Second).IsUnadjusted);

    [Fact]
    public void A_dividend_is_the_reference_close_times_the_step_of_the_price_factor()
    {
        var dividends = Factors.Dividends;

        // 100 x (1 - 0.5 / 0.8) = 37.5, 50 x (1 - 0.8 / 1) = 10
        Assert.Equal([new(First, 37.50m), new(Second, 10m)], dividends);
    }

    [Fact]
    public void A_split_is_the_step_of_the_split_factor() =>
        Assert.Equal([new(First, 0.5m, 100m), new(Second, 0.2m, 50m)], Factors.Splits);

    [Fact]
    public void A_dividend_is_paid_on_the_next_trading_day() => Assert.Equal(Second, Factors.Dividends[0].PaidOn(TradingCalendar.AlwaysOpen));

    [Fact]
    public void A_price_is_multiplied_exactly_and_a_volume_divided_by_the_split()
    {
        var span = new FactorSpan(0.8613657m, 0.1428572m, First);

        Assert.Equal((double)(645.57m * 0.8613657m * 0.1428572m), span.AdjustPrice(645.57));
        Assert.Equal((double)(1_000m / 0.1428572m), span.AdjustVolume(1_000));
    }

    [Theory]
    [InlineData(0), InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(1e300), InlineData(1e-300), InlineData(-37.63)]
    public void No_number_makes_adjusting_throw(double raw)
    {
        var adjusted = new FactorSpan(0.000000001m, 1_000_000m, First);

        Assert.Equal(double.IsNaN(raw), double.IsNaN(adjusted.AdjustPrice(raw)));
        Assert.Equal(Math.Sign(double.IsNaN(raw) ? 0 : raw), double.IsNaN(raw) ? 0 : Math.Sign(adjusted.AdjustVolume(raw)));
    }

    [Fact]
    public void Dates_that_go_back_and_impossible_factors_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AdjustmentFactors([new(Second, 1m, 1m, 1m), new(First, 1m, 1m, 1m)]));
        Assert.Throws<ArgumentException>(() => new AdjustmentFactors([new(First, 0m, 1m, 1m)]));
        Assert.Throws<ArgumentException>(() => new AdjustmentFactors([new(First, 1m, -1m, 1m)]));
    }
}
