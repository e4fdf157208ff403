using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

/// <summary>A write (bytes at an offset), a new length, or a flush (neither).</summary>
internal sealed record DiskStep(long Offset, byte[]? Bytes, long? Length);

/// <summary>Writes as usual and remembers each step.</summary>
internal sealed class RecordingDisk : IStoreDisk
{
    private readonly StoreDisk _disk = new();

    public List<DiskStep> Steps { get; } = [];

    public IStoreFile Open(string path, FileMode mode) => new Recorded(_disk.Open(path, mode), Steps);

    public void Replace(string file, string place) => _disk.Replace(file, place);

    private sealed class Recorded(IStoreFile file, List<DiskStep> steps) : IStoreFile
    {
        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            steps.Add(new(offset, bytes.ToArray(), null));
            file.Write(offset, bytes);
        }

        public void SetLength(long length)
        {
            steps.Add(new(0, null, length));
            file.SetLength(length);
        }

        public void Flush()
        {
            steps.Add(new(0, null, null));
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}

/// <summary>Takes so many writes and flushes, then fails each.</summary>
internal sealed class FullDisk(int writesUntilFull, IOException error) : IStoreDisk
{
    private readonly StoreDisk _disk = new();
    private int _left = writesUntilFull;

    public IStoreFile Open(string path, FileMode mode) => new Limited(_disk.Open(path, mode), this);

    public void Replace(string file, string place) => _disk.Replace(file, place);

    private void Take()
    {
        if (_left-- <= 0) throw error;
    }

    private sealed class Limited(IStoreFile file, FullDisk disk) : IStoreFile
    {
        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Take();
            file.Write(offset, bytes);
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Flush()
        {
            disk.Take();
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
