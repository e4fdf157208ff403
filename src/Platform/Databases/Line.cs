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

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly Dictionary<(string Sql, Type? Values), DbCommand> _prepared = [];

    public DbConnection Connection => connection;

    public int Execute(string sql, object? values) => dialect.Try(() => Prepare(sql, values).ExecuteNonQuery());

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

    private static PropertyInfo[] PropertiesOf(object? values) =>
        values is null ? [] : Properties.GetOrAdd(values.GetType(), type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)]);

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}
