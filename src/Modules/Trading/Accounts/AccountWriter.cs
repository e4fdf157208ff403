using System.Threading.Channels;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;
using Microsoft.Extensions.Logging;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>The one writer of an account. Takes what is asked of it in turns; a turn's changes are kept in one transaction, and only then does the world hear of them. When they cannot be kept, the account is read from the database again, as at a start.</summary>
internal sealed class AccountWriter : IAsyncDisposable
{
    private const int MostTogether = 256;
    private const int MostWaiting = 20_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TradingStore _store;
    private readonly Func<Instant64> _now;
    private readonly Action<AccountState> _give;
    private readonly ILogger _log;
    private readonly Channel<Turn> _waiting = Channel.CreateBounded<Turn>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private AccountState _state;
    private DatabaseException? _fault;

    /// <param name="give">Gives an account that was read what is pushed to it from elsewhere: its limits.</param>
    public AccountWriter(AccountState state, TradingStore store, Func<Instant64> now, Action<AccountState> give, ILogger log)
    {
        _state = state;
        _store = store;
        _now = now;
        _give = give;
        _log = log;
        Id = state.Id;
        _running = Task.Run(Run);
    }

    public string Id { get; }

    /// <summary>Where a test may end the process.</summary>
    public FaultPoints Faults { get; init; } = FaultPoints.None;

    /// <summary>Why the last change could not be kept; null once one was.</summary>
    public DatabaseException? Fault { get => Volatile.Read(ref _fault); private set => Volatile.Write(ref _fault, value); }

    /// <summary>Told after the account was read again because a change could not be kept: what was heard of its venue meanwhile is lost.</summary>
    public Action? Reloaded { get; set; }

    /// <summary>Does what follows from the turns that were just taken, in the same commit; null while there is no line to a venue.</summary>
    public Action<Step>? Follow { get; set; }

    /// <summary>Takes a turn. The task ends when what it changed is kept, or with the reason why nothing of it is.</summary>
    /// <exception cref="DatabaseException">It could not be kept.</exception>
    public async Task<T> Do<T>(Func<Step, T> work)
    {
        var turn = new Turn<T>(work);
        try
        {
            await _waiting.Writer.WriteAsync(turn);
        }
        catch (ChannelClosedException)
        {
            throw new DatabaseException(DatabaseFault.Failed, $"Account {Id} is being closed.");
        }

        return await turn.Done;
    }

    public Task Do(Action<Step> work) => Do(step =>
    {
        work(step);
        return true;
    });

    /// <summary>Ends after what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task Run()
    {
        var together = new List<Turn>(MostTogether);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var turn)) together.Add(turn);
            await TakeTurns(together);
        }
    }

    private async Task TakeTurns(IReadOnlyList<Turn> together)
    {
        var step = new Step(_state, new Journal(), _now());
        Turn? taking = null;
        try
        {
            step.TellDoubts();
            foreach (var turn in together) (taking = turn).Take(step);
            taking = null;
            Follow?.Invoke(step);
            if (!step.Journal.IsEmpty)
            {
                Faults.Reach("before-commit");
                await _store.Keep(step);
                Fault = null;
                Faults.Reach("committed");
            }

            _state.Room.Tell(_state);
        }
        catch (Exception cause)
        {
            await Recover(together, taking, cause);
            return;
        }

        foreach (var alert in step.Alerts) _log.LogWarning("Account {Account}, {Alert}: {Message}", Id, alert.Code, alert.Message);
        foreach (var effect in step.Effects) Act(effect);
        if (!step.Journal.IsEmpty) Faults.Reach("before-reply");
        foreach (var turn in together) turn.Succeed();
    }

    // What one turn did wrong is not held against those that happened to be taken with it.
    private async Task Recover(IReadOnlyList<Turn> together, Turn? culprit, Exception cause)
    {
        _log.LogError(cause, "Account {Account} could not keep what was asked of it; it is read again", Id);
        Fault = cause as DatabaseException;
        Turn[] others = culprit is not null ? [.. together.Where(turn => turn != culprit)] : cause is DatabaseException { Fault: DatabaseFault.Constraint } && together.Count > 1 ? [.. together] : [];
        foreach (var turn in together.Except(others)) turn.Fail(cause);
        if (!await Reload())
        {
            foreach (var turn in others) turn.Fail(cause);
            return;
        }

        foreach (var turn in others) await TakeTurns([turn]);
    }

    // It is kept already: whatever is lost on the way out is asked about later.
    private void Act(Action effect)
    {
        try
        {
            effect();
        }
        catch (Exception cause)
        {
            _log.LogError(cause, "Something that account {Account} wanted done was not; it is asked about", Id);
        }
    }

    // Until it succeeds, or the account is closed: what is in memory is not what was kept, and nobody may go on from it.
    private async Task<bool> Reload()
    {
        while (true)
        {
            try
            {
                _state = await _store.Load(Id, CancellationToken.None);
                _give(_state);
                Reloaded?.Invoke();
                return true;
            }
            catch (Exception cause)
            {
                _log.LogError(cause, "Account {Account} cannot be read; nothing is done for it until it can be", Id);
                Fault = cause as DatabaseException ?? new(DatabaseFault.Corrupt, $"Account {Id} cannot be read: {cause.Message}", cause);
                while (_waiting.Reader.TryRead(out var turn)) turn.Fail(Fault);
                if (_waiting.Reader.Completion.IsCompleted) return false;
                await Task.Delay(Pause, _ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private abstract class Turn
    {
        public abstract void Take(Step step);

        public abstract void Succeed();

        public abstract void Fail(Exception cause);
    }

    private sealed class Turn<T>(Func<Step, T> work) : Turn
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Done => _done.Task;

        public override void Take(Step step) => _result = work(step);

        public override void Succeed() => _done.TrySetResult(_result);

        public override void Fail(Exception cause) => _done.TrySetException(cause);
    }
}
