using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Brings a database's tables to where the code is: once, under a lock, all steps or none.</summary>
internal static class Migrations
{
    public const string TableName = "migrations";

    /// <exception cref="SetupException">The database is newer than the code, or was made by other steps.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static void Apply(string module, Dialect dialect, IReadOnlyList<Migration> known)
    {
        dialect.Create();
        using var line = new Line(dialect.OpenWriter(), dialect);
        var connection = line.Connection;
        dialect.Run(connection, dialect.BeginWrite); // closing without a commit rolls back
        if (!dialect.HasTable(connection, TableName)) dialect.Run(connection, $"create table {TableName} (owner text not null, name text not null, checksum text not null, primary key (owner, name))");

        var writing = new Writing(line, dialect, module, SystemClock.Instance); // nothing is told here
        var applied = writing.Query<Applied>($"select owner, name, checksum from {TableName}").ToDictionary(step => (step.Owner, step.Name));
        foreach (var step in applied.Values) Check(module, step, known);
        foreach (var step in known.Where(step => !applied.ContainsKey((step.Owner, step.Name)))) Apply(writing, step);
        dialect.Run(connection, "commit");
    }

    private static void Check(string module, Applied step, IReadOnlyList<Migration> known)
    {
        if (known.FirstOrDefault(migration => migration.Owner == step.Owner && migration.Name == step.Name) is not { } migration)
            throw new SetupException($"The database of {module} is newer than this program: it has {step.Name} of {step.Owner}, which is not known here. Start the newer version, or restore a backup from before it.");
        if (migration.Checksum != step.Checksum)
            throw new SetupException($"The database of {module} was made by another text of {step.Name} of {step.Owner} than this program has. A migration never changes once it has run: put the old text back, and make the change a new migration.");
    }

    private static void Apply(Writing writing, Migration step)
    {
        writing.Dialect.Run(writing.Connection, step.Sql);
        writing.Execute($"insert into {TableName} (owner, name, checksum) values (@Owner, @Name, @Checksum)", new { step.Owner, step.Name, step.Checksum });
    }

    private sealed record Applied(string Owner, string Name, string Checksum);
}
