using System.Data.Common;
using Dapper;

namespace AlgoTrendy.Platform.Databases;

/// <summary>A look at a module's database. All that one look sees is of one moment, whatever is written meanwhile.</summary>
public class Reading
{
    internal Reading(DbConnection connection, Dialect dialect)
    {
        Connection = connection;
        Dialect = dialect;
    }

    internal DbConnection Connection { get; }

    internal Dialect Dialect { get; }

    /// <summary>Every row, as records whose constructor names the columns in their order (order_id is OrderId).</summary>
    /// <param name="sql">Common to both databases: values come as @Name, and decimals are neither compared, ordered nor added up here.</param>
    /// <param name="values">An object whose properties are the values.</param>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public IReadOnlyList<T> Query<T>(string sql, object? values = null) => Try(() => Connection.Query<T>(sql, Parameters.Of(values, Dialect)).AsList());

    /// <summary>The row, or null when there is none.</summary>
    public T? Find<T>(string sql, object? values = null) => Try(() => Connection.QuerySingleOrDefault<T>(sql, Parameters.Of(values, Dialect)));

    /// <summary>The one row that must be there.</summary>
    public T Get<T>(string sql, object? values = null) => Try(() => Connection.QuerySingle<T>(sql, Parameters.Of(values, Dialect)));

    private protected T Try<T>(Func<T> statement) => Dialect.Try(statement);
}
