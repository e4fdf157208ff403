using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Dapper;

namespace AlgoTrendy.Platform.Databases;

/// <summary>A connection with the statements that ran on it, kept prepared: parsing one costs more than running it.</summary>
internal sealed class Line(DbConnection connection, Dialect dialect) : IDisposable
{
    /// <summary>Modules have tens of statements. More of them means that values were written into the text, and keeping those would only cost.</summary>
    private const int MostKept = 256;

    /// <summary>How many go in one round trip: enough to make its price small, few enough that neither side keeps much in memory.</summary>
    private const int MostTogether = 1_024;

    private static readonly ConcurrentDictionary<Type, ValueOf[]> Properties = new();

    private readonly Dictionary<(string Sql, Type? Values), DbCommand> _prepared = [];
    private readonly Dictionary<(string Sql, Type Values), IBoundStatement> _bound = [];

    public DbConnection Connection => connection;

    public int Execute(string sql, object? values) => dialect.Try(() => values is not null && BoundTo(sql, values) is { } bound ? Run(bound, values) : Prepare(sql, values).ExecuteNonQuery());

    /// <summary>Runs statements in their order, in one round trip where the provider can.</summary>
    /// <returns>How many rows they changed.</returns>
    public int ExecuteTogether(IReadOnlyList<Statement> statements) => connection.CanCreateBatch
        ? Send([.. statements.Select(statement => Bind(statement.Sql, statement.Values))])
        : statements.Sum(statement => Execute(statement.Sql, statement.Values));

    /// <summary>Runs one statement for each of many rows.</summary>
    /// <returns>How many rows they changed.</returns>
    public int ExecuteMany(string sql, IEnumerable<object> rows) => connection.CanCreateBatch
        ? rows.Chunk(MostTogether).Sum(some => Send(dialect.Together([.. some.Select(row => Bind(sql, row))])))
        : dialect.Try(() =>
        {
            // Rows of one kind are looked up once.
            var (changed, kind, bound) = (0, default(Type), default(IBoundStatement));
            foreach (var row in rows)
            {
                if (row.GetType() != kind) (kind, bound) = (row.GetType(), BoundTo(sql, row));
                changed += bound is null ? Prepare(sql, row).ExecuteNonQuery() : Run(bound, row);
            }

            return changed;
        });

    public List<T> Query<T>(string sql, object? values) => dialect.Try(() =>
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Parse<T>().AsList();
    });

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    /// <summary>The statement with places for such values, where the dialect has a faster way than the provider's.</summary>
    private IBoundStatement? BoundTo(string sql, object values)
    {
        var key = (sql, values.GetType());
        if (_bound.TryGetValue(key, out var known)) return known;
        if (_bound.Count == MostKept) Forget();
        if (dialect.Bind(connection, sql, [.. PropertiesOf(values).Select(property => property.Name)]) is { } made) _bound.Add(key, known = made);
        return known;
    }

    private int Run(IBoundStatement bound, object values)
    {
        var properties = PropertiesOf(values);
        var columns = new object[properties.Length];
        for (var index = 0; index < columns.Length; index++) columns[index] = Columns.ToColumn(properties[index].Get(values), dialect);
        return bound.Run(columns);
    }

    private DbCommand Prepare(string sql, object? values)
    {
        if (!_prepared.TryGetValue((sql, values?.GetType()), out var command))
        {
            if (_prepared.Count == MostKept) Forget();
            command = connection.CreateCommand();
#pragma warning disable CA2100 // statements are constants of modules; values are parameters
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var property in PropertiesOf(values))
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = property.Name;
                dialect.Describe(parameter, property.Type);
                command.Parameters.Add(parameter);
            }

            _prepared.Add((sql, values?.GetType()), command);
        }

        var index = 0;
        foreach (var property in PropertiesOf(values)) command.Parameters[index++].Value = Columns.ToColumn(property.Get(values!), dialect);
        return command;
    }

    private BoundStatement Bind(string sql, object? values) => new(sql, [.. PropertiesOf(values).Select(property => (property.Name, Columns.ToColumn(property.Get(values!), dialect)))]);

    private int Send(IReadOnlyList<BoundStatement> statements) => dialect.Try(() =>
    {
        using var batch = connection.CreateBatch();
        foreach (var (sql, values) in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch.ExecuteNonQuery();
    });

    private static ValueOf[] PropertiesOf(object? values) =>
        values is null ? [] : Properties.GetOrAdd(values.GetType(), type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).Select(ValueOf.From)]);

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        foreach (var statement in _bound.Values) statement.Dispose();
        _prepared.Clear();
        _bound.Clear();
    }

    /// <summary>A property that is read as often as a row is written.</summary>
    private sealed record ValueOf(string Name, Type Type, Func<object, object?> Get)
    {
        public static ValueOf From(PropertyInfo property)
        {
            var row = Expression.Parameter(typeof(object));
            var read = Expression.Convert(Expression.Property(Expression.Convert(row, property.DeclaringType!), property), typeof(object));
            return new(property.Name, property.PropertyType, Expression.Lambda<Func<object, object?>>(read, row).Compile());
        }
    }
}

/// <summary>A statement that takes its values in a fixed order.</summary>
internal interface IBoundStatement : IDisposable
{
    /// <returns>How many rows it changed.</returns>
    int Run(ReadOnlySpan<object> values);
}

/// <param name="Values">An object whose properties are the values.</param>
internal sealed record Statement(string Sql, object? Values);

/// <param name="Values">As a parameter takes them.</param>
internal sealed record BoundStatement(string Sql, IReadOnlyList<(string Name, object Value)> Values);
