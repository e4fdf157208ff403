using System.Collections.Concurrent;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Looks at a database, several at a time, and keeps connections for the next look.</summary>
internal sealed class Readers(Dialect dialect) : IDisposable
{
    /// <summary>As many as a small machine can serve; more only wait for one another.</summary>
    private const int MostAtOnce = 8;

    private readonly ConcurrentBag<Line> _idle = [];
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
        while (_idle.TryTake(out var line)) line.Dispose();
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

        return Look(look, new(dialect.OpenReader(), dialect));
    }

    private T Look<T>(Func<Reading, T> look, Line line)
    {
        var isWhole = false;
        try
        {
            line.Execute(dialect.BeginRead, null);
            var seen = look(new(line, dialect));
            line.Execute("commit", null);
            isWhole = true;
            return seen;
        }
        finally
        {
            if (isWhole) _idle.Add(line);
            else line.Dispose();
        }
    }
}
