using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>What the risk gate refuses, with what code and sentence.</summary>
public class GateTests
{
    private static readonly Instant64 Given = Market.Start + Duration64.FromMinutes(1);

    /// <summary>Given when the price is 100 and nothing is held.</summary>
    private static readonly Dictionary<string, (OrderRequest Request, string Code, string Sentence)> Refused = new()
    {
        ["a limit off the tick"] = (Limit(95.001m), RefusalCodes.OffTick, "The limit 95.001 is no multiple of the tick 0.01 of COIN.TEST."),
        ["a stop off the tick"] = (Of(new StopTerms(new(95.001m))), RefusalCodes.OffTick, "The stop 95.001 is no multiple of the tick 0.01 of COIN.TEST."),
        ["the limit of a stop-limit off the tick"] = (Of(new StopLimitTerms(new(95m), new(94.999m))), RefusalCodes.OffTick, "The limit 94.999 is no multiple of the tick 0.01 of COIN.TEST."),
        ["a limit of zero"] = (Limit(0m), RefusalCodes.BadTerms, "The limit is 0; a price of COIN.TEST is above zero."),
        ["a stop below zero"] = (Of(new StopTerms(new(-1m))), RefusalCodes.BadTerms, "The stop is -1; a price of COIN.TEST is above zero."),
        ["trailing by all"] = (Of(TrailingStopTerms.ByPercent(100m)), RefusalCodes.BadTerms, "A trailing stop of 100 % or more is never reached."),
        ["off the lot"] = (Limit(95m) with { Quantity = new(1.0005m) }, RefusalCodes.OffLot, "1.0005 COIN.TEST is no multiple of the lot 0.001."),
        ["for nothing"] = (Limit(95m) with { Quantity = Quantity.Zero }, RefusalCodes.QuantityZero, "An order for nothing of COIN.TEST; the least is 0.001."),
        ["good till a date without one"] = (Limit(95m) with { TimeInForce = TimeInForce.Gtd }, RefusalCodes.BadTerms, "An order that is good till a date needs the date."),
        ["a date without being good till one"] = (Limit(95m) with { ExpiresAt = Given + Duration64.FromDays(1) }, RefusalCodes.BadTerms, "Only an order that is good till a date has one."),
        ["good till now"] = (Limit(95m) with { TimeInForce = TimeInForce.Gtd, ExpiresAt = Given }, RefusalCodes.BadTerms, "The order would have expired at 2024-03-01T00:01:00Z, before it was given."),
        ["a stop at once or never"] = (Of(new StopTerms(new(95m))) with { TimeInForce = TimeInForce.Ioc }, RefusalCodes.BadTerms, "A stop waits, so it cannot be Ioc."),
        ["a trailing stop at once or never"] = (Of(TrailingStopTerms.ByAmount(1m)) with { TimeInForce = TimeInForce.Fok }, RefusalCodes.BadTerms, "A stop waits, so it cannot be Fok."),
        ["post-only at once or never"] = (Of(new LimitTerms(new(95m), PostOnly: true)) with { TimeInForce = TimeInForce.Ioc }, RefusalCodes.BadTerms, "A post-only order waits, so it cannot be Ioc."),
        ["reducing nothing"] = (Limit(95m) with { ReduceOnly = true }, RefusalCodes.NothingToReduce, "The order may only reduce, and there is no position of COIN.TEST that a buy would."),
        ["a limit beyond the account"] = (Limit(95m) with { Quantity = new(106m) }, RefusalCodes.InsufficientBuyingPower, "Buy 106 COIN.TEST at about 95 would hold 10070 USD; 10000 can be held."),
        ["a stop beyond the account"] = (Of(new StopTerms(new(110m))) with { Quantity = new(91m) }, RefusalCodes.InsufficientBuyingPower, "Buy 91 COIN.TEST at about 110 would hold 10010 USD; 10000 can be held."),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory, MemberData(nameof(RefusedNames))]
    public void A_fault_is_refused_with_a_code_and_a_sentence(string name)
    {
        var (request, code, sentence) = Refused[name];
        Order? order = null;

        var result = Run(context => order = context.Submit(request));

        Assert.Equal(new Refusal(code, sentence), Assert.IsType<OrderState.Rejected>(order!.State).Reason);
        Assert.Same(order, Assert.Single(result.Rejected));
        Assert.Empty(result.Fills);
    }

    [Fact]
    public void Before_the_first_price_nothing_can_be_judged()
    {
        var other = Market.Instrument("LATER");
        Order? order = null;

        Backtest.Run(Tape.At((0, context => order = context.Buy(other, 1m))), [Tape.Minutes("100 100 100 100"), Tape.Of(other, AlgoTrendy.Core.Markets.Interval.OneMinute, Given, "1 1 1 1")], Market.Frictionless);

        Assert.Equal("Rejected no-price", order!.Told());
    }

    /// <summary>An account of 10,000, of which 60 × 95 are waited for.</summary>
    [Theory]
    [InlineData(45, "Accepted")] // 5700 + 4275
    [InlineData(46, "Rejected insufficient-buying-power")]
    public void Waiting_limits_count_in_buying_power(int quantity, string told)
    {
        Order? order = null;

        Run(context =>
        {
            context.Submit(Limit(95m) with { Quantity = new(60m) });
            order = context.Submit(Limit(95m) with { Quantity = new(quantity) });
        });

        Assert.Equal(told, order!.Told());
    }

    [Fact]
    public void Of_a_pair_on_one_side_only_the_larger_counts_and_of_two_sides_the_side_that_weighs_more()
    {
        List<Order> orders = [];

        Run(context =>
        {
            context.SubmitOco(Limit(95m) with { Quantity = new(60m) }, Of(new StopTerms(new(105m))) with { Quantity = new(60m) });
            orders.Add(context.Submit(Of(new StopTerms(new(90m))) with { Side = OrderSide.Sell, Quantity = new(90m) }));
            orders.Add(context.Submit(Limit(90m) with { Quantity = new(30m) }));
            orders.Add(context.Submit(Limit(90m) with { Quantity = new(30m) }));
        });

        // Bought: 60 × at most 105 + 30 × 90 = 9000, then 11700. Sold: 90 × 100.
        Assert.Equal(["Accepted", "Accepted", "Rejected insufficient-buying-power"], orders.Select(order => order.Told()));
    }

    [Fact]
    public void Exits_tie_up_nothing()
    {
        IReadOnlyList<Order> bracket = [];

        Run(context => bracket = context.SubmitBracket(new(OrderRequest.Market(Market.Coin, OrderSide.Buy, new(100m)), new StopTerms(new(95m)), new LimitTerms(new(105m)))));

        Assert.All(bracket, order => Assert.NotEqual(OrderStatus.Rejected, order.Status));
    }

    [Fact]
    public void A_bracket_with_a_faulty_exit_is_refused_whole()
    {
        IReadOnlyList<Order> bracket = [];

        var result = Run(context => bracket = context.SubmitBracket(new(OrderRequest.Market(Market.Coin, OrderSide.Buy, new(1m)), new StopTerms(new(95.001m)), new LimitTerms(new(105m)))));

        Assert.Equal(["Rejected other-of-group", "Rejected off-tick", "Rejected other-of-group"], bracket.Select(order => order.Told()));
        Assert.Empty(result.Fills);
    }

    [Theory]
    [InlineData(OrderSide.Buy, 99.99, 100.01, true)]
    [InlineData(OrderSide.Buy, 100, 105, false)]
    [InlineData(OrderSide.Buy, 95, 100, false)]
    [InlineData(OrderSide.Sell, 100.01, 99.99, true)]
    [InlineData(OrderSide.Sell, 99, 95, false)]
    [InlineData(OrderSide.Sell, 105, 101, false)]
    public void The_exits_of_an_entry_at_the_market_lie_on_their_sides_of_the_last_price(OrderSide side, double stop, double target, bool isRight)
    {
        IReadOnlyList<Order> bracket = [];

        Run(context => bracket = context.SubmitBracket(new(OrderRequest.Market(Market.Coin, side, new(1m)), new StopTerms(new((decimal)stop)), new LimitTerms(new((decimal)target)))));

        Assert.Equal(!isRight, bracket.Any(order => order.Told() == "Rejected bad-terms"));
        Assert.Equal(isRight, bracket[0].Status == OrderStatus.Filled);
    }

    private static RunResult Run(Action<IStrategyContext> act) => Backtest.Run(Tape.At((0, act)), [Tape.Minutes("100 100 100 100", "100 100 100 100")], Market.Frictionless);

    private static OrderRequest Limit(decimal limit) => Of(new LimitTerms(new(limit)));

    private static OrderRequest Of(OrderTerms terms) => new(Market.Coin, OrderSide.Buy, new(1m), terms);
}
