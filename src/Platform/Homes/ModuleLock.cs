using System.Text.Json;
using AlgoTrendy.Contracts;

namespace AlgoTrendy.Platform.Homes;

/// <summary>Who has a module of this home open.</summary>
/// <param name="Address">Where it serves; null: it is a command, or a server that has not come up yet.</param>
internal sealed record Holder(int ProcessId, string? Address);

/// <summary>Makes this process the only one that works on a module's part of the home folder.</summary>
/// <remarks>
/// The operating system holds the lock and lets go when the process ends, however it ends, so a lock never outlives its holder.
/// Who holds it stands in a file beside it, which counts only while the lock is held. A lock a module, so that the modules of one home can run in several processes.
/// </remarks>
internal sealed class ModuleLock : IDisposable
{
    private const string FolderName = "run";

    /// <summary>What the system says of a lock that another process has: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;
    private readonly string _holderFile;

    private ModuleLock(FileStream file, string holderFile)
    {
        _file = file;
        _holderFile = holderFile;
        Announce(null);
    }

    /// <summary>The lock, or null when another process has it.</summary>
    /// <exception cref="SetupException">The home folder cannot be written to.</exception>
    public static ModuleLock? TryTake(Home home, string module)
    {
        var file = Path.Combine(home.Folder(FolderName), module);
        try
        {
            // FileShare.None is flock(LOCK_EX) on Unix and an exclusive handle on Windows.
            return new(new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), HolderFile(home, module));
        }
        catch (IOException taken) when (Held.Contains(taken.HResult))
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw home.NotWritable(cause);
        }
    }

    /// <summary>Who said last that it holds the lock; null when nobody did. Ask it only when the lock could not be taken.</summary>
    public static Holder? FindHolder(Home home, string module)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(HolderFile(home, module)), Wire.Contract);
        }
        catch (Exception missing) when (missing is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Tells others where this process serves the module.</summary>
    public void Announce(Uri? address)
    {
        var draft = $"{_holderFile}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(new Holder(Environment.ProcessId, address?.ToString()), Wire.Contract));
        File.Move(draft, _holderFile, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(_holderFile);
        _file.Dispose();
    }

    private static string HolderFile(Home home, string module) => Path.Combine(home.Folder(FolderName), module + ".json");
}
