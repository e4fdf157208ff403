using AlgoTrendy.Core.Markets;
using Microsoft.Win32.SafeHandles;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>What a file says about itself at one moment: later commits of a writer do not change it.</summary>
/// <param name="Notice">A commit page that could not be used: the write of it was cut off, or it changed since. Null when both are sound.</param>
internal sealed record SeriesSnapshot(string File, SeriesKey Key, SeriesLayout Layout, Commit Commit, string? Notice)
{
    private const int Pages = 3;
    private const int Attempts = 3;

    /// <exception cref="StoreDamagedException">Header or both commits are damaged, or the file is shorter than it must be.</exception>
    public static SeriesSnapshot Read(string file, SafeFileHandle handle)
    {
        var bytes = new byte[Pages * SeriesLayout.PageSize];
        for (var attempt = 1; ; attempt++)
        {
            var length = RandomAccess.Read(handle, bytes, 0);
            if (length < bytes.Length) throw new StoreDamagedException(file, $"it is cut short: {length} bytes are left, less than its first pages.");
            var (key, layout) = SeriesHeader.Read(bytes.AsSpan(0, SeriesLayout.PageSize), file);
            var (commit, notice) = Newest(bytes, layout);
            // A page that a writer is just writing is whole a moment later.
            if ((commit is null || notice is not null) && attempt < Attempts) continue;
            if (commit is null) throw new StoreDamagedException(file, "both of its commit pages changed since they were written (checksum).");

            var (needed, actual) = (layout.LengthFor(commit.Rows), RandomAccess.GetLength(handle));
            if (actual < needed) throw new StoreDamagedException(file, $"it is cut short: {actual} of {needed} bytes are left.");
            return new(file, key, layout, commit, notice);
        }
    }

    private static (Commit? Newest, string? Notice) Newest(byte[] bytes, SeriesLayout layout)
    {
        var (first, second) = (CommitAt(bytes, 1, layout), CommitAt(bytes, 2, layout));
        if (first is not null && second is not null) return (first.Sequence > second.Sequence ? first : second, null);

        var (valid, other) = first is null ? (second, 1) : (first, 2);
        // The first commit of a file has none before it.
        var isUnused = valid?.Sequence == 1 && bytes.AsSpan(other * SeriesLayout.PageSize, SeriesLayout.PageSize).IndexOfAnyExcept((byte)0) < 0;
        return (valid, isUnused ? null : $"commit page {other} was cut off while it was written, or changed since; the {valid?.Rows} rows of the other commit count.");
    }

    private static Commit? CommitAt(byte[] bytes, int page, SeriesLayout layout)
    {
        var place = page * SeriesLayout.PageSize;
        return Commit.FromPage(bytes.AsSpan(place, SeriesLayout.PageSize), place, layout) is { } commit && SeriesLayout.SlotOffset(commit.Sequence) == place ? commit : null;
    }
}
