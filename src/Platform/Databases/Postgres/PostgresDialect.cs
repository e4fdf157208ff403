using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace AlgoTrendy.Platform.Databases.Postgres;

/// <summary>A module's database as one schema of a PostgreSQL server.</summary>
internal sealed class PostgresDialect : Dialect
{
    private const int ConnectSeconds = 5;
    private const int StatementSeconds = 30;

    private readonly string _module;
    private readonly string _schema;
    private readonly string _where;
    private readonly NpgsqlDataSource _source;

    /// <exception cref="SetupException">No connection string.</exception>
    public PostgresDialect(string module, string connectionString, Durability durability)
    {
        _module = module;
        _schema = module.Replace('-', '_');
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            _where = $"{given.Host}:{given.Port}";
            given.SearchPath = _schema;
            given.ApplicationName = "algotrendy " + module;
            given.Pooling = false; // connections are few, long and kept by Database
            given.MaxAutoPrepare = 256;
            given.Timeout = ConnectSeconds;
            given.CommandTimeout = StatementSeconds;
            given.Options = $"-c synchronous_commit={(durability == Durability.Full ? "on" : "off")} -c lock_timeout=5s -c statement_timeout={StatementSeconds}s -c client_min_messages=warning";
            _source = new NpgsqlDataSourceBuilder(given.ConnectionString).Build();
        }
        catch (ArgumentException cause)
        {
            throw new SetupException($"The connection to PostgreSQL cannot be read: {cause.Message} Write it as Host=...;Database=...;Username=...;Password=...", cause);
        }
    }

    public override string Name => "postgres";

    public override (string Decimal, string Bytes) ColumnTypes => ("numeric", "bytea");

    public override string BeginRead => "begin isolation level repeatable read read only";

    // The lock makes one writer of several processes, as a file of SQLite does by itself.
    public override string BeginWrite => $"begin; select pg_advisory_xact_lock({LockNumber})";

    private long LockNumber => BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("algotrendy/" + _schema)));

    public override void Create()
    {
        using var connection = OpenWriter();
        // "If not exists" still collides when two make it at once.
        Run(connection, BeginWrite);
        Run(connection, $"create schema if not exists \"{_schema}\"");
        Run(connection, "commit");
    }

    public override DbConnection OpenWriter() => Try(_source.OpenConnection);

    public override DbConnection OpenReader() => OpenWriter();

    public override object Decimal(decimal value) => value;

    public override IReadOnlyList<Table> Tables(DbConnection connection) =>
    [
        .. connection.Query<string>("select c.relname::text from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by c.oid").AsList()
            .Select(name => new Table(name, connection.Query<Column>("select column_name::text as name, data_type::text as type from information_schema.columns where table_schema = current_schema() and table_name = @name order by ordinal_position", new { name }).AsList())),
    ];

    public override bool HasTable(DbConnection connection, string name) =>
        connection.ExecuteScalar<long>("select count(*) from information_schema.tables where table_schema = current_schema() and table_name = @name", new { name }) > 0;

    public override void Describe(DbParameter parameter, Type type) => parameter.DbType = Columns.KindOf(type);

    public override void TakeTime(DbConnection connection) => Run(connection, "set local statement_timeout = 0");

    public override void Insert(DbConnection connection, Table table, IEnumerable<object[]> rows)
    {
        using var import = ((NpgsqlConnection)connection).BeginBinaryImport($"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))}) from stdin (format binary)");
        import.Timeout = Timeout.InfiniteTimeSpan;
        foreach (var row in rows)
        {
            import.StartRow();
            for (var index = 0; index < row.Length; index++)
            {
                if (row[index] is DBNull) import.WriteNull();
                else import.Write(PostgresColumns.From(row[index], table, table.Columns[index]), table.Columns[index].Type);
            }
        }

        import.Complete();
    }

    public override IReadOnlyList<BoundStatement> Together(IReadOnlyList<BoundStatement> rows) => PostgresRows.TryJoin(rows) is { } joined ? [joined] : rows;

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override DatabaseException Explain(DbException cause) => cause switch
    {
        PostgresException error => Explain(error),
        NpgsqlException { InnerException: TimeoutException } => new(DatabaseFault.Unreachable, $"PostgreSQL at {_where} did not answer in time. See that it runs and is not overloaded.", cause),
        NpgsqlException { InnerException: SocketException or IOException } => new(DatabaseFault.Unreachable, $"PostgreSQL at {_where} cannot be reached: {cause.InnerException!.Message.TrimEnd('.')}. Start it, or correct Database:Postgres.", cause),
        _ => new(DatabaseFault.Failed, $"The database of {_module} at {_where} failed: {cause.Message}", cause),
    };

    private DatabaseException Explain(PostgresException error) => error.SqlState switch
    {
        ['2', '3', ..] => new(DatabaseFault.Constraint, $"The database of {_module} refused a change: {error.MessageText}", error),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => new(DatabaseFault.Full, $"PostgreSQL at {_where} has no room left; nothing that was kept is lost. Free some disk space there, and {_module} goes on by itself.", error),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => new(DatabaseFault.Locked, $"Another process has been writing the schema {_schema} at {_where} for more than 5 seconds. Look in pg_stat_activity, and stop it.", error),
        // Whoever connects writes a file of what the server knows of the database; where the disk is full it says no more than this.
        ['X', 'X', ..] when error.MessageText.StartsWith("could not write", StringComparison.Ordinal) => new(DatabaseFault.Full, $"PostgreSQL at {_where} cannot write: {error.MessageText}. See that its disk has room; nothing that was kept is lost.", error),
        ['X', 'X', ..] => new(DatabaseFault.Corrupt, $"PostgreSQL at {_where} found damaged data: {error.MessageText}. Stop it, and restore a backup.", error),
        ['2', '8', ..] or ['3', 'D', ..] or ['4', '2', '5', '0', '1'] => new(DatabaseFault.Unreachable, $"PostgreSQL at {_where} does not let {_module} in: {error.MessageText}. Correct Database:Postgres, or the rights there.", error),
        ['0', '8', ..] or ['5', '7', 'P', ..] or ['5', '3', '3', ..] => new(DatabaseFault.Unreachable, $"PostgreSQL at {_where} is not ready: {error.MessageText}.", error),
        ['5', '8', ..] => new(DatabaseFault.Failed, $"The disk failed under PostgreSQL at {_where}: {error.MessageText}.", error),
        _ => new(DatabaseFault.Failed, $"The database of {_module} at {_where} failed: {error.MessageText}", error),
    };
}
