using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Stopping;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Which account is meant, what may be changed of it, and what is remembered of it.</summary>
public class AccountChoiceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_name_the_only_open_account_is_meant_or_the_first_open_one_on_paper()
    {
        await using var tables = await TradingTables.Open();
        await using var desks = new AccountDesks(tables.Store, new Nowhere(), new LimitShelf(tables.Store, new()), tables.Catalogue, SystemClock.Instance, new Listener());
        await desks.OpenAll(Ct);
        foreach (var (id, broker) in new[] { ("venue", "binance"), ("zebra", "paper"), ("ant", "paper") }) await desks.Open(new(id, id, AccountMode.Paper, broker, Currency.Usdt), Ct);
        var office = new AccountOffice(desks, tables.Store);

        var meant = new List<string?>();
        foreach (var closed in new[] { AccountDesks.First, "zebra", "ant" })
        {
            meant.Add((await desks.Find(null)).Desk?.Id);
            Assert.Null((await office.Close(new(closed))).Refusal);
        }

        meant.Add((await desks.Find(null)).Desk?.Id);

        Assert.Equal([AccountDesks.First, "zebra", "ant", "venue"], meant);
        Assert.Equal("zebra", (await desks.Find("zebra")).Desk?.Id);
    }

    [Fact]
    public async Task Where_none_is_open_it_is_said_how_to_open_one()
    {
        await using var tables = await TradingTables.Open();
        await using var desks = new AccountDesks(tables.Store, new Nowhere(), new LimitShelf(tables.Store, new()), tables.Catalogue, SystemClock.Instance, new Listener());
        await desks.OpenAll(Ct);
        await new AccountOffice(desks, tables.Store).Close(new(AccountDesks.First));

        var (desk, refusal) = await desks.Find(null);

        Assert.Null(desk);
        Assert.Contains("algotrendy account open", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_read_hides_no_other()
    {
        await using var tables = await TradingTables.Open();
        await using var desks = new AccountDesks(tables.Store, new Nowhere(), new LimitShelf(tables.Store, new()), tables.Catalogue, SystemClock.Instance, new Listener());
        await desks.OpenAll(Ct);
        await desks.Open(new("ant", "Ant", AccountMode.Paper, "paper", Currency.Usdt), Ct);
        var (office, switches) = (new AccountOffice(desks, tables.Store), new SwitchDesk(desks, new CallerContext(Caller.LocalUser)));
        await tables.Database.Write(writing => writing.Execute("update accounts set fence = fence + 1, settings = 'nonsense' where account_id = 'ant'"), Ct);
        await Assert.ThrowsAsync<DatabaseException>(() => office.Change(new("ant", "Another name")));

        var accounts = await office.List(new());
        var status = await switches.Status(null);
        var flat = await switches.Flatten(new(), Ct);

        Assert.Equal([AccountDesks.First], accounts.Accounts.Select(account => account.AccountId));
        Assert.Equal([AccountDesks.First], status.Accounts.Select(account => account.AccountId));
        Assert.All([accounts.Unread, status.Unread], unread => Assert.Equal([("ant", "What is stored of it cannot be understood; the log says what.")], unread!.Select(one => (one.AccountId, one.Reason))));
        Assert.False(flat.IsClean);
        Assert.Contains(flat.Left, left => left.StartsWith("Account ant cannot be read or written now", StringComparison.Ordinal));
        await Assert.ThrowsAsync<DatabaseException>(() => office.List(new("ant")));
        // Which one an order without a name is meant for is not guessed.
        await Assert.ThrowsAsync<DatabaseException>(() => desks.Find(null));
    }

    [Fact]
    public async Task A_change_of_settings_leaves_what_it_does_not_name_and_what_an_account_is_made_of()
    {
        await using var tables = await TradingTables.Open();
        await using var desks = new AccountDesks(tables.Store, new Nowhere(), new LimitShelf(tables.Store, new()), tables.Catalogue, SystemClock.Instance, new Listener());
        var replay = new ReplaySettings(["BTCUSDT.SIM"], Interval.Parse("1h"));
        await desks.OpenAll(Ct);
        await desks.Open(new("played", "Played", AccountMode.Paper, "paper", Currency.Usdt, Settings: new(ProtectAfterSeconds: 60, Feed: PaperFeed.Replay, Replay: replay, Slippage: "fixed:5")), Ct);
        var office = new AccountOffice(desks, tables.Store);

        var changed = await office.Change(new("played", Settings: new(ReconcileSeconds: 5)));
        var sentBack = await office.Change(new("played", Settings: new(ProtectAfterSeconds: 0, Feed: PaperFeed.Replay, Replay: replay with { Symbols = ["BTCUSDT.SIM"] }, Slippage: "fixed:5")));
        var refused = new List<string?>();
        foreach (var other in new AccountSettingsChange[] { new(Feed: PaperFeed.Simulated), new(Replay: replay with { Interval = Interval.Parse("1m") }), new(Slippage: "none"), new(Fees: "none"), new(Latency: "none") })
            refused.Add((await office.Change(new("played", Settings: other))).Refusal?.Field);

        Assert.Equal((5, 60, PaperFeed.Replay, "fixed:5"), (changed.Account!.Settings.ReconcileSeconds, changed.Account.Settings.ProtectAfterSeconds, changed.Account.Settings.Feed, changed.Account.Settings.Slippage));
        Assert.NotNull(changed.Account.Settings.Replay);
        Assert.Null(sentBack.Refusal);
        Assert.Equal((5, null), (sentBack.Account!.Settings.ReconcileSeconds, sentBack.Account.Settings.ProtectAfterSeconds));
        Assert.Equal(["settings.feed", "settings.replay", "settings.slippage", "settings.fees", "settings.latency"], refused);
    }

    [Fact]
    public async Task A_reason_that_is_given_later_is_kept_and_one_that_is_not_given_forgets_none()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("b");
        await using var room = await ModuleRoom.Open(tables, venue: null);

        var first = await room.Switches.Set(new(TradingMode.Halted, "b"));
        var second = await room.Switches.Set(new(TradingMode.Halted, "b", "The feed looks wrong."));
        var third = await room.Switches.Set(new(TradingMode.Halted, "b"));

        Assert.Equal([null, "The feed looks wrong.", "The feed looks wrong."], new[] { first, second, third }.Select(status => status.Accounts.Single().ModeReason));
        Assert.Equal(first.Accounts.Single().ModeSince, third.Accounts.Single().ModeSince);
    }

    [Fact]
    public async Task A_connection_that_was_refused_is_not_wanted_and_credentials_that_come_later_open_none()
    {
        await using var tables = await TradingTables.Open();
        await tables.OpenAccount("b");
        await using var room = await ModuleRoom.Open(tables, venue: null);
        var (desk, _) = await room.Desks.Find("b");

        var refused = await room.Brokers.Connect(new("b"), Ct);
        var wanted = await desk!.Writer.Do(step => step.State.Row.WantsConnection);
        var given = await room.Brokers.SetCredentials(new("b", CredentialKind.Loopback, "k", "s", "http://127.0.0.1:9", "ws://127.0.0.1:9"), Ct);

        Assert.Equal("no-credentials", refused.Refusal?.Code);
        Assert.False(wanted);
        Assert.Equal(ConnectionStatus.Disconnected, given.Broker?.Status);
        Assert.Null(desk.Connection);
    }

    /// <summary>No line leads anywhere.</summary>
    private sealed class Nowhere : IVenueLines
    {
        public FaultPoints FaultsOf(AccountRow row) => FaultPoints.None;

        public Task<(BrokerConnection?, TradingRefusal?)> Open(AccountDesk desk, CancellationToken ct) => Task.FromResult<(BrokerConnection?, TradingRefusal?)>((null, new("nowhere", "Nobody is there.")));
    }
}
