using System.Security.Cryptography;
using System.Text.Json;
using AlgoTrendy.Contracts;
using NodaTime;

namespace AlgoTrendy.Platform.Safekeeping;

/// <summary>What a backup holds: the tables of every module that has some, a file each. Bars, ticks, results and imports are files of the home folder and not in it.</summary>
/// <param name="Format">Raised when an older program could no longer read it.</param>
/// <param name="Version">The program that made it.</param>
/// <param name="At">When it was begun. Each module is of one moment after that.</param>
public sealed record BackupManifest(int Format, string Version, Instant At, IReadOnlyList<ModuleBackup> Modules)
{
    internal const int CurrentFormat = 1;

    private const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Indented = new(Wire.Contract) { WriteIndented = true };

    internal void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew);
        JsonSerializer.Serialize(file, this, Indented);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads it, and compares every file with what it says.</summary>
    /// <exception cref="SetupException">It is no backup, or one that this program cannot read, or not as it was written.</exception>
    internal static BackupManifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!Directory.Exists(folder)) throw new SetupException($"There is no folder {folder}. A backup is the folder that 'algotrendy backup' made.");
        if (!File.Exists(file)) throw new SetupException($"{folder} is no backup: there is no {FileName} in it. A backup is the folder that 'algotrendy backup' made.");

        var manifest = Parse(file);
        if (manifest.Format > CurrentFormat) throw new SetupException($"{folder} was written by version {manifest.Version}, in a form that this one ({Serving.Server.Version}) does not know. Restore it with that version or a newer one.");
        foreach (var module in manifest.Modules) module.Check(folder);
        return manifest;
    }

    private static BackupManifest Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(file), Wire.Contract) ?? throw new JsonException("It is null.");
        }
        catch (JsonException cause)
        {
            throw new SetupException($"{file} is damaged: {cause.Message} Use another backup; nothing was changed.", cause);
        }
    }
}

/// <summary>One module in a backup.</summary>
/// <param name="File">A SQLite file, whichever database it is a backup of.</param>
/// <param name="Rows">How many, by table.</param>
public sealed record ModuleBackup(string Module, string File, long Bytes, string Sha256, IReadOnlyDictionary<string, long> Rows)
{
    internal static ModuleBackup Of(string module, string file, IReadOnlyDictionary<string, long> rows) => new(module, Path.GetFileName(file), new FileInfo(file).Length, HashOf(file), rows);

    internal string PathIn(string folder) => Path.Combine(folder, File);

    /// <exception cref="SetupException">It is not as it was written.</exception>
    internal void Check(string folder)
    {
        // A name, so that a manifest from elsewhere reads nothing from outside of its folder.
        if (Path.GetFileName(File) != File) throw new SetupException($"The manifest of {folder} is damaged: '{File}' is no name of a file. Use another backup; nothing was changed.");
        if (!System.IO.File.Exists(PathIn(folder))) throw new SetupException($"{PathIn(folder)} is missing. Use another backup; nothing was changed.");
        if (HashOf(PathIn(folder)) != Sha256) throw new SetupException($"{PathIn(folder)} is damaged: it is not what was written. Use another backup; nothing was changed.");
    }

    private static string HashOf(string file)
    {
        using var stream = System.IO.File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
