using System.Collections.Concurrent;
using System.Data.Common;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Looks at a database, several at a time, and keeps connections for the next look.</summary>
internal sealed class Readers(Dialect dialect) : IDisposable
{
    /// <summary>As many as a small machine can serve; more only wait for one another.</summary>
    private const int MostAtOnce = 8;

    private readonly ConcurrentBag<DbConnection> _idle = [];
    private readonly SemaphoreSlim _places = new(MostAtOnce);

    public async Task<T> Read<T>(Func<Reading, T> look, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Look(look), ct);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
        _places.Dispose();
    }

    private T Look<T>(Func<Reading, T> look)
    {
        if (_idle.TryTake(out var kept))
        {
            try
            {
                return Look(look, kept);
            }
            catch (DatabaseException gone) when (gone.Fault == DatabaseFault.Unreachable)
            {
                // The server has been started anew since; a look can be had again.
            }
        }

        return Look(look, dialect.OpenReader());
    }

    private T Look<T>(Func<Reading, T> look, DbConnection connection)
    {
        var isWhole = false;
        try
        {
            dialect.Run(connection, dialect.BeginRead);
            var seen = look(new(connection, dialect));
            dialect.Run(connection, "commit");
            isWhole = true;
            return seen;
        }
        finally
        {
            if (isWhole) _idle.Add(connection);
            else connection.Dispose();
        }
    }
}
