using System.Text.Json;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Processes.Binance;

/// <summary>The user stream against a venue that misbehaves: what it does not tell, the executions since a cursor do.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private static readonly Symbol Bitcoin = new("BTCUSDT", "BINANCE");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly Channel<BrokerEvent> _heard = Channel.CreateUnbounded<BrokerEvent>();
    private VenueProcess _venue = null!;
    private Task _listening = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _venue = await VenueProcess.Start();
        _listening = Listen();
        await Next<BrokerEvent.Connected>();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _listening;
        _over.Dispose();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_told_from_acceptance_to_its_end()
    {
        await _venue.Post("fill-at-most?quantity=0.01");
        await Place("a-1", 0.03m, 49_000m);
        await _venue.Price(49_000m);
        await _venue.Broker.Cancel(new(Bitcoin, new("a-1")), Ct);

        var accepted = await Next<BrokerEvent.Accepted>();
        var filled = await Next<BrokerEvent.Filled>();
        var cancelled = await Next<BrokerEvent.Cancelled>();

        Assert.Equal(["a-1", "a-1", "a-1"], [accepted.Order.ClientId, filled.Order.ClientId, cancelled.Order.ClientId]);
        Assert.Equal((VenueOrderStatus.PartiallyFilled, 0.01m), (filled.Order.Status, filled.Order.Filled));
        Assert.Equal(filled.Execution, Assert.Single(await Executions()));
    }

    [Fact]
    public async Task What_the_venue_ends_by_itself_is_told()
    {
        await Place("b-1", 0.01m, 49_000m);

        await _venue.Post("expire?symbol=BTCUSDT&clientId=b-1");

        Assert.Equal("b-1", (await Next<BrokerEvent.Expired>()).Order.ClientId);
    }

    [Fact]
    public async Task A_fill_that_is_dropped_while_heartbeats_go_on_is_found_by_asking()
    {
        await _venue.Wrong("drop-fill");
        await Place("c-1", 0.01m, 51_000m);
        await Place("c-2", 0.02m, 51_000m);

        var told = await Next<BrokerEvent.Filled>();
        var executions = await Executions();

        Assert.Equal("c-2", told.Order.ClientId);
        Assert.Equal([0.01m, 0.02m], executions.Select(execution => execution.Quantity.Value));
    }

    [Fact]
    public async Task A_fill_that_is_told_twice_is_one_execution()
    {
        await _venue.Wrong("double-fill");
        await Place("d-1", 0.01m, 51_000m);

        var (first, second) = (await Next<BrokerEvent.Filled>(), await Next<BrokerEvent.Filled>());

        Assert.Equal(first.Execution.Key, second.Execution.Key);
        Assert.Equal(first.Execution, Assert.Single(await Executions()));
    }

    [Fact]
    public async Task A_fill_may_come_before_the_acknowledgement()
    {
        await _venue.Wrong("late", value: 1_000);

        var placing = Place("e-1", 0.01m, 51_000m);
        var filled = await Next<BrokerEvent.Filled>();
        var wasFirst = !placing.IsCompleted;

        Assert.True(wasFirst);
        Assert.Equal(VenueOrderStatus.Filled, Assert.IsType<WriteOutcome.Accepted>(await placing).Order.Status);
        Assert.Equal("e-1", filled.Order.ClientId);
    }

    [Theory]
    [InlineData("cut"), InlineData("terminate"), InlineData("mute")]
    public async Task After_a_reconnect_nothing_is_lost(string what)
    {
        await Place("f-1", 0.01m, 51_000m);
        var cursor = Assert.IsType<Answer<ExecutionPage>.Got>(await _venue.Broker.Executions(ExecutionCursor.FromTheFirst(Bitcoin), Ct)).Value.Next;
        await Next<BrokerEvent.Filled>();

        // Mute, the connection stands and nothing comes, not even an answer to a ping.
        if (what == "mute") await _venue.Wrong(what);
        else await _venue.Post(what);
        await Place("f-2", 0.02m, 51_000m);
        await Next<BrokerEvent.Disconnected>();
        await _venue.Wrong("mute", times: 0);
        await Next<BrokerEvent.Connected>();
        await Next<BrokerEvent.Gap>();
        await Place("f-3", 0.03m, 51_000m);

        var missed = Assert.IsType<Answer<ExecutionPage>.Got>(await _venue.Broker.Executions(cursor, Ct)).Value.Executions;
        Assert.Equal([0.02m, 0.03m], missed.Select(execution => execution.Quantity.Value));
        // And the new connection hears again.
        BrokerEvent.Filled told;
        do told = await Next<BrokerEvent.Filled>();
        while (told.Order.ClientId != "f-3");
    }

    [Fact]
    public async Task A_skewed_clock_does_not_keep_the_stream_away()
    {
        await _venue.Post("skew?milliseconds=5100");
        await _venue.Post("cut");

        await Next<BrokerEvent.Connected>();
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_events_and_no_secret_into_the_reason()
    {
        await using var stranger = _venue.Open("not-the-secret");

        await foreach (var each in stranger.Events(Ct))
        {
            var why = Assert.IsType<BrokerEvent.Disconnected>(each).Why;
            Assert.Contains("-1022", why, StringComparison.Ordinal);
            Assert.DoesNotContain("not-the-secret", why, StringComparison.Ordinal);
            break;
        }
    }

    [Fact]
    public async Task After_a_storm_of_everything_the_executions_are_the_venues_to_the_last_digit()
    {
        await _venue.Post("fill-at-most?quantity=0.00333");
        for (var round = 0; round < 40; round++)
        {
            if (round % 5 == 0) await _venue.Wrong((round / 5 % 4) switch { 0 => "drop-fill", 1 => "double-fill", 2 => "close-after", _ => "fail-after" });
            if (round % 13 == 7) await _venue.Post("cut");
            await Place($"g-{round}", 0.005m, 51_000m - round);
        }

        for (var step = 0; step < 3; step++) await _venue.Price(49_000m + step);
        var truth = await _venue.Truth();
        var executions = await Executions();
        var bitcoin = Assert.IsType<Answer<IReadOnlyList<Balance>>.Got>(await _venue.Broker.Balances(Ct)).Value.Single(balance => balance.Currency.Code == "BTC");

        Assert.Equal(40, truth.GetProperty("orders").GetArrayLength());
        Assert.Equal(truth.GetProperty("trades").EnumerateArray().Select(Line), executions.Select(each => $"{each.Key.Id} {each.VenueOrderId} {each.Quantity.Value:0.00000000} {each.Fee.Amount:0.0000000000}"));
        Assert.Equal(10m + executions.Sum(each => each.Quantity.Value - each.Fee.Amount), bitcoin.Total);
    }

    private static string Line(JsonElement trade) =>
        $"{trade.GetProperty("id")} {trade.GetProperty("orderId")} {trade.GetProperty("qty").GetString()} {decimal.Parse(trade.GetProperty("commission").GetString()!, System.Globalization.CultureInfo.InvariantCulture):0.0000000000}";

    private Task<WriteOutcome> Place(string id, decimal quantity, decimal limit) =>
        _venue.Broker.Place(new(new(id), Bitcoin, OrderSide.Buy, new(quantity), new LimitTerms(new(limit))), Ct);

    private async Task<IReadOnlyList<VenueExecution>> Executions() =>
        Assert.IsType<Answer<ExecutionPage>.Got>(await _venue.Broker.Executions(ExecutionCursor.FromTheFirst(Bitcoin), Ct)).Value.Executions;

    /// <summary>The next event of this kind; others before it are passed over.</summary>
    private async Task<T> Next<T>()
        where T : BrokerEvent
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        while (true)
            if (await _heard.Reader.ReadAsync(limit.Token) is T wanted) return wanted;
    }

    private async Task Listen()
    {
        try
        {
            await foreach (var each in _venue.Broker.Events(_over.Token)) _heard.Writer.TryWrite(each);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
