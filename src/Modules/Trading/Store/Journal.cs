using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>What a step of an account's writer changes: kept in one transaction with the events that it tells, or not at all.</summary>
internal sealed class Journal
{
    /// <summary>So few are written out sooner than another thread begins.</summary>
    private const int FewEvents = 16;

    private readonly HashSet<LiveOrder> _created = [];
    private readonly HashSet<LiveOrder> _changed = [];
    private readonly List<ExecutionRow> _executions = [];
    private readonly List<MoveRow> _moves = [];
    private readonly List<RequestRow> _requests = [];
    private readonly Dictionary<string, CursorRow> _cursors = [];
    private readonly List<Action<Writing>> _others = [];
    private readonly List<object> _events = [];

    public bool IsEmpty { get; private set; } = true;

    public void Create(LiveOrder live)
    {
        _created.Add(live);
        _changed.Add(live);
        IsEmpty = false;
    }

    /// <summary>It is written as it stands when the step ends.</summary>
    public void Change(LiveOrder live)
    {
        IsEmpty = false;
        _changed.Add(live);
    }

    public void Add(ExecutionRow execution)
    {
        IsEmpty = false;
        _executions.Add(execution);
    }

    public void Add(MoveRow move)
    {
        IsEmpty = false;
        _moves.Add(move);
    }

    public void Add(RequestRow request)
    {
        IsEmpty = false;
        _requests.Add(request);
    }

    public void Add(CursorRow cursor)
    {
        IsEmpty = false;
        _cursors[cursor.Symbol.ToString()] = cursor;
    }

    public void Tell(object happened)
    {
        IsEmpty = false;
        _events.Add(happened);
    }

    /// <summary>Something of the account itself is different.</summary>
    public void Touch() => IsEmpty = false;

    /// <summary>A statement that few steps need.</summary>
    public void Also(Action<Writing> statement)
    {
        IsEmpty = false;
        _others.Add(statement);
    }

    /// <summary>Writes everything out, so that the database's one writer has only to put it down: rows at once, for orders go on changing; events meanwhile, which never change.</summary>
    public Action<Writing> Prepare(string account)
    {
        OrderRow[] created = [.. _created.Select(live => live.ToRow())];
        var events = _events.Count < FewEvents ? Task.FromResult(Written()) : Task.Run(Written);
        var (progress, changes) = (new List<OrderProgress>(), new List<OrderChange>());
        foreach (var changed in _changed)
        {
            if (_created.Contains(changed)) continue;
            // Terms and names change in few lives, and cost as much as all the rest.
            if (changed.Version == 0) progress.Add(OrderProgress.Of(changed));
            else changes.Add(OrderChange.Of(changed));
        }

        return writing => Keep(writing, account, created, progress, changes, events);

        PreparedEvent[] Written() => [.. _events.Select(Outbox.Prepare)];
    }

    private void Keep(Writing writing, string account, OrderRow[] created, List<OrderProgress> progress, List<OrderChange> changes, Task<PreparedEvent[]> events)
    {
        writing.ExecuteMany(OrderSql.Insert, created);
        writing.ExecuteMany(OrderSql.Advance, progress);
        writing.ExecuteMany(OrderSql.Update, changes);
        writing.ExecuteMany(OrderSql.InsertExecution, _executions);
        writing.ExecuteMany("insert into moves (account_id, book_sequence, kind, currency, symbol, amount, price, note, time, part, received, received_currency) values (@AccountId, @BookSequence, @Kind, @Currency, @Symbol, @Amount, @Price, @Note, @Time, @Part, @Received, @ReceivedCurrency)", _moves);
        writing.ExecuteMany("insert into requests (account_id, request_key, fingerprint, number, refusal, time) values (@AccountId, @RequestKey, @Fingerprint, @Number, @Refusal, @Time)", _requests);
        writing.ExecuteMany("insert into cursors (account_id, symbol, next_id) values (@AccountId, @Symbol, @NextId) on conflict (account_id, symbol) do update set next_id = excluded.next_id", _cursors.Values);
        foreach (var other in _others) other(writing);
        writing.TellAll(account, events.GetAwaiter().GetResult());
    }
}
