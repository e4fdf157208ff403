using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Databases.Postgres;
using AlgoTrendy.Platform.Databases.Sqlite;
using AlgoTrendy.Tests.Databases.Servers;
using NodaTime;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace AlgoTrendy.Tests.Databases;

/// <summary>Where a test keeps its databases: files in a folder of its own, or schemas of its own on the tests' server. The test should see no difference.</summary>
internal sealed class Place(string kind, PostgresServer server) : IAsyncDisposable
{
    private static int _opened;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-databases-");
    private readonly List<Database> _open = [];

    /// <summary>Both databases; every test that is about neither of them runs on each.</summary>
    public static TheoryData<string> Kinds => ["sqlite", "postgres"];

    /// <summary>A name that no other test has, as all share one server.</summary>
    public string Module { get; } = $"desk-{Interlocked.Increment(ref _opened)}-{Environment.ProcessId}";

    public Home Home => new(_folder.FullName);

    public string? Postgres => kind == "postgres" ? server.ConnectionString : null;

    public string File => Database.FileOf(Home, Module);

    public Dialect Dialect(Durability durability = Durability.Normal) =>
        kind == "postgres" ? new PostgresDialect(Module, server.ConnectionString, durability) : new SqliteDialect(Module, File, durability);

    public async Task<Database> Open(Durability durability = Durability.Normal) =>
        Keep(await Database.Open(Module, Home, Postgres, durability, typeof(Place).Assembly, SystemClock.Instance));

    public async Task<Database> Open(IClock clock) => Keep(await Database.Open(Module, Home, Postgres, Durability.Normal, typeof(Place).Assembly, clock));

    public Task<Database> Open(params (string File, string Sql)[] migrations) => Open(Durability.Normal, migrations);

    public async Task<Database> Open(Durability durability, params (string File, string Sql)[] migrations)
    {
        var dialect = Dialect(durability);
        return Keep(await Database.Open(Module, dialect, speaking => [.. Migration.Of(typeof(Database).Assembly, speaking), .. Migration.From("desk", migrations, speaking)], SystemClock.Instance));
    }

    public Database Keep(Database database)
    {
        _open.Add(database);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _open) await database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A clock that says what it is told to.</summary>
internal sealed class SetClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
