using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>What the store asks of a disk when it writes: small, so that tests can break each step of it.</summary>
internal interface IStoreDisk
{
    IStoreFile Open(string path, FileMode mode);

    /// <summary>Puts a whole file in the place of another, or of none, for good: afterwards either name holds one or the other.</summary>
    void Replace(string file, string place);
}

internal static class SmallFiles
{
    /// <summary>Puts a small file in the place of another, or of none, so that at no moment it is half there.</summary>
    public static void WriteWhole(this IStoreDisk disk, string file, ReadOnlySpan<byte> bytes)
    {
        var unfinished = file + SeriesFileName.UnfinishedExtension;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (var open = disk.Open(unfinished, FileMode.Create))
        {
            open.Write(0, bytes);
            open.Flush();
        }

        disk.Replace(unfinished, file);
    }
}

internal interface IStoreFile : IDisposable
{
    void Write(long offset, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when everything written is on the disk itself.</summary>
    void Flush();
}

internal sealed class StoreDisk : IStoreDisk
{
    public IStoreFile Open(string path, FileMode mode) => new OpenFile(File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Replace(string file, string place)
    {
        File.Move(file, place, overwrite: true);
        if (OperatingSystem.IsWindows()) return;
        var folder = Path.GetDirectoryName(place)!;
        FlushFolder(folder);
        FlushFolder(Path.GetDirectoryName(folder)!); // The folder itself may be new.
    }

    // A new name survives a power cut only once its folder is on the disk, and .NET opens no folders.
    private static void FlushFolder(string folder)
    {
        var descriptor = NativeMethods.Open(folder, 0);
        if (descriptor < 0) throw new IOException($"Cannot open the folder {folder} to flush it.", Marshal.GetLastPInvokeError());
        try
        {
            if (NativeMethods.FileSync(descriptor) != 0) throw new IOException($"Cannot flush the folder {folder}.", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = NativeMethods.Close(descriptor);
        }
    }

    private sealed class OpenFile(SafeFileHandle handle) : IStoreFile
    {
        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}

/// <summary>The three calls of the C library that .NET does not offer for folders.</summary>
internal static partial class NativeMethods
{
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int FileSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);
}
