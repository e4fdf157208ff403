using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>The accounts with all that is theirs, kept durably: what a writer knows can be made again from here.</summary>
internal sealed class TradingStore([FromKeyedServices("trading")] Database database, IConfiguration settings)
{
    public const string ZoneSetting = "Risk:TimeZone";
    public const string LotsSetting = "Trading:Lots";

    private const int ExecutionsAtOnce = 5_000;

    /// <summary>How far the numbers of an account leap after a restore: what was given out since the backup is never given out again.</summary>
    private const long Leap = 1_000_000;

    private const string OpenOrders = "select * from orders where account_id = @account and status not in ('rejected', 'filled', 'cancelled', 'expired') order by number";

    // In which the day of a daily loss begins at midnight.
    private readonly DateTimeZone _zone = ZoneOf(settings);

    public Database Database => database;

    /// <summary>Of an account that does not say which lots its trades close.</summary>
    public LotMethod LotsOfNew { get; } = LotsOf(settings);

    public Task<IReadOnlyList<string>> Accounts(CancellationToken ct) => database.Read(reading => reading.Query<string>("select account_id from accounts order by opened_at, account_id"), ct);

    /// <summary>Keeps a new account, with what it starts with.</summary>
    public Task Open(AccountRow row, Action<Writing> also, CancellationToken ct) => database.Write(writing =>
    {
        writing.Execute(
            """
            insert into accounts (account_id, name, mode, broker, currency, kind, leverage, settings, version, opened_at, adopted_at, wants_connection, trading_mode, mode_reason, mode_since, fence, last_order, last_book, heard_through, watch, generation, lots, accrued_to)
            values (@AccountId, @Name, @Mode, @Broker, @Currency, @Kind, @Leverage, @Settings, @Version, @OpenedAt, @AdoptedAt, @WantsConnection, @TradingMode, @ModeReason, @ModeSince, @Fence, @LastOrder, @LastBook, @HeardThrough, @Watch, @Generation, @Lots, @AccruedTo)
            """, row);
        also(writing);
    }, ct);

    /// <summary>Keeps a turn of an account's writer, all of it or nothing.</summary>
    /// <exception cref="DatabaseException">The world refused, or another process writes this account.</exception>
    public async Task Keep(Step step)
    {
        // What is short costs by the prices of before midnight, also where a start comes in between.
        var countsChanged = step.CountsChanged || (!step.State.Financing.IsFree && step.State.Live.IsShort);
        var row = step.State.Row with { Fence = step.State.Row.Fence + 1, Watch = countsChanged ? JsonSerializer.Serialize(step.State.Live.Watch.State, Wire.Contract) : step.State.Row.Watch };
        var before = step.State.Row.Fence;
        var keep = step.Journal.Prepare(row.AccountId);
        await database.Write(writing =>
        {
            var change = new { row.AccountId, row.Name, row.Settings, row.Version, row.AdoptedAt, row.WantsConnection, row.TradingMode, row.ModeReason, row.ModeSince, row.Fence, row.LastOrder, row.LastBook, row.HeardThrough, row.Watch, row.Generation, row.ClosedAt, row.VenueMarks, row.AccruedTo, before };
            if (writing.Execute(
                """
                update accounts set name = @Name, settings = @Settings, version = @Version, adopted_at = @AdoptedAt, wants_connection = @WantsConnection, trading_mode = @TradingMode, mode_reason = @ModeReason,
                    mode_since = @ModeSince, fence = @Fence, last_order = @LastOrder, last_book = @LastBook, heard_through = @HeardThrough, watch = @Watch, generation = @Generation, closed_at = @ClosedAt, venue_marks = @VenueMarks, accrued_to = @AccruedTo
                where account_id = @AccountId and fence = @before
                """, change) != 1)
            {
                throw new DatabaseException(DatabaseFault.Locked, $"Account {row.AccountId} was changed by another process. Only one may write it.");
            }

            keep(writing);
        }, CancellationToken.None);
        step.State.Row = row;
    }

    /// <summary>Everything that the writer of an account has to know. A start and a recovery are this.</summary>
    public Task<AccountState> Load(string account, CancellationToken ct) => database.Read(reading =>
    {
        var row = reading.Get<AccountRow>("select * from accounts where account_id = @account", new { account });
        // Generations are never the same twice and only grow, so numbers that begin there were never given out.
        if (reading.Generation is var generation && generation != row.Generation) row = row with { LastOrder = Math.Max(row.LastOrder + Leap, generation), Generation = generation };
        var state = new AccountState(row, JsonSerializer.Deserialize<AccountSettings>(row.Settings, Wire.Contract)!);
        var instruments = reading.Query<InstrumentRow>("select symbol, instrument from instruments").ToDictionary(one => one.Symbol, one => JsonSerializer.Deserialize<Instrument>(one.Instrument, Wire.Contract)!);
        LoadBooks(reading, state, instruments);
        // It begins in the day that it last counted: a later one begins by itself, with what that one ended with.
        var counted = row.Watch is { } watch ? JsonSerializer.Deserialize<WatchState>(watch, Wire.Contract) : null;
        state.Live.BeginWatch(_zone, counted?.DayEnds.PlusNanoseconds(-1) ?? row.OpenedAt, counted);
        LoadOrders(reading, state, instruments);
        SentRows.Recall(reading, state, instruments);
        foreach (var cursor in reading.Query<CursorRow>("select account_id, symbol, next_id from cursors where account_id = @account", new { account })) state.Cursors[cursor.Symbol] = cursor.NextId;
        state.Differences = reading.Query<DifferenceRow>("select * from differences where account_id = @account", new { account }).ToDictionary(one => one.DifferenceId);
        foreach (var release in reading.Query<LossReleaseRow>("select account_id, limit_id, portfolio_id, level, until, rule, unit, value from released_losses where account_id = @account", new { account })) state.LossReleases[LossKey.Of(release)] = release;
        StopRecall.Load(reading, state, instruments);
        return state;
    }, ct);

    public Task<RequestRow?> FindRequest(string account, string key, CancellationToken ct) => database.Read(reading =>
        reading.Find<RequestRow>("select account_id, request_key, fingerprint, number, refusal, time from requests where account_id = @account and request_key = @key", new { account, key }), ct);

    /// <summary>An order with the others of its group.</summary>
    public Task<IReadOnlyList<OrderRow>> Orders(string account, long number, CancellationToken ct) => database.Read(reading =>
    {
        if (reading.Find<OrderRow>("select * from orders where account_id = @account and number = @number", new { account, number }) is not { } row) return [];
        return row.GroupNumber is { } group
            ? reading.Query<OrderRow>("select * from orders where account_id = @account and group_number = @group order by number", new { account, group })
            : [row];
    }, ct);

    public Task<LiveOrder?> LoadOrder(string account, long number, CancellationToken ct) =>
        database.Read(reading => Live(reading, reading.Find<OrderRow>("select * from orders where account_id = @account and number = @number", new { account, number })), ct);

    public Task<LiveOrder?> LoadOrderByVenue(string account, Symbol symbol, string venueId, CancellationToken ct) =>
        database.Read(reading => Live(reading, reading.Find<OrderRow>("select * from orders where account_id = @account and symbol = @symbol and venue_id = @venueId", new { account, symbol, venueId })), ct);

    private static LotMethod LotsOf(IConfiguration settings)
    {
        if (settings[LotsSetting] is not { } name) return LotMethod.Fifo;
        string[] known = [.. EnumForms.NamesOf(typeof(LotMethod))];
        return Array.FindIndex(known, one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? Enum.GetValues<LotMethod>()[index]
            : throw new SetupException($"{LotsSetting} is '{name}'; it is one of {string.Join(", ", known)}.");
    }

    private static DateTimeZone ZoneOf(IConfiguration settings) => settings[ZoneSetting] is not { } name ? DateTimeZone.Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new SetupException($"{ZoneSetting} is '{name}', which is no time zone; it is an IANA name such as America/New_York.");

    private static LiveOrder? Live(Reading reading, OrderRow? row) =>
        row?.ToLive(JsonSerializer.Deserialize<Instrument>(reading.Get<string>("select instrument from instruments where symbol = @Symbol", new { row.Symbol }), Wire.Contract)!, null);

    private static void LoadBooks(Reading reading, AccountState state, Dictionary<Symbol, Instrument> instruments)
    {
        var account = state.Id;
        var moves = new Queue<MoveRow>(reading.Query<MoveRow>("select * from moves where account_id = @account order by book_sequence", new { account }));
        foreach (var execution in ExecutionsOf(reading, account))
        {
            while (moves.TryPeek(out var move) && move.BookSequence < execution.BookSequence) BookKeeping.Apply(state, moves.Dequeue(), instruments);
            state.Executions.Add(new(execution.Symbol, execution.VenueExecutionId));
            BookKeeping.Apply(state, execution, instruments[execution.Symbol]);
            // The newest price that is known until the market tells one.
            state.Live.Mark(execution.Symbol, (double)execution.Price, execution.Time);
        }

        while (moves.TryDequeue(out var rest)) BookKeeping.Apply(state, rest, instruments);
    }

    // Page by page, as an account may have millions, of which none is needed once it is booked.
    private static IEnumerable<ExecutionRow> ExecutionsOf(Reading reading, string account)
    {
        for (var (after, isLast) = (long.MinValue, false); !isLast;)
        {
            var page = reading.Query<ExecutionRow>("select * from executions where account_id = @account and book_sequence > @after order by book_sequence limit @ExecutionsAtOnce", new { account, after, ExecutionsAtOnce });
            foreach (var execution in page) yield return execution;
            isLast = page.Count < ExecutionsAtOnce;
            if (!isLast) after = page[^1].BookSequence;
        }
    }

    private static void LoadOrders(Reading reading, AccountState state, Dictionary<Symbol, Instrument> instruments)
    {
        var account = state.Id;
        var made = new Dictionary<long, LiveOrder>();
        foreach (var row in reading.Query<OrderRow>(OpenOrders, new { account })) state.Add(Make(row));
        foreach (var entry in made.Values.Where(live => live.IsOver)) state.AddEntry(entry);
        foreach (var waiting in state.Open.Values)
            if (waiting.StrategyId is { } strategy) state.Live.Watch.OnRecalled(waiting.Order, strategy);
        // What is aside is over, or will be, and is to come back as it was.
        foreach (var number in Aside.Load(reading, state).Where(number => state.Find(number) is null))
            if (RowOf(number) is { } row) state.Recall(Make(row));

        LiveOrder Make(OrderRow row)
        {
            if (made.TryGetValue(row.Number, out var known)) return known;
            state.Live.TryAdd(instruments[row.Symbol]);
            var live = row.ToLive(instruments[row.Symbol], row.EntryNumber is { } entry ? EntryOf(entry) : null);
            made.Add(row.Number, live);
            if (live.Order.Status != row.Status) state.Doubted.Add((live, row.Status));
            return live;
        }

        // The entry may be over while its exits wait.
        Order? EntryOf(long number) => RowOf(number) is { } row ? Make(row).Order : null;

        OrderRow? RowOf(long number) => reading.Find<OrderRow>("select * from orders where account_id = @account and number = @number", new { account, number });
    }
}
