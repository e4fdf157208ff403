using System.Collections.Concurrent;
using System.Data.Common;
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

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly Dictionary<(string Sql, Type? Values), DbCommand> _prepared = [];

    public DbConnection Connection => connection;

    public int Execute(string sql, object? values) => dialect.Try(() => Prepare(sql, values).ExecuteNonQuery());

    /// <summary>Runs statements in their order, in one round trip where the provider can.</summary>
    /// <returns>How many rows they changed.</returns>
    public int ExecuteTogether(IReadOnlyList<Statement> statements) => connection.CanCreateBatch ? dialect.Try(() => Send(statements)) : statements.Sum(statement => Execute(statement.Sql, statement.Values));

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
                command.Parameters.Add(parameter);
            }

            _prepared.Add((sql, values?.GetType()), command);
        }

        var index = 0;
        foreach (var property in PropertiesOf(values)) command.Parameters[index++].Value = Columns.ToColumn(property.GetValue(values), dialect);
        return command;
    }

    private int Send(IReadOnlyList<Statement> statements)
    {
        var changed = 0;
        foreach (var some in statements.Chunk(MostTogether))
        {
            using var batch = connection.CreateBatch();
            foreach (var (sql, values) in some)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                foreach (var property in PropertiesOf(values))
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = property.Name;
                    parameter.Value = Columns.ToColumn(property.GetValue(values), dialect);
                    command.Parameters.Add(parameter);
                }

                batch.BatchCommands.Add(command);
            }

            changed += batch.ExecuteNonQuery();
        }

        return changed;
    }

    private static PropertyInfo[] PropertiesOf(object? values) =>
        values is null ? [] : Properties.GetOrAdd(values.GetType(), type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)]);

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}

/// <param name="Values">An object whose properties are the values.</param>
internal sealed record Statement(string Sql, object? Values);
