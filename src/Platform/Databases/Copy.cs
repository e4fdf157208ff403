namespace AlgoTrendy.Platform.Databases;

/// <summary>What was copied: rows by table.</summary>
public sealed record Copied(IReadOnlyDictionary<string, long> Rows);

/// <summary>Brings all rows of one database into another whose tables are the same, whatever kind the two are; proves that what arrived is what left.</summary>
internal static class Copy
{
    /// <summary>Replaces everything in <paramref name="to"/> by what one look sees, or changes nothing.</summary>
    /// <exception cref="SetupException">The two do not have the same tables.</exception>
    /// <exception cref="DatabaseException">The world refused, or what arrived is not what left.</exception>
    public static Copied Replace(Reading from, Writing to)
    {
        var tables = Matching(from, to);
        from.Dialect.TakeTime(from.Connection);
        to.Dialect.TakeTime(to.Connection);
        foreach (var (_, target) in tables.Reverse()) to.Execute($"delete from \"{target.Name}\"");

        var rows = new Dictionary<string, long>();
        foreach (var (source, target) in tables)
        {
            var left = new Fingerprint();
            to.Dialect.Try(() =>
            {
                to.Dialect.Insert(to.Connection, target, left.Over(Rows(from, source)));
                return true;
            });
            var arrived = new Fingerprint();
            foreach (var _ in arrived.Over(Rows(to, target))) { }
            if (!left.Matches(arrived)) throw new DatabaseException(DatabaseFault.Corrupt, $"Table {target.Name} did not arrive as it left ({left.Count} rows left, {arrived.Count} arrived). Nothing was copied.");
            rows[target.Name] = left.Count;
        }

        return new(rows);
    }

    /// <summary>Tables in the order of their making, so that what is referred to comes first; the record of migrations stays each one's own.</summary>
    private static IReadOnlyList<(Table From, Table To)> Matching(Reading from, Writing to)
    {
        var (source, target) = (Tables(from), Tables(to));
        foreach (var name in source.Select(table => table.Name).Except(target.Select(table => table.Name))) throw new SetupException($"The database to copy into has no table {name}: both must be of the same version. Update the older one first.");
        foreach (var name in target.Select(table => table.Name).Except(source.Select(table => table.Name))) throw new SetupException($"The database to copy from has no table {name}: both must be of the same version. Update the older one first.");

        return
        [
            .. source.Join(target, table => table.Name, table => table.Name, (left, right) => left.Columns.Select(column => column.Name).SequenceEqual(right.Columns.Select(column => column.Name))
                ? (left, right)
                : throw new SetupException($"Table {left.Name} has other columns in the database to copy into: both must be of the same version. Update the older one first.")),
        ];
    }

    private static Table[] Tables(Reading database) => [.. database.Dialect.Tables(database.Connection).Where(table => table.Name != Migrations.TableName)];

    // Faults are told here, so that the sentence names the database that is read and not the one that is written meanwhile.
    private static IEnumerable<object[]> Rows(Reading database, Table table)
    {
        using var command = database.Connection.CreateCommand();
#pragma warning disable CA2100 // names come from the schema
        command.CommandText = $"select {string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))} from \"{table.Name}\"";
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        using var reader = database.Dialect.Try(command.ExecuteReader);
        while (database.Dialect.Try(reader.Read))
        {
            var row = new object[table.Columns.Count];
            reader.GetValues(row);
            yield return row;
        }
    }
}
