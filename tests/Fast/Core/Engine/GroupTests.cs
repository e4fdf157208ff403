using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Matching;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Orders that belong together: one cancels the other, and exits that come with their entry.</summary>
public class GroupTests
{
    private const string Still = "100 100 100 100";

    [Fact]
    public void What_one_order_of_a_pair_trades_the_other_no_longer_does()
    {
        IReadOnlyList<Order> pair = [];
        var strategy = Tape.At((0, context => context.Buy(Market.Coin, 10m)), (1, context => pair = context.SubmitOco(Sell(10m, new StopTerms(new(95m))), Sell(10m, new LimitTerms(new(105m))))));

        // A tenth of 40 at the limit, then the rest at the stop.
        var result = Run(strategy, Still, Still, "100 106 99 100 40", "100 101 94 96");

        Assert.Equal(["Buy 10 at 100", "Sell 4 at 105", "Sell 6 at 95"], result.Told());
        Assert.Equal(["PartiallyFilled", "Cancelled other-of-group"], [pair[0].Filled.Value == 6m ? "PartiallyFilled" : "", pair[1].Told()]);
        Assert.True(result.Account.Positions[0].IsFlat);
    }

    [Fact]
    public void A_pair_around_the_price_trades_one_side_only()
    {
        var strategy = Tape.At((0, context => context.SubmitOco(Order(OrderSide.Buy, 1m, new StopTerms(new(102m))), Order(OrderSide.Sell, 1m, new StopTerms(new(98m))))));

        var result = Run(strategy, Still, "100 103 99 102", "102 102 90 95");

        Assert.Equal(["Buy 1 at 102"], result.Told());
    }

    [Fact]
    public void When_one_of_a_pair_is_refused_none_goes()
    {
        IReadOnlyList<Order> pair = [];

        Run(Tape.At((0, context => pair = context.SubmitOco(Sell(1m, new StopTerms(new(95m))), Sell(1m, new LimitTerms(new(105.001m)))))), Still, "100 110 90 100");

        Assert.Equal(["Rejected other-of-group", "Rejected off-tick"], pair.Select(order => order.Told()));
    }

    [Fact]
    public void One_of_a_pair_that_is_cancelled_leaves_the_other()
    {
        IReadOnlyList<Order> pair = [];
        var strategy = Tape.At((0, context => pair = context.SubmitOco(Sell(1m, new StopTerms(new(95m))), Sell(1m, new LimitTerms(new(105m))))), (1, context => context.Cancel(pair[0])));

        var result = Run(strategy, Still, Still, "100 106 94 100");

        Assert.Equal(["Cancelled cancelled", "Filled"], pair.Select(order => order.Told()));
        Assert.Equal(["Sell 1 at 105"], result.Told());
    }

    [Fact]
    public void Exits_cover_as_much_as_the_entry_has_filled()
    {
        IReadOnlyList<Order> bracket = [];

        // 4 of 10 trade at the open, the stop sells those 4; the rest comes a bar later and is sold at once, since the stop was reached.
        var result = Run(Tape.At((0, context => bracket = context.SubmitBracket(Bracket(new LimitTerms(new(101m)), 10m)))), Still, "100 101 100 100 40", "100 100 94 96 40", "96 97 96 96", "96 97 96 96");

        Assert.Equal(4m, result.Fills[0].Quantity.Value);
        Assert.Equal(10m, result.Fills.Where(fill => fill.Side == OrderSide.Buy).Sum(fill => fill.Quantity.Value));
        Assert.True(result.Account.Positions[0].IsFlat, string.Join('\n', result.Told()));
        Assert.Equal(["Filled", "Filled", "Cancelled other-of-group"], bracket.Select(order => order.Told()));
    }

    [Fact]
    public void Exits_of_an_entry_that_is_cancelled_half_filled_cover_that_half()
    {
        IReadOnlyList<Order> bracket = [];
        var strategy = Tape.At((0, context => bracket = context.SubmitBracket(Bracket(new LimitTerms(new(101m)), 10m))), (1, context => context.Cancel(bracket[0])));

        var result = Run(strategy, Still, "100 101 100 100 40", Still, "100 101 94 96", Still);

        Assert.Equal(["Buy 4 at 100", "Sell 4 at 95"], result.Told());
        Assert.True(result.Account.Positions[0].IsFlat);
        Assert.All(bracket, order => Assert.True(order.IsOver));
    }

    [Theory]
    [InlineData(3), InlineData(12)]
    public void Exits_change_with_their_entry(int quantity)
    {
        IReadOnlyList<Order> bracket = [];
        var strategy = Tape.At((0, context => bracket = context.SubmitBracket(Bracket(new LimitTerms(new(98m)), 10m))), (1, context => context.Amend(bracket[0], quantity: new(quantity))));

        var result = Run(strategy, Still, Still, "100 100 97 98", "98 98 94 95", Still);

        Assert.Equal([$"Buy {quantity} at 98", $"Sell {quantity} at 95"], result.Told());
        Assert.Equal(["Filled", "Filled", "Cancelled other-of-group"], bracket.Select(order => order.Told()));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void When_an_entry_ends_without_a_fill_its_exits_end_too(bool isPostOnly)
    {
        IReadOnlyList<Order> bracket = [];
        LimitTerms entry = isPostOnly ? new(new(101m), PostOnly: true) : new(new(90m));
        var strategy = Tape.At((0, context => bracket = context.SubmitBracket(Bracket(entry, 1m))), (1, context => context.Cancel(bracket[0])));

        Run(strategy, Still, Still, Still);

        Assert.Equal([isPostOnly ? "Cancelled post-only" : "Cancelled cancelled", "Cancelled entry-ended", "Cancelled entry-ended"], bracket.Select(order => order.Told()));
    }

    [Fact]
    public void An_entry_that_expires_takes_its_exits_with_it()
    {
        IReadOnlyList<Order> bracket = [];
        var request = Bracket(new LimitTerms(new(90m)), 1m);

        Run(Tape.At((0, context => bracket = context.SubmitBracket(request with { Entry = request.Entry with { TimeInForce = TimeInForce.Ioc } }))), Still, Still, Still);

        Assert.Equal(["Expired immediate-or-cancel", "Cancelled entry-ended", "Cancelled entry-ended"], bracket.Select(order => order.Told()));
    }

    [Fact]
    public void Exits_do_nothing_before_the_entry_has_filled_and_survive_a_gap_until_then()
    {
        IReadOnlyList<Order> bracket = [];

        // The market leaps over the target and comes back to the entry.
        var result = Run(Tape.At((0, context => bracket = context.SubmitBracket(Bracket(new LimitTerms(new(98m)), 1m)))), Still, "", "110 110 108 109", "100 101 97 100", "100 106 100 105");

        Assert.Equal(["Buy 1 at 98", "Sell 1 at 105"], result.Told());
        Assert.Equal(["Filled", "Cancelled other-of-group", "Filled"], bracket.Select(order => order.Told()));
    }

    [Fact]
    public void A_trailing_exit_follows_from_the_entry_on_and_not_from_before()
    {
        var request = Bracket(new LimitTerms(new(90m)), 1m) with { Stop = TrailingStopTerms.ByAmount(5m), Target = null };

        var result = Run(Tape.At((0, context => context.SubmitBracket(request))), Still, "100 100 89 91", "91 95 91 95", "95 95 89 90");

        Assert.Equal(["Buy 1 at 90", "Sell 1 at 90"], result.Told());
    }

    [Fact]
    public void An_exit_that_finds_the_position_gone_ends()
    {
        IReadOnlyList<Order> bracket = [];
        var strategy = Tape.At((0, context => bracket = context.SubmitBracket(Bracket(MarketTerms.Instance, 1m))), (1, context => context.Liquidate(Market.Coin)));

        var result = Run(strategy, Still, Still, "100 101 94 96", Still);

        Assert.Equal(["Buy 1 at 100", "Sell 1 at 100"], result.Told());
        Assert.Equal("Cancelled nothing-to-reduce", bracket[1].Told());
    }

    private static BracketRequest Bracket(OrderTerms entry, decimal quantity) => new(Order(OrderSide.Buy, quantity, entry), new StopTerms(new(95m)), new LimitTerms(new(105m)));

    private static OrderRequest Sell(decimal quantity, OrderTerms terms) => Order(OrderSide.Sell, quantity, terms);

    private static OrderRequest Order(OrderSide side, decimal quantity, OrderTerms terms) => new(Market.Coin, side, new Quantity(quantity), terms);

    private static RunResult Run(Scripted strategy, params string[] bars) =>
        Backtest.Run(strategy, [Tape.Minutes(bars)], Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 0.1m } });
}
