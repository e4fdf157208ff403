using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>How long an order waits.</summary>
public class TimeInForceTests
{
    private static readonly Instrument Stock = Market.Coin with { Symbol = new("STOCK", "TEST"), Calendar = BuiltInCalendars.UsEquity, PrintsEveryBar = false, LotSize = 1m };

    // 2024-07-03 closes early, at 13:00 in New York; 07-04 is a holiday.
    private static readonly Instant64 EarlyClose = Instant64.FromUtc(2024, 7, 3, 17, 0);

    [Theory]
    [InlineData(TimeInForce.Gtc, "Filled")]
    [InlineData(TimeInForce.Day, "Expired expired")]
    public void A_day_order_of_a_daily_bars_close_has_the_next_day_and_no_more(TimeInForce inForce, string told)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        int[] days = [2, 3, 5];
        foreach (var day in days) builder.Add(Instant64.FromUtc(2024, 7, day, 13, 30), 100, 101, day == 5 ? 90 : 99, 100, 1_000);
        Order? order = null;
        var expiredAt = Instant64.MinValue;
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) => { if (index == 0) order = context.Submit(Bid(inForce)); },
            Moved = (context, moved) => { if (moved.Status == OrderStatus.Expired) expiredAt = context.Now; },
        };

        Backtest.Run(strategy, [new(Stock, Interval.OneDay, builder.Build())], Market.Frictionless);

        Assert.Equal(told, order!.Told());
        if (inForce == TimeInForce.Day) Assert.Equal(EarlyClose, expiredAt);
    }

    [Fact]
    public void A_day_order_trades_in_the_bar_that_ends_its_day() => Assert.Equal("Filled", OfMinutes("100 101 94 100", "100 101 94 100"));

    [Fact]
    public void A_day_order_of_minutes_ends_with_an_early_close() => Assert.Equal("Expired expired", OfMinutes("100 101 99 100", "100 101 94 100"));

    [Fact]
    public void A_day_of_a_market_around_the_clock_ends_at_midnight()
    {
        var hours = Tape.Of(Market.Coin, Interval.OneHour, Market.Start, [.. Enumerable.Repeat("100 101 99 100", 30)]);
        var expiredAt = Instant64.MinValue;
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) => { if (index == 0) context.Submit(Bid(TimeInForce.Day) with { Instrument = Market.Coin }); },
            Moved = (context, moved) => { if (moved.Status == OrderStatus.Expired) expiredAt = context.Now; },
        };

        Backtest.Run(strategy, [hours], Market.Frictionless);

        Assert.Equal(Market.Start + Duration64.FromDays(1), expiredAt);
    }

    [Theory]
    [InlineData(60, "Expired expired")] // before the bar that reaches the limit
    [InlineData(90, "Expired expired")] // within it: nobody knows whether the price was there in time
    [InlineData(120, "Filled")]
    public void An_order_good_till_a_date_never_trades_after_it(int seconds, string told)
    {
        Order? order = null;
        var until = Market.Start + Duration64.FromSeconds(seconds + 60);
        var strategy = Tape.At((0, context => order = context.Submit(Bid(TimeInForce.Gtd) with { Instrument = Market.Coin, ExpiresAt = until })));

        Backtest.Run(strategy, [Tape.Minutes("100 101 99 100", "100 101 99 100", "100 101 94 100", "100 101 94 100")], Market.Frictionless);

        Assert.Equal(told, order!.Told());
    }

    [Theory]
    [InlineData(TimeInForce.Ioc, 101, 50, "Filled", "Buy 4 at 100")]
    [InlineData(TimeInForce.Ioc, 101, 30, "Expired immediate-or-cancel", "Buy 3 at 100")]
    [InlineData(TimeInForce.Ioc, 99, 50, "Expired immediate-or-cancel", "")] // the price comes there within the bar, but not at once
    [InlineData(TimeInForce.Fok, 101, 50, "Filled", "Buy 4 at 100")]
    [InlineData(TimeInForce.Fok, 101, 30, "Expired fill-or-kill", "")]
    [InlineData(TimeInForce.Fok, 99, 50, "Expired fill-or-kill", "")]
    public void What_must_trade_at_once_trades_at_the_next_open_or_never(TimeInForce inForce, int limit, int volume, string told, string fills)
    {
        Order? order = null;
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 0.1m } };
        var strategy = Tape.At((0, context => order = context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(4m), new(limit)) with { TimeInForce = inForce })));

        var result = Backtest.Run(strategy, [Tape.Minutes("100 100 100 100", $"100 101 95 100 {volume}", "95 95 95 95")], settings);

        Assert.Equal((told, fills), (order!.Told(), string.Join(", ", result.Told())));
    }

    [Theory]
    [InlineData(TimeInForce.Ioc, "Expired immediate-or-cancel", "Buy 3 at 100")]
    [InlineData(TimeInForce.Fok, "Expired fill-or-kill", "")]
    public void A_market_order_may_have_to_trade_at_once_too(TimeInForce inForce, string told, string fills)
    {
        Order? order = null;
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 0.1m } };
        var strategy = Tape.At((0, context => order = context.Submit(OrderRequest.Market(Market.Coin, OrderSide.Buy, new(4m)) with { TimeInForce = inForce })));

        var result = Backtest.Run(strategy, [Tape.Minutes("100 100 100 100", "100 101 95 100 30", "100 100 100 100")], settings);

        Assert.Equal((told, fills), (order!.Told(), string.Join(", ", result.Told())));
    }

    private static OrderRequest Bid(TimeInForce inForce) => OrderRequest.Limit(Stock, OrderSide.Buy, new(1m), new(95m)) with { TimeInForce = inForce };

    /// <summary>A day order of the minute that ends ten minutes before an early close; the last minute of the day, then the first of the next.</summary>
    private static string OfMinutes(string last, string next)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        Order? order = null;
        Add(EarlyClose.PlusNanoseconds(-660_000_000_000), "100 101 99 100");
        Add(EarlyClose.PlusNanoseconds(-60_000_000_000), last);
        Add(Instant64.FromUtc(2024, 7, 5, 13, 30), next);

        Backtest.Run(Tape.At((0, context => order = context.Submit(Bid(TimeInForce.Day)))), [new(Stock, Interval.OneMinute, builder.Build())], Market.Frictionless);
        return order!.Told();

        void Add(Instant64 time, string bar)
        {
            var one = Tape.Minutes(bar);
            builder.Add(time, one.Open[0], one.High[0], one.Low[0], one.Close[0], 1_000);
        }
    }
}
