using System.Data.Common;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Where the two databases differ. Everything else is said in SQL that both understand.</summary>
internal abstract class Dialect : IAsyncDisposable
{
    /// <summary>As in the names of migrations: sqlite, postgres.</summary>
    public abstract string Name { get; }

    /// <summary>What stands for {decimal} and {bytes} in migrations.</summary>
    public abstract (string Decimal, string Bytes) ColumnTypes { get; }

    public abstract string BeginRead { get; }

    /// <summary>Begins a change; no other process changes this database until it ends.</summary>
    public abstract string BeginWrite { get; }

    /// <summary>Makes the place where tables can be, if it is not there.</summary>
    public abstract void Create();

    public abstract DbConnection OpenWriter();

    public abstract DbConnection OpenReader();

    public abstract object Decimal(decimal value);

    /// <summary>Tables in the order of their making.</summary>
    public abstract IReadOnlyList<Table> Tables(DbConnection connection);

    public abstract bool HasTable(DbConnection connection, string name);

    /// <summary>Lets the statements of this transaction take as long as they need.</summary>
    public abstract void TakeTime(DbConnection connection);

    /// <summary>Writes rows in the order of the table's columns.</summary>
    public abstract void Insert(DbConnection connection, Table table, IEnumerable<object[]> rows);

    /// <summary>Says what a parameter will hold, where the database must know it before it has a value.</summary>
    public virtual void Describe(DbParameter parameter, Type type) { }

    /// <summary>A statement that takes its values by their places; null where the provider's own way is as good.</summary>
    public virtual IBoundStatement? Bind(DbConnection connection, string sql, IReadOnlyList<string> names) => null;

    /// <summary>Says one statement for several rows as cheaply as this database takes it, with the same effect.</summary>
    public virtual IReadOnlyList<BoundStatement> Together(IReadOnlyList<BoundStatement> rows) => rows;

    /// <summary>What a provider's exception means here.</summary>
    protected abstract DatabaseException Explain(DbException cause);

    public abstract ValueTask DisposeAsync();

    /// <summary>Runs a statement; what the world refuses comes out as a sentence.</summary>
    public T Try<T>(Func<T> statement)
    {
        try
        {
            return statement();
        }
        catch (DbException cause)
        {
            throw Explain(cause);
        }
    }

    public void Run(DbConnection connection, string sql) => Try(() =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // begin, commit and their like; no values
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    });
}

/// <summary>A table and its columns in their order.</summary>
internal sealed record Table(string Name, IReadOnlyList<Column> Columns);

/// <param name="Type">As the migration wrote it: text, bigint, numeric.</param>
internal sealed record Column(string Name, string Type);
