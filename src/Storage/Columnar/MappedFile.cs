using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>The bytes of a file as read-only memory. Unmapped by the collector once nothing refers to them any more, so that no reader can hold a pointer into nothing.</summary>
internal sealed unsafe class MappedFile
{
    private readonly SafeMemoryMappedViewHandle _view;

    public MappedFile(SafeFileHandle handle, long length)
    {
        // Capacity 0 is the length of the file as it is: a read-only map cannot make it longer.
        using var map = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
        Length = length;
    }

    public long Length { get; }

    public ReadOnlySpan<byte> Bytes(long offset, int length) => new(Pointer(offset, length), length);

    public ReadOnlyMemory<T> Memory<T>(long offset, int count) where T : unmanaged
    {
        _ = Pointer(offset, (long)count * sizeof(T));
        return new Cells<T>(this, offset, count).Memory;
    }

    private byte* Pointer(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset + length > Length) throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{length} bytes do not lie in a map of {Length}.");
        return (byte*)_view.DangerousGetHandle() + offset;
    }

    private sealed class Cells<T>(MappedFile file, long offset, int count) : MemoryManager<T> where T : unmanaged
    {
        public override Span<T> GetSpan() => new(file.Pointer(offset, (long)count * sizeof(T)), count);

        public override MemoryHandle Pin(int elementIndex = 0) => new((T*)file.Pointer(offset, 0) + elementIndex, default, this);

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
