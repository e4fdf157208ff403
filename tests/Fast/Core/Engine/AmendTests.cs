using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Tests.Fast.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Orders that are changed or cancelled while they wait.</summary>
public class AmendTests
{
    private const string Still = "100 100 100 100";

    private Order? _order;

    [Fact]
    public void A_waiting_order_takes_new_terms_and_a_new_quantity()
    {
        var result = Run([(0, Bid), (1, context => context.Amend(_order!, new LimitTerms(new(97m)), new(3m)))], Still, Still, "100 101 96 100");

        Assert.Equal(["Buy 3 at 97"], result.Told());
        Assert.Equal((new LimitTerms(new(95m)), new LimitTerms(new(97m))), (_order!.Request.Terms, _order.Terms));
    }

    [Fact]
    public void What_has_traded_of_a_changed_order_counts()
    {
        // 4 trade, then the whole is to be 6.
        var result = Run([(0, context => _order = context.Limit(OrderSide.Buy, 10m, 95m)), (1, context => context.Amend(_order!, quantity: new(6m)))], Still, "100 101 94 95 40", "95 96 94 95");

        Assert.Equal(["Buy 4 at 95", "Buy 2 at 95"], result.Told());
        Assert.Equal("Filled", _order!.Told());
    }

    [Theory]
    [InlineData(4, RefusalCodes.BadTerms)]
    [InlineData(3, RefusalCodes.BadTerms)]
    [InlineData(5.0005, RefusalCodes.OffLot)]
    [InlineData(1_000, RefusalCodes.InsufficientBuyingPower)]
    public void A_quantity_that_cannot_be_is_refused_and_the_order_stays(double quantity, string code)
    {
        Refusal? refusal = null;

        var result = Run([(0, context => _order = context.Limit(OrderSide.Buy, 10m, 95m)), (1, context => refusal = context.Amend(_order!, quantity: new((decimal)quantity)))], Still, "100 101 94 95 40", "95 96 94 95");

        Assert.Equal(code, refusal?.Code);
        Assert.Equal(["Buy 4 at 95", "Buy 6 at 95"], result.Told());
    }

    [Fact]
    public void Terms_of_another_kind_or_off_the_grid_are_refused()
    {
        var refusals = new List<Refusal?>();

        Run([(0, Bid), (1, context => refusals.AddRange([context.Amend(_order!, new StopTerms(new(97m))), context.Amend(_order!, new LimitTerms(new(97.001m)))]))], Still, Still);

        Assert.Equal([RefusalCodes.BadTerms, RefusalCodes.OffTick], refusals.Select(refusal => refusal?.Code));
    }

    [Fact]
    public void What_is_over_cannot_be_changed()
    {
        Refusal? refusal = null;

        Run([(0, Bid), (1, context => refusal = context.Amend(_order!, quantity: new(2m)))], Still, "100 101 94 100", Still);

        Assert.Equal("Order 1 is filled; only one that waits can be changed.", refusal?.Message);
    }

    [Fact]
    public void A_post_only_order_that_is_changed_into_the_market_ends()
    {
        var result = Run(
            [(0, context => _order = context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(1m), new(95m), postOnly: true))), (1, context => context.Amend(_order!, new LimitTerms(new(101m), PostOnly: true)))],
            Still, Still, Still);

        Assert.Equal("Cancelled post-only", _order!.Told());
        Assert.Empty(result.Fills);
    }

    [Fact]
    public void A_stop_that_is_moved_when_another_trades_waits_for_its_new_price()
    {
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                if (index != 0) return;
                context.Stop(OrderSide.Sell, 1m, 98m);
                _order = context.Stop(OrderSide.Sell, 1m, 96m);
            },
            Filled = (context, order) => { if (order.Id.Value == 1) context.Amend(_order!, new StopTerms(new(90m))); },
        };

        var result = Run(strategy, Still, "100 100 95 97", "97 98 95 96", "96 96 89 90");

        Assert.Equal(["Sell 1 at 98", "Sell 1 at 90"], result.Told());
    }

    [Fact]
    public void A_change_is_as_long_on_its_way_as_an_order()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Latency = new FixedLatency(Duration64.FromSeconds(90)) } };
        var strategy = Tape.At((0, Bid), (2, context => context.Amend(_order!, new LimitTerms(new(97m)))));

        // Given at the end of bar 0 it is there in bar 3; changed at the end of bar 2, it is so from bar 5 on.
        var result = Backtest.Run(strategy, [Tape.Minutes(Still, "100 100 90 100", "100 100 90 100", Still, "100 100 96 100", "100 100 96 100")], settings);

        Assert.Equal(("Buy 1 at 97", Market.Start + Duration64.FromMinutes(6)), (Assert.Single(result.Told()), result.Fills[0].Time));
    }

    [Fact]
    public void An_order_can_be_cancelled_before_it_has_arrived()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Latency = new FixedLatency(Duration64.FromSeconds(90)) } };
        var strategy = Tape.At((0, Bid), (1, context => context.Cancel(_order!)));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, Still, Still, Still, "100 100 90 100")], settings);

        Assert.Equal("Cancelled cancelled", _order!.Told());
        Assert.Empty(result.Fills);
    }

    [Fact]
    public void What_trades_while_the_cancel_is_under_way_still_counts()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Latency = new FixedLatency(Duration64.FromSeconds(60)) } };
        var strategy = Tape.At((0, Bid), (2, context => context.Cancel(_order!)));

        var result = Backtest.Run(strategy, [Tape.Minutes(Still, Still, Still, "100 100 90 100", Still)], settings);

        Assert.Equal(("Filled", "Buy 1 at 95"), (_order!.Told(), Assert.Single(result.Told())));
    }

    [Fact]
    public void Orders_whose_latency_is_left_to_chance_come_the_same_way_for_the_same_seed()
    {
        var settings = Market.Frictionless with { Matching = Market.Frictionless.Matching with { Latency = new RandomLatency(Duration64.Zero, Duration64.FromMinutes(5)), Seed = 7 } };
        var series = Market.RandomMinutes(Market.Coin, 400, 3);

        var (once, again) = (ResultHash.Of(Backtest.Run(Often(), [series], settings)), ResultHash.Of(Backtest.Run(Often(), [series], settings)));

        Assert.Equal(once, again);

        static Scripted Often() => new() { Bar = (context, _, _, index) => { if (index % 2 == 0) context.SetTarget(Market.Coin, index % 10); } };
    }

    private void Bid(IStrategyContext context) => _order = context.Limit(OrderSide.Buy, 1m, 95m);

    private static RunResult Run((int, Action<IStrategyContext>)[] acts, params string[] bars) => Run(Tape.At(acts), bars);

    private static RunResult Run(Scripted strategy, params string[] bars) =>
        Backtest.Run(strategy, [Tape.Minutes(bars)], Market.Frictionless with { Matching = Market.Frictionless.Matching with { VolumeShare = 0.1m } });
}
