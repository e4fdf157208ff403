namespace AlgoTrendy.Storage.Columnar;

/// <summary>A stored file is not what was written. Nothing is read from it any further: delete it and import it again.</summary>
public sealed class StoreDamagedException : IOException
{
    public StoreDamagedException(string file, string reason) : base($"{file} is damaged: {reason}")
    {
        File = file;
        Reason = reason;
    }

    public StoreDamagedException(string file, long block, string reason) : base($"{file} is damaged in block {block}: {reason}")
    {
        File = file;
        Block = block;
        Reason = $"block {block}: {reason}";
    }

    public string File { get; }

    /// <summary>The block, counted from 0; null where the damage is in no block.</summary>
    public long? Block { get; }

    public string Reason { get; }
}

/// <summary>Another process, or another part of this one, is writing to the store.</summary>
public sealed class StoreBusyException(string folder, Exception cause)
    : IOException($"The store in {folder} is being written to by another process; wait until it is done, or stop it.", cause);

/// <summary>The disk is full. What was to be stored is not there; everything stored before is.</summary>
public sealed class StoreFullException(string file, Exception cause)
    : IOException($"The disk of {file} is full. These rows were not stored; all rows stored before are intact. Free some space and do it again.", cause)
{
    // Raw error numbers of Unix (ENOSPC; EDQUOT of Linux and macOS) and Windows (ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL).
    private static readonly int[] Codes = [28, 122, 69, unchecked((int)0x8007_0070), unchecked((int)0x8007_0027)];

    internal static bool IsMeantBy(IOException error) => Codes.Contains(error.HResult);
}
