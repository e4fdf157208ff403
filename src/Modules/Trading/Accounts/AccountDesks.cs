using System.Collections.Concurrent;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>The accounts that are kept here, each with its one writer. Opens them all at the start, and a paper account where there is none.</summary>
internal sealed class AccountDesks(TradingStore store, IVenueLines lines, LimitShelf limits, IMarketData catalogue, IClock clock, ILoggerFactory logs) : IAsyncDisposable
{
    /// <summary>The account of a new home.</summary>
    public const string First = "paper";

    private const decimal FirstCash = 100_000m;

    private readonly ConcurrentDictionary<string, AccountDesk> _desks = new(StringComparer.Ordinal);
    private readonly ILogger _log = logs.CreateLogger<AccountWriter>();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<AccountDesk> All => _desks.Values.OrderBy(desk => desk.Id, StringComparer.Ordinal);

    /// <summary>Ends when the accounts of the database are open.</summary>
    public Task Opened => _opened.Task;

    public async Task OpenAll(CancellationToken ct)
    {
        try
        {
            await limits.Load(ct);
            foreach (var account in await store.Accounts(ct)) Add(await store.Load(account, ct));
            if (_desks.IsEmpty) await OpenFirst(ct);
            _opened.TrySetResult();
        }
        catch (Exception cause)
        {
            _opened.TrySetException(cause);
            throw;
        }
    }

    /// <summary>The account of that name; without one the only open account, or the first open one on paper.</summary>
    public async Task<(AccountDesk? Desk, TradingRefusal? Refusal)> Find(string? account)
    {
        await Opened;
        if (account is not null) return _desks.TryGetValue(account, out var known) ? (known, null) : (null, new("unknown-account", $"There is no account '{account}'.", "accountId", [.. All.Select(desk => desk.Id)]));

        // All of them, or none: were one left out that cannot be read, an order for it could be taken for the other's.
        var rows = await Task.WhenAll(All.Select(desk => desk.Writer.Do(step => step.State.Row)));
        AccountRow[] open = [.. rows.Where(row => row.ClosedAt is null).OrderBy(row => row.OpenedAt)];
        if (open.Length == 0) return (null, new("unknown-account", "No account is open. Open one first: algotrendy account open ID --mode paper --currency USDT, or POST /api/v1/accounts.", "accountId"));
        var meant = open is [var only] ? only : open.FirstOrDefault(row => row.Broker == BrokerLines.Paper);
        return meant is not null && _desks.TryGetValue(meant.AccountId, out var usual) ? (usual, null)
            : (null, new("unknown-account", "Which account is meant? There are several.", "accountId", [.. open.Select(row => row.AccountId)]));
    }

    /// <summary>Asks the writers of all accounts, or of one. Where several are asked, one that cannot be read now keeps nobody else from being seen: it is left out, and its log says why.</summary>
    /// <param name="account">Null: all.</param>
    /// <exception cref="DatabaseException">None that was asked can be read.</exception>
    public async Task<IReadOnlyList<T>> Look<T>(string? account, Func<AccountDesk, Step, T> look)
    {
        var (answers, faults) = await Ask(account, look);
        return answers.Count == 0 && faults is [var first, ..] ? throw first.Fault : answers;
    }

    /// <summary>As <see cref="Look"/>, for whoever shows accounts: of all those that cannot be read now it says why.</summary>
    /// <exception cref="DatabaseException">The one that was named cannot be read.</exception>
    public async Task<(IReadOnlyList<T> Answers, IReadOnlyList<UnreadAccount>? Unread)> See<T>(string? account, Func<AccountDesk, Step, T> look)
    {
        if (account is not null) return (await Look(account, look), null);

        var (answers, faults) = await Ask(null, look);
        return (answers, faults.Count == 0 ? null : [.. faults.Select(one => new UnreadAccount(one.Account, WhyUnread(one.Fault.Fault)))]);
    }

    /// <summary>Where a test may end the process for what concerns all accounts: nowhere as soon as one of them trades real money.</summary>
    public async Task<FaultPoints> Faults() =>
        FaultPoints.OfProcess != FaultPoints.None && (await Look(null, (_, step) => step.State.Row.Mode)).All(mode => mode == AccountMode.Paper) ? FaultPoints.OfProcess : FaultPoints.None;

    /// <summary>Why there is no account of that name; null where there is, or none is named.</summary>
    public async Task<TradingRefusal?> UnknownOf(string? account) => account is null ? null : (await Find(account)).Refusal;

    public async Task<AccountReply> Open(NewAccount wanted, CancellationToken ct)
    {
        if (!BrokerLines.Vendors.Contains(wanted.Broker)) return new(null, new("invalid", $"'{wanted.Broker}' is no broker that there is.", "broker", BrokerLines.Vendors));
        if (wanted.Mode is not (AccountMode.Paper or AccountMode.Live)) return new(null, new("invalid", "mode is paper or live.", "mode", ["paper", "live"]));
        if (wanted is { Broker: BrokerLines.Paper, Mode: not AccountMode.Paper }) return new(null, new("invalid", "The paper broker trades no real money.", "mode", ["paper"]));
        if (wanted is not { Broker: BrokerLines.Paper } && wanted.Cash is not null) return new(null, new("invalid", "An account at a venue has what its venue says.", "cash"));
        if (wanted is not { Broker: BrokerLines.Paper } && wanted.Kind != AccountKind.Cash) return new(null, new("invalid", "A spot account is a cash account.", "kind", ["cash"]));
        if (wanted is not { Broker: BrokerLines.Paper } && AccountFieldCheck.VenueFault(wanted.Settings?.InterestPercent, wanted.Settings?.BorrowPercent) is { } ofVenue) return new(null, ofVenue);
        if (wanted.Broker == BrokerLines.Paper && await Unquoted(wanted.Currency, ct) is { } unquoted) return new(null, unquoted);
        if (_desks.ContainsKey(wanted.AccountId) || (await store.Accounts(ct)).Contains(wanted.AccountId)) return new(null, new("account-exists", $"There is an account '{wanted.AccountId}' already."));

        var now = Instant64.FromInstant(clock.GetCurrentInstant());
        var isPaper = wanted.Broker == BrokerLines.Paper;
        var settings = wanted.Settings ?? new();
        if (isPaper) settings = settings with { InterestPercent = settings.InterestPercent ?? Financing.UsualInterestPercent, BorrowPercent = settings.BorrowPercent ?? Financing.UsualBorrowPercent };
        var generation = await store.Database.Read(reading => reading.Generation, ct);
        var row = new AccountRow(
            wanted.AccountId, wanted.Name, wanted.Mode, wanted.Broker, wanted.Currency, wanted.Kind, wanted.Leverage, JsonSerializer.Serialize(settings, Wire.Contract), 1, now, isPaper ? now : null,
            isPaper, TradingMode.Normal, null, null, 1, 0, 0, null, null, generation, Lots: wanted.Lots ?? store.LotsOfNew,
            AccruedTo: isPaper && settings.Feed != PaperFeed.Replay ? now : null);
        var cash = isPaper ? wanted.Cash ?? FirstCash : 0m;
        var state = new AccountState(row, settings);
        var move = new MoveRow(row.AccountId, 1, "opening", row.Currency, null, cash, null, null, now);
        if (cash > 0m) row = row with { LastBook = 1 };
        await store.Open(row, writing =>
        {
            if (cash > 0m) writing.Execute("insert into moves (account_id, book_sequence, kind, currency, symbol, amount, price, note, time) values (@AccountId, @BookSequence, @Kind, @Currency, @Symbol, @Amount, @Price, @Note, @Time)", move);
            writing.Tell(row.AccountId, new AccountOpened(AccountViews.Of(state)));
            if (cash > 0m) writing.Tell(row.AccountId, new CashMoved(row.AccountId, row.Currency, cash, move.Kind, null, 1, now));
        }, ct);
        var desk = Add(await store.Load(wanted.AccountId, ct));
        if (isPaper && await desk.Connect(ct) is null) await desk.UntilItTrades(wanted.WaitMs, ct);
        return new(await desk.Writer.Do(step => AccountViews.Of(step.State)), null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks.Values) await desk.DisposeAsync();
        _desks.Clear();
    }

    private async Task<(IReadOnlyList<T> Answers, IReadOnlyList<(string Account, DatabaseException Fault)> Faults)> Ask<T>(string? account, Func<AccountDesk, Step, T> look)
    {
        await Opened;
        var answers = await Task.WhenAll(All.Where(desk => account is null || desk.Id == account).Select(async desk =>
        {
            try
            {
                return (desk.Id, Answer: await desk.Writer.Do(step => look(desk, step)), Fault: default(DatabaseException));
            }
            catch (DatabaseException fault)
            {
                return (desk.Id, Answer: default(T)!, Fault: fault);
            }
        }));
        return ([.. answers.Where(one => one.Fault is null).Select(one => one.Answer)], [.. answers.Where(one => one.Fault is not null).Select(one => (one.Id, one.Fault!))]);
    }

    // What the database itself says is for the log.
    private static string WhyUnread(DatabaseFault fault) => fault switch
    {
        DatabaseFault.Full => "There is no room left on the disk of the database.",
        DatabaseFault.Unreachable => "The server of the database does not answer.",
        DatabaseFault.Locked => "Another process holds it, or has changed it.",
        DatabaseFault.Corrupt => "What is stored of it cannot be understood; the log says what.",
        _ => "The database cannot serve it now; the log says why.",
    };

    // An account trades what is counted in its own currency: in one that nothing is counted in it could do nothing. Where nobody can say now, it is opened.
    private async Task<TradingRefusal?> Unquoted(Currency currency, CancellationToken ct)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            for (string? cursor = null; ;)
            {
                var page = await catalogue.FindInstruments(new(Limit: 1_000, Cursor: cursor), ct);
                known.UnionWith(page.Items.Select(instrument => instrument.Currency.Code));
                if (known.Contains(currency.Code)) return null;
                if ((cursor = page.NextCursor) is null) break;
            }
        }
        catch (Exception cause) when (cause is IOException or TimeoutException)
        {
            return null;
        }

        return FieldRules.No("currency", $"Nothing that can be traded here is counted in {currency}.", [.. known]);
    }

    // It is written down before it is connected. The market that it follows may be in another process that is not there yet: it is connected like any other account, later.
    private async Task OpenFirst(CancellationToken ct)
    {
        try
        {
            await Open(new(First, "Paper account", AccountMode.Paper, BrokerLines.Paper, Core.Values.Currency.Usdt, FirstCash, AccountKind.Margin), ct);
        }
        catch (Exception cause) when (!_desks.IsEmpty && !ct.IsCancellationRequested)
        {
            _log.LogWarning("Account {Account} is open, and cannot be connected yet: {Reason}", First, cause.Message);
        }
    }

    private AccountDesk Add(AccountState state)
    {
        var time = new AccountClock(clock);
        limits.Give(state);
        var writer = new AccountWriter(state, store, () => time.Now, limits.Give, _log) { Faults = lines.FaultsOf(state.Row) };
        var desk = _desks[state.Id] = new(writer, time, new InstrumentShelf(catalogue), lines);
        // Whoever pushed limits meanwhile did not see it.
        _ = writer.Do(step => limits.Give(step.State));
        return desk;
    }
}
