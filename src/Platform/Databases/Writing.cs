using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>A change of a module's database: all of it is kept, or nothing.</summary>
public sealed class Writing : Reading
{
    internal Writing(Line line, Dialect dialect, string module, IClock clock) : base(line, dialect)
    {
        Module = module;
        Clock = clock;
    }

    internal string Module { get; }

    internal IClock Clock { get; }

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="DatabaseException">A rule of a table, or the world, refused. Let it pass: the change is undone as a whole.</exception>
    public int Execute(string sql, object? values = null) => Line.Execute(sql, values);

    /// <summary>Runs one statement for each of many rows, in one round trip where the database is a server.</summary>
    /// <param name="rows">An object for each row, whose properties are the values.</param>
    /// <returns>How many rows all of them changed.</returns>
    /// <exception cref="DatabaseException">A rule of a table, or the world, refused one of them. Let it pass: the change is undone as a whole.</exception>
    public int ExecuteMany(string sql, IEnumerable<object> rows) => Line.ExecuteMany(sql, rows);

    internal void ExecuteTogether(IReadOnlyList<Statement> statements) => Line.ExecuteTogether(statements);
}
