using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AlgoTrendy.Platform.Databases.Sqlite;

/// <summary>A prepared statement whose values are bound by their places. The provider looks every name up again at every run, which for an order's forty columns costs more than the insert.</summary>
internal sealed class SqliteStatement : IBoundStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    /// <param name="names">Of the values, in the order in which they will come; the statement names all that it needs among them.</param>
    public SqliteStatement(SqliteConnection connection, string sql, IReadOnlyList<string> names)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _places = [.. names.Select(name => raw.sqlite3_bind_parameter_index(_statement, "@" + name))];
        var needed = raw.sqlite3_bind_parameter_count(_statement);
        if (_places.Count(place => place > 0) < needed) throw new InvalidOperationException($"The statement needs {needed} values, and not all of them are among {string.Join(", ", names)}: {sql}");
    }

    public int Run(ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
            if (_places[index] is > 0 and var place) Bind(place, values[index]);

        var result = raw.sqlite3_step(_statement);
        while (result == raw.SQLITE_ROW) result = raw.sqlite3_step(_statement);
        // Reset tells the same error again; it was told already.
        _ = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, _database);
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(int place, object value)
    {
        var result = value switch
        {
            string text => raw.sqlite3_bind_text(_statement, place, text),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            int number => raw.sqlite3_bind_int64(_statement, place, number),
            bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(_statement, place, number),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
            _ => raw.sqlite3_bind_null(_statement, place),
        };
        SqliteException.ThrowExceptionForRC(result, _database);
    }
}
