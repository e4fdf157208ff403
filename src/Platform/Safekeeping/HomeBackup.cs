using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Serving;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>What a restore came to.</summary>
/// <param name="SetAside">Damaged files whose place the backup has taken, where they are now.</param>
public sealed record Restored(BackupManifest Manifest, IReadOnlyList<string> SetAside);

/// <summary>Backs up and restores the databases of a home folder, whether a server runs on it or not.</summary>
public static class HomeBackup
{
    /// <summary>Writes every module's database into a new folder, which is whole or is not there. Servers go on meanwhile.</summary>
    /// <exception cref="SetupException">The folder is there already, or cannot be made; or a module is in use by another command; or no module has a database.</exception>
    /// <exception cref="DatabaseException">The world refused.</exception>
    public static async Task<BackupManifest> BackUp(IReadOnlyList<Room> house, Home home, IConfiguration settings, string folder, CancellationToken ct)
    {
        if (Path.Exists(folder)) throw new SetupException($"{folder} is there already. A backup never replaces another: choose another name, or delete it first.");

        var draft = Path.TrimEndingDirectorySeparator(folder) + ".draft";
        try
        {
            Discard(draft); // of a backup that was killed
            Make(draft);
            var manifest = new BackupManifest(BackupManifest.CurrentFormat, Server.Version, SystemClock.Instance.GetCurrentInstant(), await Write(house, home, settings, draft, ct));
            if (manifest.Modules.Count == 0) throw new SetupException("No module has a database yet, so there is nothing to back up. Bars, results and imports are files: copy the home folder.");

            manifest.Write(draft);
            Directory.Move(draft, folder);
            return manifest;
        }
        finally
        {
            Discard(draft);
        }
    }

    /// <summary>Replaces the databases of all modules that a backup has; files that are damaged are set aside. A server on the home steps aside meanwhile and begins anew afterwards, with what was restored.</summary>
    /// <exception cref="SetupException">It is no backup, or damaged, or of a newer version, or of modules that are not here; nothing was changed.</exception>
    /// <exception cref="DatabaseException">The world refused; the message says which modules are restored already.</exception>
    public static async Task<Restored> Restore(IReadOnlyList<Room> house, Home home, IConfiguration settings, string folder, CancellationToken ct)
    {
        var manifest = BackupManifest.Read(folder);
        if (manifest.Modules.Select(module => module.Module).Except(house.Select(room => room.Module.Name)).FirstOrDefault() is { } unknown)
            throw new SetupException($"{folder} has a backup of {unknown}, which this version ({Server.Version}) does not know; it was made by {manifest.Version}. Nothing was changed.");

        using var hold = await HomeHold.Take(house, home, settings, ServerMay.StepAside, $"a restore of {folder}", ct);
        var (damaged, restored) = (new DamagedFiles(home), new List<string>());
        try
        {
            if (settings[DatabaseServices.PostgresSetting] is not { Length: > 0 }) await damaged.SetAside(manifest.Modules.Select(module => module.Module));
            await Replace(hold, home, settings, folder, manifest, restored, ct);
            return new(manifest, damaged.Aside);
        }
        catch
        {
            damaged.PutBack(restored);
            throw;
        }
    }

    private static async Task Replace(HomeHold hold, Home home, IConfiguration settings, string folder, BackupManifest manifest, List<string> restored, CancellationToken ct)
    {
        await using var open = await OpenDatabases.Of(hold.Rooms, home, settings);
        var pairs = manifest.Modules.Select(module => (Database: open.All.FirstOrDefault(database => database.Module == module.Module)
            ?? throw new SetupException($"{folder} has a backup of {module.Module}, which has no database in this version ({Server.Version}). Nothing was changed."), File: module.PathIn(folder))).ToArray();
        foreach (var (database, file) in pairs) await database.CheckBackup(file); // all of them before the first change

        foreach (var (database, file) in pairs)
        {
            try
            {
                await database.RestoreFrom(file, ct);
                await hold.Rooms.First(room => room.Module.Name == database.Module).Module.AfterRestore(database, home, ct);
                restored.Add(database.Module);
            }
            catch (DatabaseException fault) when (restored.Count > 0)
            {
                throw new DatabaseException(fault.Fault, $"{fault.Message} Restored are {string.Join(", ", restored)}, and nothing else: restore again when this is mended.", fault);
            }
        }
    }

    private static async Task<IReadOnlyList<ModuleBackup>> Write(IReadOnlyList<Room> house, Home home, IConfiguration settings, string draft, CancellationToken ct)
    {
        using var hold = await HomeHold.Take(house, home, settings, ServerMay.Stay, "a backup", ct);
        var written = new List<ModuleBackup>();
        await using (var open = await OpenDatabases.Of(hold.Rooms, home, settings)) written.AddRange(await ModuleBackups.Write(open.All, draft, ct));
        foreach (var server in hold.Servers) written.AddRange((await hold.Ask<BackUpHere, BackedUp>(server, PlatformDoors.BackUpRoute, new(draft), ct)).Modules);
        return [.. written.OrderBy(module => module.Module, StringComparer.Ordinal)];
    }

    private static void Make(string folder)
    {
        try
        {
            // What is in there is nobody else's business on this machine.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The folder {folder} cannot be made: {cause.Message} Choose another with --to.", cause);
        }
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
