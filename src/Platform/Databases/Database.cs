using System.Reflection;
using AlgoTrendy.Platform.Databases.Postgres;
using AlgoTrendy.Platform.Databases.Sqlite;
using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>A module's own database: one SQLite file of its home, or one schema of a PostgreSQL server. The module sees no difference.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Writer _writer;
    private readonly Readers _readers;

    private Database(string module, Dialect dialect, Func<Dialect, IReadOnlyList<Migration>> migrations, IClock clock)
    {
        Module = module;
        Dialect = dialect;
        MigrationsFor = migrations;
        _readers = new(dialect);
        _writer = new(module, dialect, clock, () => Committed?.Invoke());
    }

    /// <summary>Told after every commit, on the writer's thread: to wake somebody, not to work.</summary>
    internal event Action? Committed;

    public string Module { get; }

    internal Dialect Dialect { get; }

    /// <summary>The steps to the same tables in a database of any kind.</summary>
    internal Func<Dialect, IReadOnlyList<Migration>> MigrationsFor { get; }

    /// <summary>Opens it and brings its tables to where the code is.</summary>
    /// <param name="postgres">A connection string; null: a file in the home folder.</param>
    /// <param name="migrations">The assembly that brings the module's Migrations/*.sql.</param>
    /// <param name="clock">Dates events.</param>
    /// <exception cref="SetupException">The database is newer than the code, or was made by other steps, or the connection string cannot be read.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static Task<Database> Open(string module, Home home, string? postgres, Durability durability, Assembly migrations, IClock clock)
    {
        Dialect dialect = postgres is null ? new SqliteDialect(module, FileOf(home, module), durability) : new PostgresDialect(module, postgres, durability);
        return Open(module, dialect, speaking => [.. Migration.Of(typeof(Database).Assembly, speaking), .. Migration.Of(migrations, speaking)], clock);
    }

    /// <summary>Whether there is one already, of any version.</summary>
    /// <exception cref="SetupException">The connection string cannot be read.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    internal static async Task<bool> Exists(string module, Home home, string? postgres)
    {
        if (postgres is null) return File.Exists(FileOf(home, module));

        await using var dialect = new PostgresDialect(module, postgres, Durability.Normal);
        return await Task.Run(() =>
        {
            using var connection = dialect.OpenReader();
            return dialect.Try(() => dialect.HasTable(connection, Migrations.TableName));
        });
    }

    /// <summary>Whether there is a file in the home folder that SQLite cannot read, be it a single page of it.</summary>
    /// <exception cref="DatabaseException">The world refused for another reason.</exception>
    internal static Task<bool> IsDamaged(string module, Home home)
    {
        var file = FileOf(home, module);
        return File.Exists(file) ? Task.Run(() => new SqliteDialect(module, file, Durability.Normal).IsDamaged()) : Task.FromResult(false);
    }

    internal static async Task<Database> Open(string module, Dialect dialect, Func<Dialect, IReadOnlyList<Migration>> migrations, IClock clock)
    {
        try
        {
            await Task.Run(() => Migrations.Apply(module, dialect, migrations(dialect)));
            return new(module, dialect, migrations, clock);
        }
        catch
        {
            await dialect.DisposeAsync();
            throw;
        }
    }

    internal static string FileOf(Home home, string module)
    {
        var folder = home.Folder("databases");
        // What is in there is nobody else's business on this machine.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.Combine(folder, module + ".db");
    }

    /// <summary>Makes a change. The task ends when it is kept (and, with full durability, on the disk), or with the reason why nothing of it is.</summary>
    /// <param name="change">Runs on the writer's thread while all other changes wait: statements and decisions only. It cannot await, so that nobody can hold the database while he asks the world.</param>
    /// <param name="ct">Gives up a change whose turn has not come; one that has begun is made.</param>
    /// <exception cref="DatabaseException">A rule of a table, or the world, refused.</exception>
    public Task<T> Write<T>(Func<Writing, T> change, CancellationToken ct) => _writer.Write(change, ct);

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Action<Writing> change, CancellationToken ct) => _writer.Write(writing =>
    {
        change(writing);
        return true;
    }, ct);

    /// <summary>Looks at one moment of the database, beside the writer and other readers.</summary>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public Task<T> Read<T>(Func<Reading, T> look, CancellationToken ct) => _readers.Read(look, ct);

    /// <summary>Makes the changes that wait, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
        await Dialect.DisposeAsync();
    }
}
