using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>What orders take from a book. Every order is given when the book is 99:5 98:7 | 101:4 102:6 104:9 and meets the next message.</summary>
public class BookTests
{
    private const string Whole = "99:5 98:7 | 101:4 102:6 104:9";

    [Theory]
    // A market order walks the levels, an execution each.
    [InlineData("buy 3 market", "taker 3@101")]
    [InlineData("buy 12 market", "taker 4@101, taker 6@102, taker 2@104")]
    [InlineData("buy 30 market", "taker 4@101, taker 6@102, taker 9@104")]
    [InlineData("sell 6 market", "taker 5@99, taker 1@98")]
    // A limit order takes what is within its limit.
    [InlineData("buy 12 limit 103", "taker 4@101, taker 6@102")]
    [InlineData("buy 12 limit 100", "")]
    [InlineData("sell 12 limit 98", "taker 5@99, taker 7@98")]
    [InlineData("buy 12 limit 102 ioc", "taker 4@101, taker 6@102")]
    [InlineData("buy 10 limit 102 fok", "taker 4@101, taker 6@102")]
    [InlineData("buy 11 limit 102 fok", "")]
    [InlineData("buy 2 limit 100 ioc", "")]
    // Post-only is judged against the real best price, not against the middle.
    [InlineData("buy 2 post 100", "")]
    [InlineData("buy 2 post 101", "")]
    // Without trades, stops wait for the best price that they would trade at.
    [InlineData("sell 6 stop 99", "taker 5@99, taker 1@98")]
    [InlineData("sell 6 stop 98", "")]
    [InlineData("buy 6 stop-limit 101 101", "taker 4@101")]
    public void Given_the_book_when_an_order_is_given_then_it_takes(string order, string fills)
    {
        var story = new Story().Book(Whole).Give(order).Change("90:1");

        Assert.Equal(fills, story.Fills);
    }

    [Theory]
    [InlineData("buy 11 limit 102 fok", RefusalCodes.FillOrKill)]
    [InlineData("buy 12 limit 102 ioc", RefusalCodes.ImmediateOrCancel)]
    [InlineData("buy 2 post 101", RefusalCodes.PostOnly)]
    [InlineData("buy 2 post 100", null)]
    [InlineData("sell 2 post 99", RefusalCodes.PostOnly)]
    [InlineData("sell 2 post 100", null)]
    public void What_ends_early_says_why(string order, string? code) =>
        Assert.Equal(code, new Story().Book(Whole).Give(order).Change("90:1").CodeOf(0));

    [Fact]
    public void The_rest_of_a_market_order_waits_for_what_comes()
    {
        var story = new Story().Book(Whole).Give("buy 22 market").Change("90:1").Change("| 105:2").Change("| 101:9 105:1");

        Assert.Equal("taker 4@101, taker 6@102, taker 9@104, taker 2@105, taker 1@101", story.Fills);
    }

    [Theory]
    [InlineData("| 101:4", "taker 3@101, taker 1@101, taker 2@102")] // told again: still only one of the four is left
    [InlineData("| 101:9", "taker 3@101, taker 3@101")] // five more have come
    [InlineData("| 101:2", "taker 3@101, taker 3@102")] // who left stood behind what we took
    [InlineData("| 101:0", "taker 3@101, taker 3@102")]
    [InlineData("| 102:1", "taker 3@101, taker 1@101, taker 1@102, taker 1@104")]
    public void What_we_took_of_a_level_stays_taken(string change, string fills)
    {
        var story = new Story().Book(Whole).Give("buy 3 market").Change("90:1").Give("buy 3 market").Change(change);

        Assert.Equal(fills, story.Fills);
    }

    [Fact]
    public void A_level_that_went_and_came_again_is_new()
    {
        var story = new Story().Book(Whole).Give("buy 3 market").Change("90:1").Change("| 101:0").Give("buy 3 market").Change("| 101:4");

        Assert.Equal("taker 3@101, taker 3@101", story.Fills);
    }

    [Fact]
    public void Once_the_market_has_traded_what_we_took_what_stands_behind_it_can_be_taken()
    {
        // Of the four we took the first three, which the record trades now: the one that is left was never ours.
        var story = new Story().Book(Whole).Give("buy 3 market").Change("90:1").Trade(101, 3).Change("| 101:1").Give("buy 3 market").Change("90:2");

        Assert.Equal("taker 3@101, taker 1@101, taker 2@102", story.Fills);
    }

    [Fact]
    public void A_snapshot_brings_nothing_back_either()
    {
        var story = new Story().Book(Whole).Give("buy 3 market").Change("90:1").Give("buy 3 market").Book("99:5 | 101:4 102:6");

        Assert.Equal("taker 3@101, taker 1@101, taker 2@102", story.Fills);
    }

    [Fact]
    public void Nothing_trades_on_a_stale_book_and_all_goes_on_with_the_next_snapshot()
    {
        var story = new Story().Book(Whole, at: 1).Give("buy 3 market").Lose().Change("| 101:1", at: 2).Change("| 101:2", at: 3).Book("99:5 | 102:6", at: 4);

        Assert.Equal("4: taker 3@102", story.TimedFills);
        Assert.Equal(1, story.Result.BookHoles);
    }

    [Fact]
    public void Nothing_trades_on_a_crossed_book()
    {
        var story = new Story().Book(Whole, at: 1).Give("buy 3 market").Change("101:1", at: 2).Change("101:0", at: 3);

        Assert.Equal("3: taker 3@101", story.TimedFills);
    }

    [Fact]
    public void A_stop_that_a_trade_reached_while_the_book_was_stale_trades_when_it_is_back()
    {
        var story = new Story().Book(Whole, at: 1).Give("sell 3 stop 97").Lose().Change("98:1", at: 2).Trade(97, 1, at: 3).Book("96:9 | 102:6", at: 4);

        Assert.Equal("4: taker 3@96", story.TimedFills);
    }

    [Fact]
    public void Where_trades_are_told_stops_wait_for_them_and_walk_the_book_at_its_next_message()
    {
        var story = new Story().Book(Whole, at: 1).Give("sell 6 stop 99").Change("90:1", at: 2).Trade(99, 1, at: 3).Change("99:4", at: 3).Change("90:2", at: 4);

        Assert.Equal("3: taker 4@99, taker 2@98", story.TimedFills.Replace("3: taker 2", "taker 2", StringComparison.Ordinal));
    }

    [Fact]
    public void With_latency_an_order_meets_the_first_message_after_it_arrived()
    {
        var story = new Story { Rules = new Story().Rules with { Latency = new FixedLatency(Duration64.FromNanoseconds(50_000_000)) } }
            .Book(Whole, at: 0).Give("buy 3 market").Change("90:1", at: 49).Change("| 101:0", at: 50);

        Assert.Equal("50: taker 3@102", story.TimedFills);
    }

    [Fact]
    public void What_may_only_reduce_walks_no_further_than_it_holds()
    {
        var story = new Story().Book(Whole).Give("buy 3 market").Change("90:1").Give("sell 9 market reduce").Change("90:2");

        Assert.Equal(("taker 3@101, taker 3@99", true), (story.Fills, story.Result.Account.Positions[0].IsFlat));
    }

    [Fact]
    public void An_oco_and_a_bracket_work_on_books_too()
    {
        var oco = new Story().Book(Whole).Give("sell 3 limit 103", "sell 3 stop 98").Change("99:0").Change("90:1");
        var bracket = new Story().Book(Whole).Bracket("buy 3 limit 101", "sell 3 stop 95", "sell 3 limit 103").Change("90:1").Change("103:2 99:0 | 101:0 102:0").Change("103:9");

        Assert.Equal("taker 3@98", oco.Fills);
        Assert.Equal(RefusalCodes.OtherOfGroup, oco.CodeOf(0));
        Assert.Equal("taker 3@101, maker 2@103, maker 1@103", bracket.Fills);
    }

    [Fact]
    public void The_strategy_sees_the_venues_own_book_and_the_account_is_marked_at_its_middle()
    {
        var seen = new List<(double Bid, double Ask, decimal? Last)>();
        var story = new Story().Quote(50, 1, 60, 1, at: 0).Book(Whole, at: 1).Give("buy 3 market").Change("100:1", at: 2).Trade(70, 1, at: 3).Change("90:2", at: 4);
        story.Do((context, _) => seen.Add((0, 0, context.LastPriceOf(Story.Coin))));

        Assert.Equal("taker 3@101", story.Fills);
        Assert.Equal([(0, 0, 100.5m)], seen);
    }

    [Fact]
    public void Slippage_comes_on_top_of_the_level_but_never_beyond_a_limit()
    {
        var rules = new Story().Rules with { Slippage = new FixedSlippage(100m) };

        Assert.Equal("taker 3@103", new Story { Rules = rules }.Book(Whole).Give("buy 3 market").Change("90:1").Fills);
        Assert.Equal("taker 3@102", new Story { Rules = rules }.Book(Whole).Give("buy 3 limit 102").Change("90:1").Fills);
    }

    [Fact]
    public void A_run_may_have_books_beside_bars_and_orders_then_meet_the_book()
    {
        var bars = Engine.Market.Minutes(Engine.Market.Coin, (100, 100), (100, 100));
        var start = Engine.Market.Start;
        var book = BookSeries.Of(Engine.Market.Coin, [new(start, BookSide.Bid, 99, 5, 1, true), new(start, BookSide.Ask, 101, 5, 1), new(start.PlusNanoseconds(90_000_000_000), BookSide.Ask, 101, 4, 2)]);
        var strategy = new Scripted { Bar = (context, stream, _, index) => { if (index == 0) context.Buy(stream.Instrument, 1m); } };

        var result = Backtest.Run(strategy, new MarketData { Bars = [bars], Books = [book] }, Engine.Market.Frictionless);

        var fill = Assert.Single(result.Fills);
        Assert.Equal((101m, start.PlusNanoseconds(90_000_000_000), Liquidity.Taker), (fill.Price.Value, fill.Time, fill.Liquidity));
        Assert.Equal(2, result.Equity.Count);
    }

    [Fact]
    public void A_book_twice_or_without_a_row_is_refused()
    {
        var book = BookSeries.Of(Story.Coin, [new(Engine.Market.Start, BookSide.Bid, 99, 5, 1, true)]);

        Assert.Throws<ArgumentException>(() => Backtest.Run(new Scripted(), new MarketData { Books = [book, book] }, new RunSettings { StartingCash = new(1m, Currency.Usd) }));
        Assert.Throws<ArgumentException>(() => Backtest.Run(new Scripted(), new MarketData { Books = [book.Slice(0, 0)] }, new RunSettings()));
    }
}
