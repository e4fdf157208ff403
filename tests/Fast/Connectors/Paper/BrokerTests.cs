using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>What a paper broker answers.</summary>
public class BrokerTests
{
    private readonly Stage _stage = new Stage().Trade(100);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void An_id_is_used_once_whatever_became_of_the_order()
    {
        _stage.Place(Stage.Limit("first", 90m));

        Assert.Equal(BrokerRefusals.DuplicateOrder, CodeOf(_stage.Place(Stage.Limit("first", 95m))));

        Stage.Now(_stage.Broker.Cancel(Stage.Key("first"), Ct));
        Assert.Equal(BrokerRefusals.DuplicateOrder, CodeOf(_stage.Place(Stage.Limit("first", 95m))));
        Assert.False(_stage.Broker.Capabilities.ClientOrderIdsReturn);
    }

    [Fact]
    public void What_can_not_be_is_refused_before_it_is_an_order()
    {
        Assert.Equal(BrokerRefusals.BadRequest, CodeOf(_stage.Place(Stage.Limit("a", 90m) with { Symbol = new("OTHER", "TEST") })));
        Assert.Equal(RefusalCodes.OffTick, CodeOf(_stage.Place(Stage.Limit("a", 90.001m))));
        Assert.Equal(RefusalCodes.OffLot, CodeOf(_stage.Place(Stage.Limit("a", 90m, quantity: 0.0001m))));
        Assert.Equal(RefusalCodes.QuantityZero, CodeOf(_stage.Place(Stage.Limit("a", 90m, quantity: 0m))));
        Assert.Equal(RefusalCodes.BadTerms, CodeOf(_stage.Place(Stage.Limit("a", 90m) with { TimeInForce = TimeInForce.Gtd })));
        Assert.IsType<OrderAnswer.NotFound>(_stage.Find("a"));
        Assert.Equal(["Accepted a"], AfterPlacing(Stage.Limit("a", 90m)));
    }

    [Fact]
    public void An_order_is_found_as_it_stands()
    {
        _stage.Place(Stage.Limit("limit", 90m));
        _stage.Place(new(new("trail"), Stage.Coin.Symbol, OrderSide.Sell, new(1m), TrailingStopTerms.ByAmount(5m)));
        var (limit, trail) = (Found("limit"), Found("trail"));

        _stage.Trade(110, 89);

        Assert.Equal((VenueOrderStatus.Open, new Price(90m), null), (limit.Status, limit.Limit!.Value, limit.Stop));
        Assert.Equal(new Price(95m), trail.Stop);
        Assert.Equal((VenueOrderStatus.Filled, 1m), (Found("limit").Status, Found("limit").Filled.Value));
        Assert.Empty(Stage.Got(_stage.Broker.OpenOrders(null, Ct)));
    }

    [Fact]
    public void A_replaced_order_goes_on_under_its_next_id()
    {
        _stage.Place(Stage.Limit("old", 90m, quantity: 2m));
        _stage.Told.Clear();

        var outcome = Stage.Now(_stage.Broker.Replace(new(Stage.Key("old"), Stage.Limit("new", 95m), OnlyIfUnfilled: true), Ct));
        _stage.Trade(94);

        Assert.Equal("new", Assert.IsType<ReplaceOutcome.Replaced>(outcome).Order.ClientId);
        Assert.Equal(["Cancelled old replaced", "Accepted new", "Filled new 1 at 95"], _stage.Told);
        Assert.Equal((VenueOrderStatus.Cancelled, 0m), (Found("old").Status, Found("old").Filled.Value));
    }

    [Fact]
    public void Replacing_what_is_over_or_of_another_kind_leaves_all_as_it_is()
    {
        _stage.Place(Stage.Limit("old", 90m));

        Assert.Equal(BrokerRefusals.NotSupported, KeptCode("old", Stage.AtMarket("next")));
        Assert.Equal(BrokerRefusals.DuplicateOrder, KeptCode("old", Stage.Limit("old", 91m)));
        Assert.Equal(RefusalCodes.OffTick, KeptCode("old", Stage.Limit("next", 91.001m)));

        _stage.Trade(80);
        Assert.Equal(BrokerRefusals.OrderNotOpen, KeptCode("old", Stage.Limit("next", 91m)));
        Assert.IsType<OrderAnswer.NotFound>(_stage.Find("next"));
    }

    [Fact]
    public void The_exits_of_a_bracket_follow_their_entry()
    {
        var entry = Stage.Limit("entry", 90m, quantity: 3m);
        Stage.Now(_stage.Broker.PlaceBracket(new(entry, new(new("stop"), new StopTerms(new(80m))), new(new("target"), new LimitTerms(new(99m)))), Ct));
        _stage.Told.Clear();

        Stage.Now(_stage.Broker.Replace(new(Stage.Key("entry"), entry with { Id = new("smaller"), Quantity = new(2m) }, OnlyIfUnfilled: true), Ct));
        _stage.Trade(89, 100);

        Assert.Equal(["Cancelled entry replaced", "Accepted smaller", "Changed stop to 2", "Changed target to 2", "Filled smaller 2 at 90", "Filled target 2 at 99", "Cancelled stop other-of-group"], _stage.Told);
    }

    [Fact]
    public void Balances_say_what_open_orders_tie_up()
    {
        _stage.Place(Stage.AtMarket("held", quantity: 3m));
        _stage.Trade(100);
        _stage.Place(Stage.Limit("more", 90m, quantity: 2m));
        Stage.Now(_stage.Broker.PlaceOco(new(new("exit"), Stage.Coin.Symbol, OrderSide.Sell, new(2m), new("profit"), new(120m), new("loss"), new(80m)), Ct));

        Assert.Equal("520+180 USD, 1+2 BTC", _stage.Balances());
    }

    [Fact]
    public void Executions_come_from_a_cursor_on_and_those_that_were_read_are_let_go()
    {
        _stage.Place(Stage.AtMarket("one"));
        _stage.Trade(100);
        _stage.Place(Stage.AtMarket("two"));
        _stage.Trade(101);
        var first = ExecutionCursor.FromTheFirst(Stage.Coin.Symbol);

        var page = Stage.Got(_stage.Broker.Executions(first, Ct));
        var again = Stage.Got(_stage.Broker.Executions(first, Ct));
        var (ofOne, ofTwo) = (Stage.Got(_stage.Broker.ExecutionsOf(Stage.Coin.Symbol, Found("one").VenueId, Ct)), page.Executions[1].VenueOrderId);
        var next = Stage.Got(_stage.Broker.Executions(page.Next, Ct));

        Assert.Equal([1L, 2L], page.Executions.Select(execution => execution.Key.Id));
        Assert.Equal(page.Executions, again.Executions);
        Assert.Equal(page.Executions.Take(1), ofOne);
        Assert.Equal((Found("two").VenueId, false), (ofTwo, page.More));
        Assert.Empty(next.Executions);
        Assert.IsType<Answer<IReadOnlyList<VenueExecution>>.Unavailable>(Stage.Now(_stage.Broker.ExecutionsOf(Stage.Coin.Symbol, Found("one").VenueId, Ct)));
    }

    [Fact]
    public void An_event_is_heard_once()
    {
        _stage.Place(Stage.Limit("limit", 90m));

        _stage.Broker.Hear(Stage.Event(1, 80));
        Assert.Equal(VenueOrderStatus.Open, Found("limit").Status);

        _stage.Broker.Hear(Stage.Event(2, 80));
        Assert.Equal(VenueOrderStatus.Filled, Found("limit").Status);
    }

    [Fact]
    public void A_split_and_a_dividend_change_what_is_held_and_what_waits_once()
    {
        _stage.Place(Stage.AtMarket("held", quantity: 3m));
        _stage.Trade(100);
        _stage.Place(Stage.Limit("sale", 120m, OrderSide.Sell, 2m));
        _stage.Told.Clear();
        MarketEvent[] happened = [new MarketEvent.Split(10, Market.Start + Duration64.FromSeconds(10), Stage.Coin.Symbol, 0.7m, 100m), new MarketEvent.DividendPaid(11, Market.Start + Duration64.FromSeconds(11), Stage.Coin.Symbol, 1m)];

        foreach (var one in (MarketEvent[])[.. happened, .. happened]) _stage.Broker.Hear(one);

        // 3 / 0.7 are 4.2857; what is no whole lot is settled at 70 for 5 cents, and the dividend is 4.285, to the nearest cent.
        Assert.Equal("704.34+0 USD, 1.43+2.86 BTC", _stage.Balances());
        Assert.Equal(["Changed sale to 2.857"], _stage.Told);
        Assert.Equal((new Price(84m), 70.0), (Found("sale").Limit!.Value, Stage.Got(_stage.Broker.Quote(Stage.Coin.Symbol, Ct)).Bid));
    }

    [Fact]
    public void Whoever_hears_of_one_order_of_a_request_may_end_the_next()
    {
        var stage = new Stage(reacts: (broker, what) =>
        {
            if (what is BrokerEvent.Accepted { Order.ClientId: "entry" }) Assert.IsType<WriteOutcome.Accepted>(Stage.Now(broker.Cancel(Stage.Key("stop"), Ct)));
        });

        Stage.Now(stage.Broker.PlaceBracket(new(Stage.Limit("entry", 90m), new(new("stop"), new StopTerms(new(80m))), null), Ct));

        Assert.Equal(["Accepted entry", "Accepted stop", "Cancelled stop cancelled"], stage.Told);
    }

    [Fact]
    public async Task Every_reader_has_all_events_from_its_first_read_on()
    {
        await using var events = _stage.Broker.Events(Ct).GetAsyncEnumerator(Ct);
        await events.MoveNextAsync();
        var first = events.Current;

        _stage.Place(Stage.AtMarket("one"));
        _stage.Trade(100);
        await _stage.Broker.DisposeAsync();
        List<BrokerEvent> rest = [];
        while (await events.MoveNextAsync()) rest.Add(events.Current);

        Assert.IsType<BrokerEvent.Connected>(first);
        Assert.Equal([typeof(BrokerEvent.Accepted), typeof(BrokerEvent.Filled)], rest.Select(what => what.GetType()));
    }

    private static string CodeOf(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Refused>(outcome).Reason.Code;

    private string KeptCode(string old, OrderTicket next) => Assert.IsType<ReplaceOutcome.Kept>(Stage.Now(_stage.Broker.Replace(new(Stage.Key(old), next, OnlyIfUnfilled: false), Ct))).Reason.Code;

    private List<string> AfterPlacing(OrderTicket ticket)
    {
        Assert.IsType<WriteOutcome.Accepted>(_stage.Place(ticket));
        return _stage.Told;
    }

    private VenueOrder Found(string id) => Assert.IsType<OrderAnswer.Found>(_stage.Find(id)).Order;
}
