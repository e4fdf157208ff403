using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

/// <summary>The disk fails, or the power goes, at each step of a write: what was committed before must be there, and nothing half.</summary>
public class PowerCutTests
{
    private static readonly Columns Before = Sample.Rows(SeriesKind.Bars, 0, 6);
    private static readonly Columns Added = Sample.Rows(SeriesKind.Bars, 6, 7);
    private static readonly Columns After = Sample.Rows(SeriesKind.Bars, 0, 13);

    [Fact]
    public void Whatever_part_of_an_append_reached_the_disk_either_all_its_rows_count_or_none()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Before);
        var file = folder.FileOf(StoreFolder.Bars);
        var before = File.ReadAllBytes(file);
        var disk = new RecordingDisk();
        using (var writer = folder.Through(disk).OpenWriter()) writer.Append(StoreFolder.Bars, Added);
        var chance = new Random(1);
        var (old, done) = (0, 0);

        for (var cut = 0; cut <= disk.Steps.Count; cut++)
        {
            for (var attempt = 0; attempt < 20; attempt++)
            {
                File.WriteAllBytes(file, ImageAfterCut(before, disk.Steps, cut, chance));

                var rows = folder.Store.Read(StoreFolder.Bars);

                var isDone = rows.Count == After.Count;
                Sample.AssertSame(isDone ? After : Before, rows);
                if (cut == disk.Steps.Count) Assert.True(isDone);
                if (isDone) done++;
                else old++;
                folder.Append(StoreFolder.Bars, Added);
                Sample.AssertSame(After, folder.Store.Read(StoreFolder.Bars));
                Assert.All(folder.Store.Verify(), verdict => Assert.Empty(verdict.Damages));
            }
        }

        Assert.True(old > 100 && done > 20, $"{old} cuts before, {done} after the commit: not both were tried.");
    }

    [Fact]
    public void A_write_that_was_cut_off_is_reported_when_the_next_one_begins()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Before);
        Assert.Throws<IOException>(() => Append(folder, new FullDisk(writesUntilFull: 8, new IOException("the plug was pulled")), Added));

        var summary = folder.Append(StoreFolder.Bars, Added);

        Assert.Contains("cut off", summary.Notice, StringComparison.Ordinal);
        Assert.Equal(Added.Count, summary.Stored);
        Assert.Null(folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 13, 1)).Notice);
    }

    [Fact]
    public void A_commit_page_that_was_cut_off_is_reported_and_the_commit_before_counts()
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Before);
        folder.Append(StoreFolder.Bars, Added);
        var file = folder.FileOf(StoreFolder.Bars);
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.Write(handle, new byte[100], SeriesLayout.SlotOffset(2));

        Sample.AssertSame(Before, folder.Store.Read(StoreFolder.Bars));

        Assert.Contains("cut off", folder.Store.Open(StoreFolder.Bars)!.Notice, StringComparison.Ordinal);
        Assert.False(folder.Store.Verify().Single().IsSound);
        Assert.NotNull(folder.Append(StoreFolder.Bars, Added).Notice);
        Assert.True(folder.Store.Verify().Single().IsSound);
    }

    [Theory]
    [InlineData(6), InlineData(-3)] // At the end, and between: in place, and as a new file.
    public void A_full_disk_is_said_clearly_and_nothing_is_lost(int from)
    {
        using var folder = new StoreFolder();
        folder.Append(StoreFolder.Bars, Before);
        var added = Sample.Rows(SeriesKind.Bars, Enumerable.Range(from, 9).Where(minute => minute is < 0 or > 5));
        var refusals = 0;

        for (var writes = 0; ; writes++)
        {
            try
            {
                Append(folder, new FullDisk(writes, new IOException("No space left on device", 28)), added);
                break;
            }
            catch (StoreFullException error)
            {
                refusals++;
                Assert.Contains("is full", error.Message, StringComparison.Ordinal);
                Sample.AssertSame(Before, folder.Store.Read(StoreFolder.Bars));
                Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.unfinished", SearchOption.AllDirectories));
            }
            catch (IOException error)
            {
                Assert.Contains("may be there", error.Message, StringComparison.Ordinal);
                Assert.Contains(folder.Store.Read(StoreFolder.Bars).Count, new[] { Before.Count, Before.Count + added.Count });
                Assert.Empty(folder.Append(StoreFolder.Bars, added).Conflicts);
            }
        }

        Assert.True(refusals > 10);
        Assert.Equal(Before.Count + added.Count, folder.Store.Read(StoreFolder.Bars).Count);
    }

    [Fact]
    public void A_full_device_of_this_system_is_recognised()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        using var handle = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);

        var error = Assert.Throws<IOException>(() => RandomAccess.Write(handle, [1], 0));

        Assert.True(StoreFullException.IsMeantBy(error));
    }

    private static void Append(StoreFolder folder, IStoreDisk disk, Columns rows)
    {
        using var writer = folder.Through(disk).OpenWriter();
        writer.Append(StoreFolder.Bars, rows);
    }

    /// <summary>What is on the disk when the power goes after <paramref name="cut"/> steps: all that was flushed, and of the rest any part, the last write torn.</summary>
    private static byte[] ImageAfterCut(byte[] before, List<DiskStep> steps, int cut, Random chance)
    {
        var flushed = steps.FindLastIndex(Math.Max(0, cut - 1), cut == 0 ? 0 : cut, step => step is { Bytes: null, Length: null });
        var image = before;
        for (var index = 0; index < cut; index++)
        {
            var step = steps[index];
            var isCertain = index < flushed;
            if (!isCertain && chance.Next(3) == 0) continue;
            if (step.Length is { } length) Array.Resize(ref image, (int)length);
            if (step.Bytes is not { } bytes) continue;
            var count = !isCertain && chance.Next(3) == 0 ? chance.Next(bytes.Length) : bytes.Length;
            if (image.Length < step.Offset + count) Array.Resize(ref image, (int)step.Offset + count);
            else image = [.. image];
            bytes.AsSpan(0, count).CopyTo(image.AsSpan((int)step.Offset));
        }

        return image;
    }
}
