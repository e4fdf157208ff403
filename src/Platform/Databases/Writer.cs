using System.Threading.Channels;
using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Makes all changes of a database, one after the other, on a thread of its own. Changes that wait together are committed together, so that many share the price of one write to the disk.</summary>
internal sealed class Writer : IAsyncDisposable
{
    /// <summary>How many changes share one commit at most: what one of them loses when the world fails, all of them lose.</summary>
    private const int MostTogether = 256;

    /// <summary>How many may wait; who comes then waits to wait.</summary>
    private const int MostWaiting = 4_096;

    private readonly string _module;
    private readonly Dialect _dialect;
    private readonly IClock _clock;
    private readonly Action _committed;
    private readonly Channel<IChange> _waiting = Channel.CreateBounded<IChange>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Line? _line;

    /// <param name="committed">Told after every commit.</param>
    public Writer(string module, Dialect dialect, IClock clock, Action committed)
    {
        _module = module;
        _clock = clock;
        _dialect = dialect;
        _committed = committed;
        new Thread(Run) { Name = $"writer of {module}", IsBackground = true }.Start();
    }

    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public async Task<T> Write<T>(Func<Writing, T> work, CancellationToken ct)
    {
        var change = new Change<T>(work, ct);
        try
        {
            await _waiting.Writer.WriteAsync(change, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(Database), "The database is closed.");
        }

        return await change.Done;
    }

    /// <summary>Makes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var together = new List<IChange>(MostTogether);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var change))
                if (change.TryBegin()) together.Add(change);
            if (together.Count > 0) CommitTogether(together);
        }

        _line?.Dispose();
        _ended.SetResult();
    }

    private void CommitTogether(List<IChange> together)
    {
        var made = new List<IChange>(together.Count);
        try
        {
            var line = Begin();
            var writing = new Writing(line, _dialect, _module, _clock);
            foreach (var (place, change) in together.Index())
                if (TryMake(change, line, writing, together.Count == 1 ? null : place == 0 ? "savepoint one" : "release savepoint one; savepoint one")) made.Add(change);
            Commit(line);
        }
        catch (Exception cause)
        {
            // What is undone is undone for all of them; whoever failed by himself has heard already.
            Undo(cause);
            foreach (var change in together) change.Fail(cause);
            return;
        }

        _committed();
        foreach (var change in made) change.Succeed();
    }

    /// <summary>A change that fails by its own fault is undone alone; the others of this commit never notice.</summary>
    /// <param name="savepoint">Sets what it goes back to, in one statement with the end of the last one; null when it is alone.</param>
    private static bool TryMake(IChange change, Line line, Writing writing, string? savepoint)
    {
        if (savepoint is not null) line.Execute(savepoint, null);
        try
        {
            change.Make(writing);
            return true;
        }
        catch (Exception cause) when (savepoint is not null && !IsOfTheWorld(cause))
        {
            line.Execute("rollback to savepoint one", null);
            change.Fail(cause);
            return false;
        }
    }

    private Line Begin()
    {
        if (_line is not null)
        {
            try
            {
                _line.Execute(_dialect.BeginWrite, null);
                return _line;
            }
            catch (DatabaseException gone) when (gone.Fault == DatabaseFault.Unreachable)
            {
                Drop(); // the server has been started anew since; nothing was said to it yet
            }
        }

        _line = new(_dialect.OpenWriter(), _dialect);
        _line.Execute(_dialect.BeginWrite, null);
        return _line;
    }

    private static void Commit(Line line)
    {
        try
        {
            line.Execute("commit", null);
        }
        catch (DatabaseException cause) when (cause.Fault is DatabaseFault.Unreachable or DatabaseFault.Failed or DatabaseFault.Corrupt)
        {
            throw new DatabaseException(DatabaseFault.OutcomeUnknown, $"Whether the last change was kept is not known. {cause.Message}", cause);
        }
    }

    private void Undo(Exception cause)
    {
        if (IsOfTheWorld(cause) || _line is null) Drop();
        else
        {
            try
            {
                _line.Execute("rollback", null);
            }
            catch (DatabaseException)
            {
                Drop();
            }
        }
    }

    private static bool IsOfTheWorld(Exception cause) => cause is DatabaseException { Fault: not DatabaseFault.Constraint };

    /// <summary>A connection that failed is not trusted again: closing it rolls back whatever it had begun.</summary>
    private void Drop()
    {
        _line?.Dispose();
        _line = null;
    }
}
