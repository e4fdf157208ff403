using System.Data.Common;
using AlgoTrendy.Contracts.Forms;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AlgoTrendy.Platform.Databases.Sqlite;

/// <summary>A module's database as one file: write-ahead log, one writer, readers beside it.</summary>
internal sealed class SqliteDialect : Dialect
{
    /// <summary>How long one waits for another process that writes.</summary>
    private const int BusySeconds = 5;

    // As sqlite3.h numbers it.
    private const int SQLITE_CONFIG_MEMSTATUS = 9;

    /// <summary>How many pages the log takes in before they go to the file: pages that change again and again go there once.</summary>
    private const int PagesPerCheckpoint = 8_000;

    private const int CacheKilobytes = 32_000;

    private readonly string _module;
    private readonly string _file;
    private readonly Durability _durability;
    private readonly int? _mostPages;

    static SqliteDialect()
    {
        SQLitePCL.Batteries_V2.Init();
        // Counting its memory takes a lock at every piece of it, and nobody asks.
        _ = SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="mostPages">For tests: the size at which it is full.</param>
    public SqliteDialect(string module, string file, Durability durability, int? mostPages = null)
    {
        _module = module;
        _file = file;
        _durability = durability;
        _mostPages = mostPages;
    }

    public override string Name => "sqlite";

    public override (string Decimal, string Bytes) ColumnTypes => ("text", "blob");

    public override string BeginRead => "begin";

    public override string BeginWrite => "begin immediate";

    public override void Create()
    {
        using var connection = OpenWriter();
    }

    public override DbConnection OpenWriter() => Open($"""
        pragma journal_mode = wal;
        pragma synchronous = {(_durability == Durability.Full ? "full" : "normal")};
        pragma fullfsync = on;
        pragma wal_autocheckpoint = {PagesPerCheckpoint};
        pragma cache_size = -{CacheKilobytes};
        pragma foreign_keys = on;
        {(_mostPages is { } most ? $"pragma max_page_count = {most};" : "")}
        """);

    public override DbConnection OpenReader() => Open("pragma query_only = on;");

    public override object Decimal(decimal value) => ExactDecimal.Format(value);

    public override IReadOnlyList<Table> Tables(DbConnection connection) => Try<IReadOnlyList<Table>>(() =>
    [
        .. connection.Query<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by rowid").AsList()
            .Select(name => new Table(name, connection.Query<Column>("select name, lower(type) as type from pragma_table_info(@name) order by cid", new { name }).AsList())),
    ]);

    public override bool HasTable(DbConnection connection, string name) =>
        Try(() => connection.ExecuteScalar<long>("select count(*) from sqlite_master where type = 'table' and name = @name", new { name }) > 0);

    /// <summary>Looks at every page.</summary>
    public bool IsDamaged()
    {
        try
        {
            using var connection = OpenReader();
            return Try(() => connection.ExecuteScalar<string>("pragma quick_check(1)")) != "ok";
        }
        catch (DatabaseException fault) when (fault.Fault == DatabaseFault.Corrupt)
        {
            return true;
        }
    }

    public override void TakeTime(DbConnection connection) { }

    public override void Insert(DbConnection connection, Table table, IEnumerable<object[]> rows)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names come from the schema; values are parameters
        command.CommandText = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))}) values ({string.Join(", ", table.Columns.Select((_, index) => $"@p{index}"))})";
#pragma warning restore CA2100
        var parameters = table.Columns.Select((_, index) => new SqliteParameter { ParameterName = $"p{index}" }).ToArray();
        command.Parameters.AddRange(parameters);
        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++) parameters[index].Value = row[index] is decimal number ? ExactDecimal.Format(Columns.Canonical(number)) : row[index];
            command.ExecuteNonQuery();
        }
    }

    public override IBoundStatement? Bind(DbConnection connection, string sql, IReadOnlyList<string> names) => new SqliteStatement((SqliteConnection)connection, sql, names);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override DatabaseException Explain(DbException cause)
    {
        if (cause is not SqliteException error) return new(DatabaseFault.Failed, $"The database of {_module} failed: {cause.Message}", cause);

        return error.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_CONSTRAINT => new(DatabaseFault.Constraint, $"The database of {_module} refused a change: {error.Message}", cause),
            SQLitePCL.raw.SQLITE_FULL => new(DatabaseFault.Full, $"There is no room left for {_file}; nothing that was kept is lost. Free some disk space, and {_module} goes on by itself.", cause),
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new(DatabaseFault.Locked, $"Another process has been writing {_file} for more than {BusySeconds} seconds. Find it (lsof {_file}) and stop it.", cause),
            SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new(DatabaseFault.Corrupt, $"{_file} is damaged: {error.Message.TrimEnd('.')}. 'algotrendy restore FOLDER' sets it aside and puts a backup in its place; do not write to it.", cause),
            SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => new(DatabaseFault.Failed, $"{_file} cannot be opened for writing: {error.Message}. Look at the rights of the file and of its folder.", cause),
            SQLitePCL.raw.SQLITE_IOERR => new(DatabaseFault.Failed, $"The disk failed under {_file}: {error.Message} (code {error.SqliteExtendedErrorCode}). Look at the disk and its free space.", cause),
            _ => new(DatabaseFault.Failed, $"The database of {_module} failed: {error.Message}", cause),
        };
    }

    private SqliteConnection Open(string pragmas)
    {
        // Not pooled: a pool would keep the file open after this database is closed. The time-out is the provider's own, which would try again and again for half a minute.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false, DefaultTimeout = BusySeconds }.ConnectionString);
        try
        {
            Try(() =>
            {
                connection.Open();
                return 0;
            });
            Run(connection, $"pragma busy_timeout = {BusySeconds * 1000}; {pragmas}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
