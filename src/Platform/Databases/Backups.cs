using AlgoTrendy.Platform.Databases.Sqlite;
using AlgoTrendy.Platform.Telling;
using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Copies, backups and restores of a module's database, while others read and write it. A backup is a SQLite file, whatever it is a backup of.</summary>
public static class Backups
{
    /// <summary>Replaces everything in <paramref name="to"/> by one moment of <paramref name="from"/>, or changes nothing. Both stay open; <paramref name="to"/>'s other changes wait.</summary>
    /// <exception cref="SetupException">The two do not have the same tables.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static Task<Copied> CopyTo(this Database from, Database to, CancellationToken ct) => from.CopyTo(to, isRestore: false, ct);

    /// <summary>Writes one moment of a database into a new file, which is whole or is not there.</summary>
    /// <exception cref="SetupException">The file is there already.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static async Task<Copied> BackUpTo(this Database database, string file, CancellationToken ct)
    {
        if (File.Exists(file)) throw new SetupException($"{file} is there already. A backup never replaces another: choose another name, or delete it first.");

        var draft = file + ".draft";
        try
        {
            Discard(draft);
            Copied copied;
            await using (var backup = await Open(database, draft)) copied = await database.CopyTo(backup, ct);
            File.Move(draft, file);
            return copied;
        }
        finally
        {
            Discard(draft);
        }
    }

    /// <summary>Replaces everything in a database by what a backup holds, or changes nothing. What keeps state of it in memory must be started anew.</summary>
    /// <exception cref="SetupException">There is no such file, or it is a backup of another version.</exception>
    /// <exception cref="DatabaseException">The world refused, or the backup is damaged.</exception>
    public static Task<Copied> RestoreFrom(this Database database, string file, CancellationToken ct) => database.WithBackup(file, backup => backup.CopyTo(database, isRestore: true, ct));

    /// <summary>Whether a file could be restored; it may be of an older version, but not of a newer one.</summary>
    /// <exception cref="SetupException">There is no such file, or it is of another module, or of a newer version.</exception>
    /// <exception cref="DatabaseException">The world refused, or the backup is damaged.</exception>
    internal static Task CheckBackup(this Database database, string file) => database.WithBackup(file, _ => Task.FromResult(true));

    private static async Task<T> WithBackup<T>(this Database database, string file, Func<Database, Task<T>> work)
    {
        if (!File.Exists(file)) throw new SetupException($"There is no backup {file}.");

        // A copy is opened, so that a backup of an older version can be brought up to date without a change of the backup itself.
        var draft = Path.Combine(Directory.CreateTempSubdirectory("algotrendy-restore-").FullName, "backup.db");
        try
        {
            File.Copy(file, draft);
            CheckIsBackup(database, draft, file);
            await using var backup = await Open(database, draft);
            return await work(backup);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(draft)!, recursive: true);
        }
    }

    // The change runs on the other's writer while the look lasts.
    private static Task<Copied> CopyTo(this Database from, Database to, bool isRestore, CancellationToken ct) => from.Read(reading => to.Write(writing =>
    {
        var before = writing.Generation;
        var copied = Copy.Replace(reading, writing);
        if (isRestore) Outbox.LeapTo(writing, Generation.Raise(writing, before));
        return copied;
    }, ct).GetAwaiter().GetResult(), ct);

    private static Task<Database> Open(Database like, string file) => Database.Open(like.Module, new SqliteDialect(like.Module, file, Durability.Full), like.MigrationsFor, SystemClock.Instance); // nothing is told there

    // Otherwise an empty file would be brought up to date, and its emptiness restored.
    private static void CheckIsBackup(Database database, string draft, string file)
    {
        var dialect = new SqliteDialect(database.Module, draft, Durability.Full);
        using var line = new Line(dialect.OpenReader(), dialect);
        if (!dialect.Try(() => dialect.HasTable(line.Connection, Migrations.TableName))) throw new SetupException($"{file} is no backup of {database.Module}.");

        var theirs = new Reading(line, dialect).Query<string>($"select distinct owner from {Migrations.TableName}").ToHashSet();
        var ours = database.MigrationsFor(dialect).Select(step => step.Owner).ToHashSet();
        if (!theirs.SetEquals(ours)) throw new SetupException($"{file} is no backup of {database.Module}: its tables are those of {string.Join(", ", theirs.Except(ours).DefaultIfEmpty("nobody"))}.");
    }

    private static void Discard(string file)
    {
        foreach (var part in new[] { file, file + "-wal", file + "-shm" }) File.Delete(part);
    }
}
