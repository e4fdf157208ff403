using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Orders that depend on one another or on a position, on quotes.</summary>
public class GroupTests
{
    [Theory]
    [InlineData("104/106", "maker 5@104")]
    [InlineData("98/100", "taker 5@98")]
    [InlineData("104/106 98/100", "maker 5@104")] // what the one has traded the other no longer does
    public void One_leg_of_an_oco_cancels_the_other(string quotes, string fills)
    {
        var story = Quotes(Start().Give("sell 5 limit 104", "sell 5 stop 98"), quotes, 10);

        Assert.Equal(fills, story.Fills);
        Assert.Contains(RefusalCodes.OtherOfGroup, new[] { story.CodeOf(0), story.CodeOf(1) });
    }

    [Fact]
    public void Together_the_legs_of_an_oco_trade_no_more_than_one_of_them()
    {
        var story = Quotes(Start().Give("sell 5 limit 104", "sell 5 stop 98"), "104/106 98/100", 3);

        Assert.Equal("maker 3@104, taker 2@98", story.Fills);
        Assert.Equal(RefusalCodes.OtherOfGroup, story.CodeOf(0));
    }

    [Fact]
    public void The_exits_of_a_bracket_sleep_until_the_entry_has_traded()
    {
        // The stop's price comes while the entry still waits: nothing happens.
        var story = Quotes(Start().Bracket("buy 5 limit 95", "sell 5 stop 97", "sell 5 limit 104"), "96/98 104/106", 10);

        Assert.Equal("", story.Fills);
        Assert.All(story.Orders, order => Assert.Equal(OrderStatus.Accepted, order.Status));
    }

    [Theory]
    [InlineData("92/94 89/91", "maker 5@95, taker 5@89")]
    [InlineData("92/94 104/106", "maker 5@95, maker 5@104")]
    [InlineData("92/94 104/106 89/91", "maker 5@95, maker 5@104")]
    public void Once_the_entry_has_traded_one_exit_ends_the_position_and_the_other(string quotes, string fills)
    {
        var story = Quotes(Start().Bracket("buy 5 limit 95", "sell 5 stop 90", "sell 5 limit 104"), quotes, 10);

        Assert.Equal(fills, story.Fills);
        Assert.True(story.Result.Account.Positions[0].IsFlat);
        Assert.All(story.Orders, order => Assert.True(order.IsOver));
    }

    [Fact]
    public void Exits_trade_no_more_than_the_entry_has_brought_so_far()
    {
        var story = Quotes(Start().Bracket("buy 5 limit 95", "sell 5 stop 90", "sell 5 limit 97"), "92/94", 3);
        Quotes(story, "97/99", 10);
        Quotes(story, "92/94", 10);
        Quotes(story, "89/91", 10);

        Assert.Equal("maker 3@95, maker 3@97, maker 2@95, taker 2@89", story.Fills);
    }

    [Fact]
    public void A_trailing_exit_follows_from_where_its_entry_traded()
    {
        // Before the entry the price was 101: a stop three below that would have been reached at once.
        var story = Quotes(Start().Bracket("buy 5 limit 95", "sell 5 trail 3", "sell 5 limit 120"), "92/94 94/96 91/93", 10);

        Assert.Equal("maker 5@95, taker 5@91", story.Fills);
    }

    [Fact]
    public void When_the_entry_ends_without_a_fill_so_do_its_exits()
    {
        var story = Start().Bracket("buy 5 limit 95", "sell 5 stop 90", "sell 5 limit 104").Quote(100, 10, 102, 10).Cancel(0).Quote(100, 10, 102, 10);

        Assert.Equal((RefusalCodes.EntryEnded, RefusalCodes.EntryEnded), (story.CodeOf(1), story.CodeOf(2)));
    }

    [Fact]
    public void What_may_only_reduce_trades_no_more_than_is_held()
    {
        var story = Start().Give("buy 3 market").Quote(100, 10, 102, 10).Give("sell 5 limit 104 reduce").Quote(104, 10, 106, 10).Quote(104, 10, 106, 10);

        Assert.Equal(("taker 3@102, maker 3@104", RefusalCodes.NothingToReduce), (story.Fills, story.CodeOf(1)));
    }

    [Fact]
    public void A_strategy_that_hears_of_a_fill_may_end_what_would_have_traded_next()
    {
        var story = Start().Give("buy 5 limit 99").Give("buy 5 limit 98")
            .OnFill((context, order) => { foreach (var other in context.OpenOrders.ToArray()) context.Cancel(other); })
            .Quote(90, 50, 91, 50);

        Assert.Equal(("maker 5@99", RefusalCodes.Cancelled), (story.Fills, story.CodeOf(1)));
    }

    private static Story Start() => new Story().Quote(100, 10, 102, 10);

    private static Story Quotes(Story story, string quotes, double size)
    {
        foreach (var quote in quotes.Split(' '))
        {
            var sides = quote.Split('/').Select(double.Parse).ToArray();
            story.Quote(sides[0], size, sides[1], size);
        }

        return story;
    }
}
