namespace AlgoTrendy.Platform.Databases;

/// <summary>A change that waits for the writer.</summary>
internal interface IChange
{
    /// <summary>False when whoever wanted it has given up; it was not and will not be made.</summary>
    bool TryBegin();

    void Make(Writing writing);

    void Succeed();

    void Fail(Exception cause);
}

/// <summary>A change with what comes of it. Made on the writer's thread, but in the context (trace, caller) of whoever wanted it.</summary>
internal sealed class Change<T>(Func<Writing, T> work, CancellationToken ct) : IChange
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public bool TryBegin()
    {
        if (!ct.IsCancellationRequested) return true;

        _done.TrySetCanceled(ct);
        return false;
    }

    public void Make(Writing writing)
    {
        if (_context is null) _result = work(writing);
        else ExecutionContext.Run(_context, _ => _result = work(writing), null);
    }

    public void Succeed() => _done.TrySetResult(_result);

    public void Fail(Exception cause) => _done.TrySetException(cause);
}
