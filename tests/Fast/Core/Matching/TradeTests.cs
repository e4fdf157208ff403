using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>What orders do where only trades are known. Every order is given when the market trades at 100, and may trade a tenth of what the market does.</summary>
public class TradeTests
{
    [Theory]
    [InlineData("buy 5 market", "101x100", "taker 5@101")]
    [InlineData("buy 15 market", "101x100 102x100", "taker 10@101, taker 5@102")]
    // At the limit others may come first; beyond it nobody does.
    [InlineData("buy 5 limit 99", "99x100", "")]
    [InlineData("buy 5 limit 99", "98x100", "maker 5@99")]
    [InlineData("buy 15 limit 99", "98x100 97x100", "maker 10@99, maker 5@99")]
    [InlineData("sell 5 limit 101", "101x100", "")]
    [InlineData("sell 5 limit 101", "105x100", "maker 5@101")]
    // It could trade where it came: it takes the price that there is.
    [InlineData("buy 5 limit 102", "101x100", "taker 5@101")]
    [InlineData("buy 5 limit 102", "103x100 101x100", "maker 5@102")]
    // Less than a lot is nothing.
    [InlineData("buy 5 market", "101x9 102x10", "taker 1@102")]
    [InlineData("sell 5 stop 98", "98x100", "taker 5@98")]
    [InlineData("sell 5 stop 98", "95x100", "taker 5@95")]
    [InlineData("sell 5 stop-limit 98 97", "98x100", "taker 5@98")]
    [InlineData("sell 5 stop-limit 98 97", "95x100 96x100", "")]
    [InlineData("sell 5 stop-limit 98 97", "95x100 98x100", "maker 5@97")]
    [InlineData("sell 5 trail 3", "104x100 102x100 101x100", "taker 5@101")]
    [InlineData("buy 5 limit 102 ioc", "103x100 101x100", "")]
    [InlineData("buy 15 limit 102 ioc", "101x100 101x100", "taker 10@101")]
    [InlineData("buy 15 limit 102 fok", "101x100 101x200", "")]
    [InlineData("buy 5 post 100", "99x100", "")]
    [InlineData("buy 5 post 99", "98x100", "maker 5@99")]
    public void Given_100_when_an_order_is_given_and_trades_follow_then_it_fills(string order, string trades, string fills)
    {
        var story = new Story().Trade(100, 100).Give(order);

        foreach (var trade in trades.Split(' '))
        {
            var parts = trade.Split('x').Select(double.Parse).ToArray();
            story.Trade(parts[0], parts[1]);
        }

        Assert.Equal(fills, story.Fills);
    }

    [Theory]
    [InlineData("buy 5 market", 90, "")] // waits for a quote
    [InlineData("buy 5 limit 99", 99, "")]
    [InlineData("buy 5 limit 99", 98, "maker 5@99")]
    [InlineData("buy 5 limit 103", 101, "")] // could take the quote; what is traded elsewhere is not offered to it
    public void Beside_quotes_a_trade_only_meets_what_rests(string order, double price, string fills)
    {
        var story = new Story().Quote(100, 10, 102, 10).Give(order).Trade(price, 100);

        Assert.Equal(fills, story.Fills);
    }

    [Fact]
    public void Beside_quotes_a_trade_reaches_a_stop_and_the_next_quote_fills_it()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("sell 5 stop 98").Trade(97, 100).Quote(99, 10, 101, 10);

        Assert.Equal("taker 5@99", story.Fills);
    }

    [Fact]
    public void What_is_at_once_or_never_waits_for_the_quote()
    {
        var story = new Story().Quote(100, 10, 102, 10).Give("buy 5 limit 103 ioc").Trade(101, 100).Quote(100, 10, 102, 10);

        Assert.Equal(("taker 5@102", OrderStatus.Filled), (story.Fills, story.StatusOf(0)));
    }
}
