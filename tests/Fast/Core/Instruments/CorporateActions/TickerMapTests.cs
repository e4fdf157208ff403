using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Core.Instruments.CorporateActions;

public class TickerMapTests
{
    private static readonly LocalDate Forever = new(2050, 12, 31);
    private static readonly TickerMap Waste = new("wm", [new(new(1998, 1, 2), "uw"), new(new(1998, 7, 16), "uw"), new(new(2009, 8, 4), "wmi"), new(Forever, "wm")]);
    private static readonly TickerMap Facebook = new("fb", [new(new(2012, 5, 18), "fb"), new(Forever, "fb")]);
    private static readonly TickerMap FalconBank = new("fb.1", [new(new(1999, 9, 29), "fb"), new(new(2003, 3, 28), "fb")]);

    [Theory]
    [InlineData(1998, 1, 1, null)]
    [InlineData(1998, 1, 2, "UW")]
    [InlineData(1998, 7, 16, "UW")]
    [InlineData(1998, 7, 17, "WMI")]
    [InlineData(2009, 8, 4, "WMI")]
    [InlineData(2009, 8, 5, "WM")]
    [InlineData(2024, 1, 2, "WM")]
    public void A_row_names_the_ticker_up_to_its_date(int year, int month, int day, string? ticker) => Assert.Equal(ticker, Waste.TickerOn(new(year, month, day)));

    [Fact]
    public void A_ticker_that_was_used_again_belongs_to_who_had_it_then()
    {
        var maps = new TickerMaps([Facebook, FalconBank, Waste]);

        Assert.Same(FalconBank, maps.Find("FB", new(2000, 1, 3)));
        Assert.Null(maps.Find("fb", new(2010, 1, 4)));
        Assert.Same(Facebook, maps.Find("fb", new(2020, 1, 2)));
        Assert.Null(maps.Find("wm", new(2005, 1, 3)));
    }

    [Fact]
    public void A_security_is_delisted_after_its_last_row_unless_that_is_far_ahead()
    {
        Assert.Equal(new LocalDate(2003, 3, 28), FalconBank.DelistedOn);
        Assert.Null(FalconBank.TickerOn(new(2003, 3, 29)));
        Assert.Null(Facebook.DelistedOn);
    }

    [Fact]
    public void A_range_is_cut_at_the_changes()
    {
        var spans = Waste.Over(new(1998, 7, 1), new(2009, 8, 31));

        Assert.Equal(
            [new("UW", new(1998, 7, 1), new(1998, 7, 16)), new("WMI", new(1998, 7, 17), new(2009, 8, 4)), new TickerSpan("WM", new(2009, 8, 5), new(2009, 8, 31))],
            spans);
    }

    [Fact]
    public void A_range_before_the_listing_is_empty() => Assert.Empty(Facebook.Over(new(2000, 1, 1), new(2012, 5, 17)));

    [Fact]
    public void A_map_without_rows_or_with_dates_that_go_back_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TickerMap("x", []));
        Assert.Throws<ArgumentException>(() => new TickerMap("x", [new(Forever, "x"), new(new(2000, 1, 1), "y")]));
    }
}
