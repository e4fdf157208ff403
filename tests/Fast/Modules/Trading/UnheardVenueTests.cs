using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>A venue whose stream is down and that answers all the same: only what is new waits for the stream.</summary>
public class UnheardVenueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_kill_switch_needs_no_stream()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await ClosingTests.Protected(tables, venue);
        await Lose(room, venue);

        var refused = await room.Place(new("one", "BTCUSDT.BINANCE", OrderSide.Buy, OrderType.Limit, new(1m), new(100m)));
        var flattening = room.Switches.Flatten(new("one", WaitMs: 8_000), Ct);
        await ClosingTests.Sell(venue);
        var flat = await flattening;

        Assert.Equal("gate-shut", refused.Refusal!.Code);
        Assert.True(flat.IsClean, string.Join(' ', flat.Left));
        Assert.Equal((0m, 1), (ClosingTests.Held(venue), flat.Cancelled));
    }

    [Fact]
    public async Task What_happens_meanwhile_is_found_by_asking()
    {
        await using var tables = await TradingTables.Open();
        var venue = new ModelVenue();
        await using var room = await ClosingTests.Protected(tables, venue, new(ReconcileSeconds: 1));
        var before = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!;
        venue.IsMute = true;
        await Lose(room, venue);
        var lost = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!;

        venue.Trade(venue.Orders.Single(order => order.IsOpen).ClientId, 1m);
        venue.IsMute = false;
        var (desk, _) = await room.Desks.Find("one");
        for (var tries = 0; tries < 600 && await desk!.Writer.Do(step => step.State.ReconciledAt is null || step.State.Live.PositionOf(ModelVenue.Btc)!.Quantity != 0m); tries++) await Task.Delay(20, Ct);
        var found = (await room.Brokers.Reconciliation(new("one"))).Reconciliation!;

        Assert.Equal((true, false, null), (before.Agrees, lost.Agrees, lost.At));
        Assert.Equal((true, 0m), (found.Agrees, await desk!.Writer.Do(step => step.State.Live.PositionOf(ModelVenue.Btc)!.Quantity)));
        Assert.True(found.At > before.At);
    }

    [Fact]
    public async Task A_venue_that_was_never_compared_is_not_called_flat()
    {
        await using var tables = await TradingTables.Open();
        await Unknown(tables);
        await using var room = await ModuleRoom.Open(tables, null);

        var flat = await room.Switches.Flatten(new("one"), Ct);

        Assert.False(flat.IsClean);
        Assert.Equal("Account one was never compared with its venue; nobody knows what it holds.", Assert.Single(flat.Left));
    }

    [Fact]
    public async Task What_a_venue_holds_that_was_never_compared_is_asked_for_and_sold()
    {
        await using var tables = await TradingTables.Open();
        await Unknown(tables);
        var venue = new ModelVenue { IsStreamDown = true };
        venue.Money[new("BTC")] = 10m;
        await using var room = await ModuleRoom.Open(tables, venue);

        var flattening = room.Switches.Flatten(new("one", WaitMs: 8_000), Ct);
        await ClosingTests.Sell(venue);
        var flat = await flattening;

        Assert.True(flat.IsClean, string.Join(' ', flat.Left));
        Assert.Equal(0m, venue.Money[new("BTC")]);
    }

    private static async Task Lose(ModuleRoom room, ModelVenue venue)
    {
        var (desk, _) = await room.Desks.Find("one");
        venue.Tell!(new BrokerEvent.Disconnected("The cable is cut."));
        venue.Tell = null;
        for (var tries = 0; tries < 300 && desk!.Connection!.IsUp; tries++) await Task.Delay(10, Ct);
        await desk!.Writer.Do(_ => { });
        await Task.Delay(50, Ct);
    }

    private static async Task Unknown(TradingTables tables)
    {
        var row = new AccountRow("one", "one", AccountMode.Paper, "binance", Currency.Usdt, AccountKind.Cash, 1m, JsonSerializer.Serialize(new AccountSettings(), Wire.Contract), 1, Instant64.FromUtc(2020, 1, 1, 0, 0), null, false, TradingMode.Normal, null, null, 1, 0, 0, null, null, await tables.Database.Read(reading => reading.Generation, Ct));
        await tables.Store.Open(row, _ => { }, Ct);
    }
}
