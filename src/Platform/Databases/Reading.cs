using System.Data.Common;

namespace AlgoTrendy.Platform.Databases;

/// <summary>A look at a module's database. All that one look sees is of one moment, whatever is written meanwhile.</summary>
public class Reading
{
    internal Reading(Line line, Dialect dialect)
    {
        Line = line;
        Dialect = dialect;
    }

    internal Dialect Dialect { get; }

    internal DbConnection Connection => Line.Connection;

    private protected Line Line { get; }

    /// <summary>0, and after every restore a higher number that it never was before. What gives out numbers (of orders, of messages) begins them with it, or leaps ahead when it has changed: those given out since the backup are forgotten here, but not in the world.</summary>
    public long Generation => Databases.Generation.Of(this);

    /// <summary>Every row, as records whose constructor names the columns in their order (order_id is OrderId).</summary>
    /// <param name="sql">Common to both databases: values come as @Name, and decimals are neither compared, ordered nor added up here.</param>
    /// <param name="values">An object whose properties are the values.</param>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public IReadOnlyList<T> Query<T>(string sql, object? values = null) => Line.Query<T>(sql, values);

    /// <summary>The row, or null when there is none.</summary>
    public T? Find<T>(string sql, object? values = null) => Line.Query<T>(sql, values).SingleOrDefault();

    /// <summary>The one row that must be there.</summary>
    public T Get<T>(string sql, object? values = null) => Line.Query<T>(sql, values).Single();
}
