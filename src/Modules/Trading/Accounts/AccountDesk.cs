using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>An account that is open here: its writer, its time, its instruments, and its line to the venue while there is one.</summary>
internal sealed class AccountDesk(AccountWriter writer, AccountClock clock, InstrumentShelf shelf, IVenueLines lines) : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile BrokerConnection? _connection;

    public string Id => writer.Id;

    public AccountWriter Writer => writer;

    public AccountClock Clock => clock;

    public InstrumentShelf Shelf => shelf;

    public BrokerConnection? Connection => _connection;

    /// <summary>Why no line could be opened; null when one was, or nobody wants one.</summary>
    public TradingRefusal? Trouble { get; private set; }

    /// <summary>Why nothing new may be sent; null when it may.</summary>
    public string? ShutBecause(AccountState state) => Connection is { HasEnded: true, Trouble: { } end } ? end
        : state.ReconciledAt is null && writer.Fault is { } fault ? fault.Fault == DatabaseFault.Full
            ? "There is no room left on the disk of the database: nothing new is taken until there is, and nothing that was kept is lost."
            : $"What the account does could not be written down ({fault.Code}, the log says more); account and venue are compared before anything new is taken."
        : Gate.ShutBecause(state, Connection is { IsUp: true });

    /// <summary>Waits until account and venue agree, so that what is sent next is not refused for that alone; or until there is nothing to wait for.</summary>
    public async Task UntilItTrades(int waitMs, CancellationToken ct)
    {
        var until = Environment.TickCount64 + waitMs;
        while (Environment.TickCount64 < until && Connection is { HasEnded: false } && await writer.Do(step => ShutBecause(step.State)) is not null) await Task.Delay(Glance, ct);
    }

    public async Task<TradingRefusal?> Connect(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_connection is not null) return null;
            var (connection, trouble) = await lines.Open(this, ct);
            Trouble = trouble;
            if (connection is null) return trouble;
            writer.Reloaded = connection.Doubt;
            writer.Follow = connection.Follow;
            connection.Start();
            _connection = connection;
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task Disconnect()
    {
        await _turn.WaitAsync();
        try
        {
            if (_connection is not { } connection) return;
            _connection = null;
            writer.Reloaded = null;
            writer.Follow = null;
            await connection.DisposeAsync();
            // What the venue does from now on is not heard of: the next line begins with a comparison.
            await writer.Do(step => step.State.ReconciledAt = null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Does something while the line to the venue neither opens nor closes.</summary>
    public async Task<T> Steadily<T>(Func<Task<T>> work)
    {
        await _turn.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        await writer.DisposeAsync();
        _turn.Dispose();
    }
}
