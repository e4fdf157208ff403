using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>How a limit order that rests moves forward in the queue of its price. "buy 4 limit 99" is given when 99 shows 5, and stands behind them.</summary>
public class QueueTests
{
    private const string Whole = "99:5 98:7 | 101:4 102:6";

    [Theory]
    // What trades at the price serves those ahead first, then us, and no more than it was.
    [InlineData("t99x5", "")]
    [InlineData("t99x7", "maker 2@99")]
    [InlineData("t99x20", "maker 4@99")]
    [InlineData("t99x3 t99x3", "maker 1@99")]
    [InlineData("t99x3 b99:2 t99x3", "maker 1@99")]
    [InlineData("t99x6 t99x6", "maker 1@99, maker 3@99")]
    // What trades beyond it has gone through the whole queue.
    [InlineData("t98x1", "maker 1@99")]
    [InlineData("t98x9", "maker 4@99")]
    [InlineData("t98x1 t99x2", "maker 1@99, maker 2@99")]
    [InlineData("t101x50", "")]
    // Who leaves is taken to have stood behind us, until fewer are shown than stood ahead.
    [InlineData("b99:9 b99:5 t99x5", "")]
    [InlineData("b99:3 t99x4", "maker 1@99")]
    [InlineData("b99:3 b99:8 t99x4", "maker 1@99")]
    [InlineData("b99:0 t99x4", "maker 4@99")]
    // The other side comes to our price: it would have met us, and trades at our limit.
    [InlineData("b99:0|99:3", "maker 3@99")]
    [InlineData("b99:0,98:0|97:9", "maker 4@99")]
    // Without a size a trade says nothing of the queue.
    [InlineData("t99x0", "")]
    [InlineData("t98x0", "maker 4@99")]
    public void Given_five_ahead_when_the_market_goes_on_then_we_are_served(string market, string fills)
    {
        var story = new Story().Book(Whole).Give("buy 4 limit 99").Change("90:1");

        foreach (var word in market.Split(' '))
        {
            if (word[0] == 'b') story.Change(word[1..].Replace(',', ' '));
            else story.Trade(double.Parse(word[1..word.IndexOf('x')]), double.Parse(word[(word.IndexOf('x') + 1)..]));
        }

        Assert.Equal(fills, story.Fills);
    }

    [Fact]
    public void A_sale_stands_in_the_queue_of_the_asks()
    {
        var story = new Story().Book(Whole).Give("sell 4 limit 101").Change("90:1").Trade(101, 6).Trade(102, 1).Change("101:9 | 101:0");

        Assert.Equal("maker 2@101, maker 1@101, maker 1@101", story.Fills);
    }

    [Fact]
    public void An_order_joins_the_queue_at_the_first_event_after_it_came()
    {
        // The trade is the first: the order was there before it, behind the five that were shown.
        var story = new Story().Book(Whole).Give("buy 4 limit 99").Trade(99, 6);

        Assert.Equal("maker 1@99", story.Fills);
    }

    [Fact]
    public void What_an_order_could_not_take_rests_at_its_limit_behind_nobody()
    {
        // The first trade takes the ask that we took before: a buy, which does not come to ours.
        var story = new Story().Book(Whole).Give("buy 6 limit 101").Change("90:1").Trade(101, 1).Change("| 101:0").Trade(101, 1);

        Assert.Equal("taker 4@101, maker 1@101", story.Fills);
    }

    [Fact]
    public void Of_our_own_orders_the_better_price_is_served_first_and_then_the_earlier()
    {
        var story = new Story().Book("99:0.5 | 101:4").Give("buy 2 limit 98").Give("buy 2 limit 99").Give("buy 2 limit 99").Change("90:1").Change("99:0").Trade(98, 5);

        Assert.Equal("maker 2@99, maker 2@99, maker 1@98", story.Fills);
    }

    [Theory]
    [InlineData(99, 3, "maker 3@99")] // less of it: it keeps its place
    [InlineData(99, 5, "")] // more of it: it goes to the end, behind eight
    [InlineData(98, 4, "")] // another price, another queue
    public void An_amendment_keeps_its_place_only_for_less(double limit, double quantity, string fills)
    {
        var story = new Story().Book(Whole).Give("buy 4 limit 99").Change("99:8").Amend(0, new LimitTerms(new((decimal)limit)), (decimal)quantity)
            .Change("90:1").Trade(99, 8);

        // Given at 5, joined at 8: all eight are ahead. The amendment comes when three of them have traded.
        var moved = new Story().Book(Whole).Give("buy 4 limit 99").Change("90:1").Trade(99, 3).Change("99:5").Amend(0, new LimitTerms(new((decimal)limit)), (decimal)quantity)
            .Change("90:2").Trade(99, 5);

        Assert.Equal("", story.Fills);
        Assert.Equal(fills, moved.Fills);
    }

    [Fact]
    public void What_one_of_our_orders_takes_from_a_sweep_the_next_does_not_have()
    {
        // One sale of ten: five and three behind ours at 99, two at 98. With ours in their way it would have ended at 99.
        var story = new Story().Book("99:5 98:0.5 | 101:4").Give("buy 2 limit 99").Give("buy 2 limit 98").Change("99:8", at: 3)
            .Trade(99, 8, at: 4).Trade(98, 2, at: 4).Change("99:0 98:0", at: 4).Trade(98, 1, at: 5);

        Assert.Equal("", new Story().Book("99:5 | 101:4").Give("buy 2 limit 99").Change("99:8").Trade(99, 8).Fills);
        Assert.Equal("4: maker 2@99", story.TimedFills);
    }

    [Fact]
    public void A_stop_limit_joins_the_queue_once_it_was_reached()
    {
        var story = new Story().Book(Whole).Give("buy 4 stop-limit 101 100").Change("90:1").Trade(100, 9).Trade(101, 1).Change("| 101:3").Trade(100, 3);

        Assert.Equal("maker 3@100", story.Fills);
    }

    [Fact]
    public void On_a_stale_book_nobody_is_served()
    {
        var story = new Story().Book(Whole).Give("buy 4 limit 99").Change("90:1").Lose().Change("90:2").Trade(99, 50).Trade(98, 50).Book("99:9 | 101:4").Trade(99, 6);

        Assert.Equal("maker 1@99", story.Fills);
    }

    [Fact]
    public void With_the_optimistic_touch_nobody_stands_ahead()
    {
        var story = new Story { Rules = new Story().Rules with { Fill = TouchFill.Instance } }.Book(Whole).Give("buy 4 limit 99").Change("90:1").Trade(99, 3);

        Assert.Equal("maker 3@99", story.Fills);
    }

    [Fact]
    public void What_is_filled_can_end_what_would_be_served_next()
    {
        var story = new Story().Book(Whole).Give("buy 4 limit 100").Give("buy 4 limit 99").Change("90:1")
            .OnFill((context, _) => { foreach (var other in context.OpenOrders.ToArray()) context.Cancel(other); })
            .Trade(98, 50);

        Assert.Equal(("maker 4@100", RefusalCodes.Cancelled), (story.Fills, story.CodeOf(1)));
    }

    [Fact]
    public void The_rest_of_a_partly_filled_order_keeps_its_place()
    {
        var story = new Story().Book(Whole).Give("buy 4 limit 99").Change("90:1").Trade(99, 6).Change("99:3").Trade(99, 2);

        Assert.Equal("maker 1@99, maker 2@99", story.Fills);
    }
}
