using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>The venue does everything wrong that it can, and the account is at one with it within the configured time all the same: nothing is lost, nothing is sent twice.</summary>
public sealed class MisbehaviourTests(MisbehaviourTests.Running running) : IClassFixture<MisbehaviourTests.Running>, IAsyncLifetime
{
    /// <summary>3 s until an answer counts as lost, 3 s of settling, 1 s until a silent order is asked for, 1 s between comparisons; and as much again for a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(16);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TradingHouse House => running.House;

    /// <summary>Each begins when the platform is at one with a venue that is not angry any more.</summary>
    public async ValueTask InitializeAsync() => await House.UntilReady();

    /// <summary>What was not done wrong proves nothing, and would go wrong in the next one.</summary>
    public async ValueTask DisposeAsync() => Assert.Empty(await House.Venue.NotDoneWrong());

    [Theory]
    [InlineData("late", true), InlineData("fail-after", true), InlineData("close-after", true), InlineData("hang", true), InlineData("fail-before", false), InlineData("close-before", false)]
    public async Task An_order_whose_answer_is_late_or_lost_is_at_the_venue_once_or_rejected_here(string wrong, bool arrives)
    {
        var before = await House.Venue.Orders();
        await House.Venue.Wrong(wrong, value: 4_500);

        var order = await Placed(Market(0.01m));
        await Comes(order, arrives ? "filled" : "rejected");
        await Agrees();

        Assert.Equal(before + (arrives ? 1 : 0), await House.Venue.Orders());
    }

    [Theory]
    [InlineData("late"), InlineData("fail-after"), InlineData("close-after"), InlineData("hang"), InlineData("fail-before"), InlineData("close-before")]
    public async Task A_cancel_whose_answer_is_late_or_lost_is_done_all_the_same(string wrong)
    {
        var order = await Waiting(45_000m);
        await House.Venue.Wrong(wrong, value: 4_500);

        await House.Cancel(order, wait: 0);

        await Comes(order, "cancelled");
        await Agrees();
    }

    [Theory]
    [InlineData("late", true), InlineData("fail-after", true), InlineData("close-after", true), InlineData("hang", true), InlineData("fail-before", false), InlineData("close-before", false)]
    public async Task A_change_whose_answer_is_late_or_lost_is_done_once_or_not_at_all(string wrong, bool arrives)
    {
        var before = await House.Venue.Orders();
        var order = await Waiting(45_000m);
        await House.Venue.Wrong(wrong, value: 4_500);

        await House.Send(HttpMethod.Patch, $"orders/{order}?wait=0", new { limitPrice = 45_500m });
        await Comes(order, "accepted");
        await Agrees();

        Assert.Equal(arrives ? 45_500m : 45_000m, Comparing.Number((await House.Order(order)).Body.GetProperty("limitPrice")));
        Assert.Equal(before + (arrives ? 2 : 1), await House.Venue.Orders());
        await House.Cancel(order);
    }

    [Fact]
    public async Task A_fill_that_is_not_told_while_heartbeats_go_on_is_found()
    {
        var order = await Waiting(49_000m);
        await House.Venue.Wrong("drop-fill");

        await Touch(49_000m);

        await Comes(order, "filled");
        await Agrees();
    }

    [Fact]
    public async Task A_fill_that_is_told_before_the_acknowledgement_is_booked_once()
    {
        await House.Venue.Wrong("late", value: 2_000);

        var order = await Placed(Market(0.01m));

        // By the stream alone: the reply is still on its way.
        await Comes(order, "filled");
        await Agrees();
    }

    [Fact]
    public async Task A_fill_that_is_told_twice_counts_once()
    {
        await House.Venue.Wrong("double-fill");

        var order = await Placed(Market(0.01m));

        await Comes(order, "filled");
        await Agrees();
        Assert.Equal(0.01m, Comparing.Number((await House.Order(order)).Body.GetProperty("filledQuantity")));
    }

    [Fact]
    public async Task A_stream_that_goes_mute_is_given_up_and_what_it_did_not_tell_is_found()
    {
        var order = await Waiting(49_000m);
        await House.Venue.Wrong("mute");
        await Touch(49_000m);
        await Eventually.Holds(async () => (await House.Status()).GetProperty("connection").GetString() == "connecting" ? null : "It is not noticed.", Bound);

        await House.Venue.Wrong("mute", times: 0);

        await Comes(order, "filled");
        await Agrees();
    }

    [Theory]
    [InlineData("cut"), InlineData("terminate")]
    public async Task What_happens_while_the_connection_is_lost_is_found(string what)
    {
        var order = await Waiting(49_000m);
        await House.Venue.Post(what);

        await Touch(49_000m);

        await Comes(order, "filled");
        await Agrees();
    }

    [Theory]
    [InlineData("limit", "rate-limited"), InlineData("ban", "venue-banned")]
    public async Task A_venue_that_asks_to_wait_is_left_alone_until_then(string wrong, string code)
    {
        var waiting = await Waiting(45_000m);
        await House.Venue.Wrong(wrong, value: 4);
        var refused = await Refused(code);
        var asked = (await House.Venue.Truth()).GetProperty("requests").GetInt32();
        await House.Cancel(waiting, wait: 0);
        await Task.Delay(1_500, Ct);
        var stillAsked = (await House.Venue.Truth()).GetProperty("requests").GetInt32();

        await Comes(waiting, "cancelled");
        await House.UntilReady();
        await Comes(await Placed(Market(0.01m)), "filled");
        await Agrees();

        Assert.Equal(("rejected", asked), (refused, stillAsked));
    }

    [Theory]
    [InlineData(true, "expired"), InlineData(false, "cancelled")]
    public async Task An_order_that_the_venue_ends_by_itself_is_over_here(bool expires, string status)
    {
        var order = await Waiting(45_000m);
        var name = (await House.Order(order)).Text("clientOrderId");

        if (expires) await House.Venue.Post($"expire?symbol=BTCUSDT&clientId={name}");
        else await House.Venue.Broker.Cancel(new(new Symbol("BTCUSDT", "BINANCE"), new(name)), Ct);

        await Comes(order, status);
        await Agrees();
    }

    [Theory]
    [InlineData(5_100), InlineData(-5_100)]
    public async Task A_clock_that_leaps_keeps_no_order_and_no_fill_away(int milliseconds)
    {
        await House.Venue.Post($"skew?milliseconds={milliseconds}");

        var order = await Placed(Market(0.01m));
        var waiting = await Waiting(49_000m);
        await Touch(49_000m);
        await Comes(order, "filled");
        await Comes(waiting, "filled");
        await Agrees();

        // It leaps back: what is sent first is refused again, and sent anew by the right time.
        await House.Venue.Post("skew?milliseconds=0");
        await Comes(await Placed(Market(0.01m)), "filled");
        await Agrees();
    }

    private static object Market(decimal quantity) => new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "market", quantity };

    private Task Agrees() => Comparing.Agree(House, Bound);

    /// <summary>Places it without waiting for the venue.</summary>
    private async Task<string> Placed(object order)
    {
        var said = await House.Place(order, wait: 0);
        Assert.True(said.IsDone, $"{said.Status}: {said.Body}");
        return said.Text("orderId");
    }

    /// <summary>An order that waits at the venue.</summary>
    private async Task<string> Waiting(decimal limit)
    {
        await House.Venue.Price(50_000m);
        var order = await Placed(new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", limitPrice = limit, quantity = 0.01m });
        await Comes(order, "accepted");
        return order;
    }

    /// <summary>The market comes to this price and goes back.</summary>
    private async Task Touch(decimal price)
    {
        await House.Venue.Price(price);
        await House.Venue.Price(50_000m);
    }

    private Task Comes(string order, string status) => Eventually.Holds(async () =>
    {
        var found = await House.Order(order);
        return found.IsDone && found.Text("status") == status ? null : $"{order} does not become {status}: {found.Body}";
    }, Bound);

    /// <summary>Places orders until the venue's wish to be left alone is known here.</summary>
    private async Task<string> Refused(string code)
    {
        var status = "";
        await Eventually.Holds(async () =>
        {
            var said = await House.Place(Market(0.01m), wait: 3_000);
            if (said.IsDone && said.Body.TryGetProperty("reason", out var reason) && reason.ValueKind == System.Text.Json.JsonValueKind.Object && reason.GetProperty("code").GetString() == code) status = said.Text("status");
            return status.Length > 0 ? null : $"{said.Status}: {said.Body}";
        }, Bound);
        return status;
    }

    /// <summary>One venue and one platform for all of these.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal TradingHouse House { get; private set; } = null!;

        public async ValueTask InitializeAsync() => House = await TradingHouse.Open();

        public async ValueTask DisposeAsync() => await House.DisposeAsync();
    }
}
