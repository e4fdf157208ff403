using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>What orders do on quotes, told as stories. Every order is given at 100/102 (ten of each) and meets the quotes after it.</summary>
public class QuoteTests
{
    [Theory]
    // A market order takes what the next quote shows, and the rest what the one after it shows.
    [InlineData("buy 5 market", "101/103", "taker 5@103")]
    [InlineData("sell 5 market", "101/103", "taker 5@101")]
    [InlineData("buy 15 market", "101/103 104/106", "taker 10@103, taker 5@106")]
    // A limit order that could trade where it came takes the quote's price, and no more than it shows.
    [InlineData("buy 5 limit 103", "100/101", "taker 5@101")]
    [InlineData("buy 15 limit 103", "100/101", "taker 10@101")]
    [InlineData("sell 5 limit 99", "101/103", "taker 5@101")]
    // What is left of it rests, and is met at its limit.
    [InlineData("buy 15 limit 103", "100/101 99/100", "taker 10@101, maker 5@103")]
    // One that could not trade where it came rests, and trades at its limit however far the quote jumps.
    [InlineData("buy 5 limit 99", "100/102 98/100", "")]
    [InlineData("buy 5 limit 99", "98/99", "maker 5@99")]
    [InlineData("buy 5 limit 99", "90/91", "maker 5@99")]
    [InlineData("sell 5 limit 104", "104/106", "maker 5@104")]
    [InlineData("sell 5 limit 104", "110/112", "maker 5@104")]
    [InlineData("sell 25 limit 104", "104/106 105/106", "maker 10@104, maker 10@104")]
    // A stop is reached at the price that it would trade at, and trades there, however far beyond.
    [InlineData("sell 5 stop 98", "99/101", "")]
    [InlineData("sell 5 stop 98", "98/100", "taker 5@98")]
    [InlineData("sell 5 stop 98", "90/92", "taker 5@90")]
    [InlineData("buy 5 stop 105", "103/104", "")]
    [InlineData("buy 5 stop 105", "103/105", "taker 5@105")]
    [InlineData("buy 5 stop 105", "107/109", "taker 5@109")]
    [InlineData("sell 15 stop 98", "97/99 99/101", "taker 10@97, taker 5@99")]
    // A stop-limit becomes a limit order: it takes what is within the limit, or rests there.
    [InlineData("buy 5 stop-limit 105 108", "103/104 104/106", "taker 5@106")]
    [InlineData("buy 5 stop-limit 105 108", "110/112", "")]
    [InlineData("buy 5 stop-limit 105 108", "110/112 105/107", "maker 5@108")]
    [InlineData("buy 5 stop-limit 105 108", "103/104 102/103", "")]
    // A trailing stop follows the better price from where it came (the middle, 101), and is reached from the best.
    [InlineData("sell 5 trail 3", "99/101 98/100", "taker 5@98")]
    [InlineData("sell 5 trail 3", "105/107 103/105 102/104", "taker 5@102")]
    [InlineData("buy 5 trail 3", "93/95 95/97 96/98", "taker 5@98")]
    // At once or never: the first quote decides.
    [InlineData("buy 15 limit 103 ioc", "100/101 99/100", "taker 10@101")]
    [InlineData("buy 5 limit 99 ioc", "100/102 97/98", "")]
    [InlineData("buy 5 limit 99 ioc", "97/98", "taker 5@98")]
    [InlineData("buy 10 limit 103 fok", "100/101", "taker 10@101")]
    [InlineData("buy 11 limit 103 fok", "100/101 99/100", "")]
    // Post-only: it may lie anywhere before the other side, and is never the taker.
    [InlineData("buy 5 post 101", "100/102 99/101", "maker 5@101")]
    [InlineData("buy 5 post 101", "97/98", "maker 5@101")]
    [InlineData("buy 5 post 102", "97/98", "")]
    [InlineData("sell 5 post 101", "104/105", "maker 5@101")]
    [InlineData("sell 5 post 100", "104/105", "")]
    public void Given_100_and_102_when_an_order_is_given_and_quotes_follow_then_it_fills(string order, string quotes, string fills)
    {
        var story = new Story().Quote(100, 10, 102, 10).Give(order);

        foreach (var quote in quotes.Split(' '))
        {
            var sides = quote.Split('/').Select(double.Parse).ToArray();
            story.Quote(sides[0], 10, sides[1], 10);
        }

        Assert.Equal(fills, story.Fills);
    }

    [Theory]
    [InlineData("buy 15 limit 103 ioc", RefusalCodes.ImmediateOrCancel, OrderStatus.Expired)]
    [InlineData("buy 15 limit 103 fok", RefusalCodes.FillOrKill, OrderStatus.Expired)]
    [InlineData("buy 5 post 102", RefusalCodes.PostOnly, OrderStatus.Cancelled)]
    [InlineData("sell 5 post 100", RefusalCodes.PostOnly, OrderStatus.Cancelled)]
    public void What_ends_early_says_why(string order, string code, OrderStatus status)
    {
        var story = new Story().Quote(100, 10, 102, 10).Give(order).Quote(100, 10, 102, 10);

        Assert.Equal((code, status), (story.CodeOf(0), story.StatusOf(0)));
    }

    [Fact]
    public void An_empty_side_trades_nothing_but_a_limit_order_rests_before_it()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("buy 5 limit 103").Quote(100, 10, double.NaN, 0).Quote(99, 10, 100, 10);

        Assert.Equal("maker 5@103", story.Fills);
    }

    [Fact]
    public void Orders_of_one_side_share_what_a_quote_shows()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("buy 7 market").Give("buy 7 market").Quote(100, 10, 102, 10).Quote(100, 10, 103, 10);

        Assert.Equal("taker 7@102, taker 3@102, taker 4@103", story.Fills);
    }

    [Fact]
    public void With_latency_an_order_misses_the_quote_that_comes_before_it()
    {
        var story = new Story { Rules = WithLatency(50) }
            .Quote(100, 10, 102, 10, at: 0).Give("buy 5 market")
            .Quote(98, 10, 99, 10, at: 49)
            .Quote(100, 10, 103, 10, at: 50);

        Assert.Equal("50: taker 5@103", story.TimedFills);
    }

    [Fact]
    public void With_latency_a_post_only_order_is_judged_where_it_arrives()
    {
        var story = new Story { Rules = WithLatency(50) }
            .Quote(100, 10, 102, 10, at: 0).Give("buy 5 post 101")
            .Quote(99, 10, 101, 10, at: 40)
            .Quote(100, 10, 102, 10, at: 60);

        Assert.Equal(RefusalCodes.PostOnly, story.CodeOf(0));
    }

    [Fact]
    public void With_latency_a_cancel_comes_too_late_for_the_quote_before_it()
    {
        var story = new Story { Rules = WithLatency(50) }
            .Quote(100, 10, 102, 10, at: 0).Give("buy 5 limit 99")
            .Quote(100, 10, 102, 10, at: 60).Cancel(0)
            .Quote(98, 10, 99, 2, at: 109)
            .Quote(98, 10, 99, 10, at: 110);

        Assert.Equal(("109: maker 2@99", RefusalCodes.Cancelled), (story.TimedFills, story.CodeOf(0)));
    }

    [Fact]
    public void Orders_are_served_as_they_arrive_not_as_they_were_given()
    {
        // With this seed the first is on its way for longer than the second.
        var story = new Story { Rules = new Story().Rules with { Latency = new RandomLatency(Milliseconds(1), Milliseconds(50)), Seed = 3 } }
            .Quote(100, 10, 102, 10, at: 0).Give("buy 4 limit 103").Give("buy 9 limit 104")
            .Quote(100, 10, 102, 10, at: 100);

        Assert.Equal("taker 9@102, taker 1@102", story.Fills);
    }

    [Fact]
    public void An_amendment_to_a_limit_that_could_trade_takes_the_next_quote()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("buy 5 limit 99").Quote(100, 10, 102, 10)
            .Amend(0, new LimitTerms(new(103m))).Quote(100, 10, 101, 10);

        Assert.Equal("taker 5@101", story.Fills);
    }

    [Fact]
    public void A_post_only_order_that_is_moved_to_where_it_could_trade_ends()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("buy 5 post 99").Quote(100, 10, 102, 10)
            .Amend(0, new LimitTerms(new(102m), PostOnly: true)).Quote(100, 10, 101, 10);

        Assert.Equal(("", RefusalCodes.PostOnly), (story.Fills, story.CodeOf(0)));
    }

    private static MatchingRules WithLatency(int milliseconds) => new Story().Rules with { Latency = new FixedLatency(Milliseconds(milliseconds)) };

    private static Duration64 Milliseconds(int count) => Duration64.FromNanoseconds(count * 1_000_000L);
}
