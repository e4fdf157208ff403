using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.MarketData.Following;
using AlgoTrendy.Modules.MarketData.Instruments;
using AlgoTrendy.Modules.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Databases.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>A database of trading, for accounts that a test writes by hand.</summary>
internal sealed class TradingTables : IAsyncDisposable
{
    private static int _opened;

    private readonly DirectoryInfo _folder;

    private TradingTables(DirectoryInfo folder, Database database)
    {
        (_folder, Database) = (folder, database);
        Store = new(database, new ConfigurationBuilder().Build());
        Home = new(folder.FullName);
        Catalogue = new InstrumentDirectory([new BuiltInInstruments()], new InstrumentStore(Home), new LiveMarket(SimulatedMarket.Usual, TimeProvider.System));
    }

    public Home Home { get; }

    public Database Database { get; }

    public TradingStore Store { get; }

    public IMarketData Catalogue { get; }

    /// <summary>Makes the database, by a name that no other has, where these tests run on another one than files.</summary>
    public static Func<string, Dialect>? Elsewhere { get; set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="mostPages">At which size it is full.</param>
    public static async Task<TradingTables> Open(int? mostPages = null)
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-trading-");
        var dialect = mostPages is null && Elsewhere is { } make
            ? make($"trading-{Interlocked.Increment(ref _opened)}-{Environment.ProcessId}")
            : new SqliteDialect("trading", Path.Combine(folder.FullName, "trading.db"), Durability.Normal, mostPages);
        return new(folder, await Database.Open("trading", dialect, speaking => [.. Migration.Of(typeof(Database).Assembly, speaking), .. Migration.Of(typeof(TradingModule).Assembly, speaking)], SystemClock.Instance));
    }

    /// <summary>On a database that is open; it is closed with the tables.</summary>
    public static TradingTables On(Database database) => new(Directory.CreateTempSubdirectory("algotrendy-trading-"), database);

    /// <summary>An account at a spot venue that has been taken over already.</summary>
    public async Task<string> OpenAccount(string account, decimal cash = 100_000m, AccountSettings? settings = null, decimal bnb = 1m)
    {
        var opened = Instant64.FromUtc(2020, 1, 1, 0, 0);
        var text = JsonSerializer.Serialize(settings ?? new(), Wire.Contract);
        var row = new AccountRow(account, account, AccountMode.Paper, "binance", Currency.Usdt, AccountKind.Cash, 1m, text, 1, opened, opened, false, TradingMode.Normal, null, null, 1, 0, 2, null, null, await Database.Read(reading => reading.Generation, Ct));
        await Store.Open(row, writing =>
        {
            writing.ExecuteMany(
                "insert into moves (account_id, book_sequence, kind, currency, symbol, amount, price, note, time) values (@AccountId, @BookSequence, @Kind, @Currency, @Symbol, @Amount, @Price, @Note, @Time)",
                [new MoveRow(account, 1, "opening", Currency.Usdt, null, cash, null, null, opened), new MoveRow(account, 2, "opening", new("BNB"), null, bnb, null, null, opened)]);
            writing.Execute("insert into instruments (symbol, instrument) values (@Symbol, @text) on conflict (symbol) do nothing", new { ModelVenue.Rules.Symbol, text = JsonSerializer.Serialize(ModelVenue.Rules, Wire.Contract) });
        }, Ct);
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>One life of an account's writer, with the line to a venue that the test turns by hand: no timer runs.</summary>
internal sealed class WriterRoom : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();

    private WriterRoom(TradingTables tables, AccountState state, ModelVenue venue, Func<Instant64>? now)
    {
        Give(state);
        Writer = new(state, tables.Store, now ?? (() => Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant())), Give, NullLogger.Instance);
        Shelf = new(tables.Catalogue);
        Shelf.Learn([ModelVenue.Rules]);
        Courier = new(Writer, venue, FaultPoints.None, NullLogger.Instance, _ending.Token);
        Reconciler = new(Writer, Courier, new Adoption(Writer, Courier, tables.Store, Shelf), FaultPoints.None, NullLogger.Instance);
    }

    public AccountWriter Writer { get; }

    public Courier Courier { get; }

    public Reconciler Reconciler { get; }

    public InstrumentShelf Shelf { get; }

    /// <param name="now">The account's time; null: the clock's.</param>
    public static async Task<WriterRoom> Open(TradingTables tables, string account, ModelVenue venue, Func<Instant64>? now = null) =>
        new(tables, await tables.Store.Load(account, TestContext.Current.CancellationToken), venue, now);

    public Task<Entered> Place(OrderSide side, decimal quantity, decimal limit) => Place(new NewOrder(null, ModelVenue.Btc.ToString(), side, OrderType.Limit, new(quantity), new(limit)));

    public Task<Entered> Place(NewOrder order) => Writer.Do(step =>
    {
        Shelf.Keep(step, ModelVenue.Rules);
        step.State.See(ModelVenue.Btc, 100, step.Now);
        return OrderEntry.Enter(step, Courier, new(order, ModelVenue.Rules));
    });

    public Task Cancel(long number) => Writer.Do(step =>
    {
        if (step.State.Find(number) is { IsOver: false } live) OrderCourse.Cancel(step, Courier, live);
    });

    public Task Amend(long number, decimal quantity, decimal limit) => Writer.Do(step =>
    {
        if (step.State.Find(number) is { IsOver: false } live) OrderAmending.Amend(step, Courier, live, new(live.OrderId, new(quantity), new(limit)), replacesPartlyFilled: false);
    });

    /// <summary>Turns that the writer takes in one batch and keeps together.</summary>
    public async Task Together(params Action<Step>[] turns)
    {
        var (begun, go) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        var first = Writer.Do(_ =>
        {
            begun.SetResult();
            go.Task.Wait();
        });
        await begun.Task;
        var rest = turns.Select(turn => Writer.Do(turn)).ToArray();
        go.SetResult();
        await Task.WhenAll([first, .. rest]);
    }

    public Task<bool> Hear(BrokerEvent told) => Writer.Do(step => VenueStream.Heard(step, Courier, told));

    /// <summary>What the watch does when its time has come: asks for everything that is in doubt.</summary>
    public Task AskAll() => Writer.Do(step =>
    {
        foreach (var live in step.State.Open.Values)
        {
            var isDue = live.CancelWanted || live.NextClientId is not null || live.HasLateFill || live.Order.Status is OrderStatus.Submitting or OrderStatus.Unknown or OrderStatus.PendingCancel or OrderStatus.PendingReplace;
            if (live.IsAtVenue && isDue) step.After(() => Courier.Ask(live));
        }
    });

    /// <summary>All that is on its way has come.</summary>
    public async Task Quiet()
    {
        for (var turn = 0; turn < 6; turn++)
        {
            await Writer.Do(_ => { });
            await Task.Yield();
        }
    }

    /// <summary>Asks and compares until account and venue agree and nothing is in doubt.</summary>
    public async Task<bool> Settle(ModelVenue venue)
    {
        (venue.IsMute, venue.Next) = (false, Fate.Done);
        for (var until = Environment.TickCount64 + 5_000; Environment.TickCount64 < until;)
        {
            venue.AnswerLate();
            await Quiet();
            await AskAll();
            await Task.Delay(12, TestContext.Current.CancellationToken);
            await Quiet();
            var agrees = await Reconciler.Run(TestContext.Current.CancellationToken);
            await Quiet();
            if (agrees == true && await Writer.Do(step => step.State.Open.Values.All(live => live.WaitsForEntry || (live.Order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled && live.NextClientId is null && !live.CancelWanted)))) return true;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Writer.DisposeAsync();
        _ending.Dispose();
    }

    private static void Give(AccountState state) => state.Limits = new(1, Instant64.MinValue, []);
}
