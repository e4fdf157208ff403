using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Modules.History;

/// <summary>This module's way to the store: everybody reads, one at a time writes.</summary>
internal sealed class StoreDoor(ColumnStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ColumnStoreWriter? _writer;

    public ColumnStore Store => store;

    /// <summary>Writes when it is our turn. The lock on the store is taken with the first write and kept: the home is ours.</summary>
    /// <exception cref="StoreBusyException">Another process writes to the store.</exception>
    public async Task<T> Write<T>(Func<ColumnStoreWriter, T> write, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return write(_writer ??= store.OpenWriter());
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _turn.Dispose();
    }
}
