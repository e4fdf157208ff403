using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Processes.Binance;

/// <summary>What the broker says of its writes against a venue that misbehaves: never more than it knows.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private static readonly Symbol Bitcoin = new("BTCUSDT", "BINANCE");

    private VenueProcess _venue = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private BinanceBroker Broker => _venue.Broker;

    public async ValueTask InitializeAsync() => _venue = await VenueProcess.Start();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task An_order_lives_from_placing_to_its_last_fill()
    {
        await _venue.Post("fill-at-most?quantity=0.01");

        var placed = Assert.IsType<WriteOutcome.Accepted>(await Broker.Place(Buy("a-1", 0.02m, 49_000m), Ct));
        var open = Assert.IsType<Answer<IReadOnlyList<VenueOrder>>.Got>(await Broker.OpenOrders(Bitcoin, Ct)).Value;
        await _venue.Price(48_000m);
        await _venue.Price(48_000m);
        var found = Assert.IsType<OrderAnswer.Found>(await Broker.Find(new(Bitcoin, new("a-1")), Ct)).Order;
        var page = Got(await Broker.Executions(ExecutionCursor.FromTheFirst(Bitcoin), Ct));
        var ofIt = Got(await Broker.ExecutionsOf(Bitcoin, found.VenueId, Ct));
        var ofAnother = Got(await Broker.ExecutionsOf(Bitcoin, "999", Ct));
        var later = Got(await Broker.Executions(page.Next, Ct));
        var balances = Got(await Broker.Balances(Ct)).ToDictionary(balance => balance.Currency.Code);

        Assert.Equal((VenueOrderStatus.Open, 49_000m), (placed.Order.Status, placed.Order.Limit!.Value.Value));
        Assert.Equal("a-1", Assert.Single(open).ClientId);
        Assert.Equal((VenueOrderStatus.Filled, 0.02m), (found.Status, found.Filled.Value));
        Assert.Equal([(0.01m, 49_000m, Liquidity.Maker), (0.01m, 49_000m, Liquidity.Maker)], page.Executions.Select(each => (each.Quantity.Value, each.Price.Value, each.Liquidity)));
        Assert.Equal((3L, false), (page.Next.NextId, page.More));
        Assert.Empty(later.Executions);
        Assert.Equal(page.Executions, ofIt);
        Assert.Empty(ofAnother);
        Assert.Equal((10m + 0.02m * 0.999m, 1_000_000m - 980m), (balances["BTC"].Total, balances["USDT"].Total));
    }

    [Theory]
    [InlineData("fail-after"), InlineData("close-after"), InlineData("hang")]
    public async Task An_order_that_was_taken_without_an_answer_is_unknown_until_the_venue_is_asked(string what)
    {
        await using var hurried = _venue.Open(VenueProcess.Secret, patience: TimeSpan.FromSeconds(1));
        // A connection that has been used before: HTTP clients repeat what dies on one of those.
        Got(await hurried.Balances(Ct));
        await _venue.Wrong(what);

        var outcome = await hurried.Place(Buy("b-1", 0.01m, 51_000m), Ct);
        var found = await hurried.Find(new(Bitcoin, new("b-1")), Ct);

        Assert.IsType<WriteOutcome.Unknown>(outcome);
        Assert.Equal(VenueOrderStatus.Filled, Assert.IsType<OrderAnswer.Found>(found).Order.Status);
        Assert.Equal(1, await _venue.Orders());
    }

    [Theory]
    [InlineData("fail-before"), InlineData("close-before")]
    public async Task An_order_that_was_lost_on_its_way_is_unknown_too(string what)
    {
        Got(await Broker.Balances(Ct));
        await _venue.Wrong(what);

        var outcome = await Broker.Place(Buy("c-1", 0.01m, 51_000m), Ct);

        Assert.IsType<WriteOutcome.Unknown>(outcome);
        Assert.IsType<OrderAnswer.NotFound>(await Broker.Find(new(Bitcoin, new("c-1")), Ct));
        Assert.Equal(0, await _venue.Orders());
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_leaves_it_unknown()
    {
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Got(await Broker.Balances(Ct));
        await _venue.Wrong("late", value: 3_000);
        impatient.CancelAfter(300);

        Assert.IsType<WriteOutcome.Unknown>(await Broker.Place(Buy("d-1", 0.01m, 49_000m), impatient.Token));
    }

    [Fact]
    public async Task A_venue_that_is_not_there_is_a_refusal_because_nothing_left()
    {
        await using var nowhere = new BinanceBroker(new LoopbackCredentials(new("k", "s"), new("http://127.0.0.1:1/"), new("ws://127.0.0.1:1/")));

        var outcome = Assert.IsType<WriteOutcome.Refused>(await nowhere.Place(Buy("e-1", 0.01m, 49_000m), Ct));
        var answer = Assert.IsType<OrderAnswer.Unknown>(await nowhere.Find(new(Bitcoin, new("e-1")), Ct));

        Assert.Equal((BrokerRefusals.Unreachable, BrokerRefusals.Unreachable), (outcome.Reason.Code, answer.Reason.Code));
    }

    [Theory]
    [InlineData(5_000), InlineData(-5_000)]
    public async Task A_skewed_clock_costs_one_more_measurement_and_no_order(int milliseconds)
    {
        Got(await Broker.Balances(Ct));
        await _venue.Post($"skew?milliseconds={milliseconds + Math.Sign(milliseconds) * 100}");

        var outcome = await Broker.Place(Buy("f-1", 0.01m, 49_000m), Ct);

        Assert.IsType<WriteOutcome.Accepted>(outcome);
        Assert.Equal(1, await _venue.Orders());
        Assert.Equal(milliseconds / 1000d, Got(await Broker.MeasureClock(Ct)).Offset.TotalSeconds, 0.3);
    }

    [Theory]
    [InlineData("limit", BrokerRefusals.RateLimited)]
    [InlineData("ban", BrokerRefusals.Banned)]
    public async Task Told_to_wait_it_waits(string what, string code)
    {
        Got(await Broker.Balances(Ct));
        await _venue.Wrong(what, value: 2);

        var first = Assert.IsType<WriteOutcome.Refused>(await Broker.Place(Buy("g-1", 0.01m, 49_000m), Ct));
        var before = (await _venue.Truth()).GetProperty("requests").GetInt32();
        var second = Assert.IsType<WriteOutcome.Refused>(await Broker.Cancel(new(Bitcoin, new("g-1")), Ct));
        var after = (await _venue.Truth()).GetProperty("requests").GetInt32();
        await Task.Delay(second.RetryAfter!.Value + TimeSpan.FromMilliseconds(50), Ct);

        Assert.Equal((code, code), (first.Reason.Code, second.Reason.Code));
        Assert.Equal(TimeSpan.FromSeconds(2), first.RetryAfter);
        Assert.Equal(before, after);
        Assert.IsType<WriteOutcome.Accepted>(await Broker.Place(Buy("g-2", 0.01m, 49_000m), Ct));
    }

    [Fact]
    public async Task Too_many_orders_still_let_a_cancel_pass()
    {
        Assert.IsType<WriteOutcome.Accepted>(await Broker.Place(Buy("h-1", 0.01m, 49_000m), Ct));
        await _venue.Wrong("order-limit");

        Assert.Equal(BrokerRefusals.RateLimited, Assert.IsType<WriteOutcome.Refused>(await Broker.Place(Buy("h-2", 0.01m, 49_000m), Ct)).Reason.Code);
        Assert.Equal(VenueOrderStatus.Cancelled, Assert.IsType<WriteOutcome.Accepted>(await Broker.Cancel(new(Bitcoin, new("h-1")), Ct)).Order.Status);
    }

    [Fact]
    public async Task An_oco_is_the_venues_own()
    {
        var ticket = new OcoTicket(new("list-1"), Bitcoin, OrderSide.Sell, new(1m), new("take"), new(55_000m), new("stop"), new(45_000m));

        var placed = Assert.IsType<WriteOutcome.Accepted>(await Broker.PlaceOco(ticket, Ct));
        await _venue.Price(44_000m);
        var (take, stop) = (await Status("take"), await Status("stop"));

        Assert.Equal(["take", "stop"], placed.Orders.Select(order => order.ClientId));
        Assert.Equal((VenueOrderStatus.Expired, VenueOrderStatus.Filled), (take, stop));
    }

    [Fact]
    public async Task Cancelling_a_leg_cancels_the_oco_and_gives_back_what_it_tied_up()
    {
        var ticket = new OcoTicket(new("list-2"), Bitcoin, OrderSide.Buy, new(1m), new("dip"), new(45_000m), new("break"), new(55_000m), new(55_100m));
        Assert.IsType<WriteOutcome.Accepted>(await Broker.PlaceOco(ticket, Ct));

        var cancelled = Assert.IsType<WriteOutcome.Accepted>(await Broker.Cancel(Key("dip"), Ct));
        var again = Assert.IsType<WriteOutcome.Refused>(await Broker.Cancel(Key("break"), Ct));
        var dollars = Got(await Broker.Balances(Ct)).Single(balance => balance.Currency == Currency.Usdt);

        Assert.Equal([("break", VenueOrderStatus.Cancelled), ("dip", VenueOrderStatus.Cancelled)], cancelled.Orders.Select(order => (order.ClientId, order.Status)).Order());
        Assert.Equal(BrokerRefusals.OrderNotOpen, again.Reason.Code);
        Assert.Equal((1_000_000m, 0m), (dollars.Free, dollars.Locked));
    }

    [Fact]
    public async Task A_read_is_repeated_and_a_read_that_keeps_failing_is_no_answer()
    {
        await _venue.Wrong("read-fail", times: 2);
        var balances = await Broker.Balances(Ct);
        await _venue.Wrong("read-fail", times: 3);
        var found = await Broker.Find(Key("nobody"), Ct);

        Assert.NotEmpty(Got(balances));
        // Not "not found": nothing was learned.
        Assert.IsType<OrderAnswer.Unknown>(found);
    }

    [Fact]
    public async Task A_replace_is_whole_or_says_what_is_left()
    {
        Assert.IsType<WriteOutcome.Accepted>(await Broker.Place(Buy("i-1", 0.02m, 49_000m), Ct));

        var replaced = Assert.IsType<ReplaceOutcome.Replaced>(await Broker.Replace(new(Key("i-1"), Buy("i-2", 0.02m, 48_000m), OnlyIfUnfilled: true), Ct));
        var none = Assert.IsType<ReplaceOutcome.Kept>(await Broker.Replace(new(Key("i-1"), Buy("i-3", 0.02m, 47_000m), OnlyIfUnfilled: true), Ct));
        await _venue.Post("fill-at-most?quantity=0.01");
        await _venue.Price(48_000m);
        var traded = Assert.IsType<ReplaceOutcome.Kept>(await Broker.Replace(new(Key("i-2"), Buy("i-4", 0.02m, 47_000m), OnlyIfUnfilled: true), Ct));
        var bare = Assert.IsType<ReplaceOutcome.OnlyCancelled>(await Broker.Replace(new(Key("i-2"), Buy("i-5", 900m, 47_000m), OnlyIfUnfilled: false), Ct));

        Assert.Equal(("i-2", VenueOrderStatus.Cancelled), (replaced.Order.ClientId, await Status("i-1")));
        Assert.Equal((BrokerRefusals.OrderNotOpen, BrokerRefusals.Rejected, RefusalCodes.InsufficientCash), (none.Reason.Code, traded.Reason.Code, bare.Reason.Code));
    }

    [Fact]
    public async Task The_grid_comes_from_the_venue_and_what_is_off_it_is_refused()
    {
        var bitcoin = Got(await Broker.Instruments(Ct)).Single(instrument => instrument.Symbol == Bitcoin);

        Assert.Equal((0.01m, 0.00001m, 5m), (bitcoin.TickSize, bitcoin.LotSize, bitcoin.MinNotional));
        Assert.Equal(BrokerRefusals.FilterFailed, Assert.IsType<WriteOutcome.Refused>(await Broker.Place(Buy("j-1", 0.01m, 49_000.001m), Ct)).Reason.Code);
        Assert.Equal(RefusalCodes.BelowMinimumNotional, Assert.IsType<WriteOutcome.Refused>(await Broker.Place(Buy("j-2", 0.0001m, 49_000m), Ct)).Reason.Code);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_in_no_text()
    {
        const string wrong = "not-the-secret-of-the-venue";
        await using var stranger = _venue.Open(wrong);

        var refused = Assert.IsType<WriteOutcome.Refused>(await stranger.Place(Buy("k-1", 0.01m, 49_000m), Ct));

        Assert.Equal(BrokerRefusals.CredentialsRefused, refused.Reason.Code);
        Assert.DoesNotContain(wrong, $"{refused}{stranger}", StringComparison.Ordinal);
        Assert.DoesNotContain(VenueProcess.Key, $"{refused}{stranger}", StringComparison.Ordinal);
    }

    private static OrderTicket Buy(string id, decimal quantity, decimal limit) => new(new(id), Bitcoin, OrderSide.Buy, new(quantity), new LimitTerms(new(limit)));

    private static OrderKey Key(string id) => new(Bitcoin, new(id));

    private static T Got<T>(Answer<T> answer) => Assert.IsType<Answer<T>.Got>(answer).Value;

    private async Task<VenueOrderStatus> Status(string id) => Assert.IsType<OrderAnswer.Found>(await Broker.Find(Key(id), Ct)).Order.Status;
}
