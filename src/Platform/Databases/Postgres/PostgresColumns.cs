using AlgoTrendy.Contracts.Forms;

namespace AlgoTrendy.Platform.Databases.Postgres;

/// <summary>Turns what SQLite keeps into what PostgreSQL's columns take.</summary>
internal static class PostgresColumns
{
    /// <exception cref="DatabaseException">It is something else: SQLite does not check types, so this is found here.</exception>
    public static object From(object value, Table table, Column column) => (column.Type, value) switch
    {
        ("numeric", string text) => Number(text, table, column),
        ("numeric", decimal number) => Columns.Canonical(number),
        ("bigint", long number) => number,
        ("integer", long number) => checked((int)number),
        ("integer", int number) => number,
        ("boolean", long number and (0 or 1)) => number == 1,
        ("boolean", bool flag) => flag,
        ("double precision", double number) => number,
        ("text", string text) => text,
        ("bytea", byte[] bytes) => bytes,
        _ => throw Wrong(value, table, column),
    };

    private static decimal Number(string text, Table table, Column column)
    {
        try
        {
            return Columns.Canonical(ExactDecimal.Parse(text));
        }
        catch (FormatException)
        {
            throw Wrong(text, table, column);
        }
    }

    private static DatabaseException Wrong(object value, Table table, Column column) =>
        new(DatabaseFault.Corrupt, $"Column {column.Name} of {table.Name} holds {value} ({value.GetType().Name}), which is no {column.Type}. Nothing was copied.");
}
