namespace AlgoTrendy.Storage.Formats;

/// <summary>Where a file's bytes come from: disk, or memory.</summary>
internal sealed record FileSource(string Path, Func<Stream> Open)
{
    public static FileSource OnDisk(string path) => new(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan));

    public static FileSource InMemory(string path, byte[] bytes) => new(path, () => new MemoryStream(bytes, writable: false));
}
