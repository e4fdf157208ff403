using System.Diagnostics;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

public class OtherProcessTests
{
    private const string FolderVariable = "ALGOTRENDY_TEST_STORE";
    private const int Batch = 7;

    [Fact]
    public async Task Readers_see_whole_batches_while_a_writer_appends()
    {
        using var folder = new StoreFolder(rowsPerBlock: 16);
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, Batch));
        var writing = Task.Run(() => AppendBatches(folder.Store, 1, 300), TestContext.Current.CancellationToken);
        long seen = 0;

        while (!writing.IsCompleted)
        {
            var reader = folder.Store.Open(StoreFolder.Bars)!;
            Assert.Equal(0, reader.Rows % Batch);
            Assert.True(reader.Rows >= seen);
            seen = reader.Rows;
            Sample.AssertSame(Sample.Rows(SeriesKind.Bars, 0, (int)seen), reader.Read());
        }

        await writing;
        Assert.Equal(300 * Batch, folder.Store.Open(StoreFolder.Bars)!.Rows);
    }

    [Fact]
    public async Task A_writer_killed_in_the_middle_of_appends_loses_nothing_that_was_seen()
    {
        using var folder = new StoreFolder(rowsPerBlock: 16);
        long seen = 0;
        for (var kill = 0; kill < 3; kill++)
        {
            using var child = StartAppending(folder.Path);
            while (!child.HasExited && Seen(folder.Store) < seen + 50 * Batch) await Task.Delay(5, TestContext.Current.CancellationToken);
            Assert.False(child.HasExited, "The child was to be killed, but ended by itself.");
            if (kill == 0) Assert.Throws<StoreBusyException>(folder.Store.OpenWriter);
            seen = Seen(folder.Store);
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);

            var rows = folder.Store.Read(StoreFolder.Bars);
            Assert.True(rows.Count >= seen, $"{seen} rows were seen, {rows.Count} are left.");
            Assert.Equal(0, rows.Count % Batch);
            Sample.AssertSame(Sample.Rows(SeriesKind.Bars, 0, rows.Count), rows);
        }

        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, (int)Seen(folder.Store), 1));
        Assert.All(folder.Store.Verify(), verdict => Assert.Empty(verdict.Damages));
    }

    /// <summary>Not a test: what the child process runs until it is killed.</summary>
    [Fact(Explicit = true)]
    public void Append_until_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException($"{FolderVariable} names the folder.");
        var store = new ColumnStore(folder, new StoreDisk(), _ => 16);
        AppendBatches(store, (int)(Seen(store) / Batch), 1_000_000);
    }

    private static long Seen(ColumnStore store) => store.Open(StoreFolder.Bars)?.Rows ?? 0;

    private static void AppendBatches(ColumnStore store, int from, int to)
    {
        using var writer = store.OpenWriter();
        for (var batch = from; batch < to; batch++) writer.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, batch * Batch, Batch));
    }

    private static Process StartAppending(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        // dotnet Fast.dll, or the executable itself.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(OtherProcessTests).Assembly.Location);
        foreach (var argument in new[] { "-explicit", "only", "-method", $"{typeof(OtherProcessTests).FullName}.{nameof(Append_until_killed)}" }) start.ArgumentList.Add(argument);
        start.Environment[FolderVariable] = folder;
        return Process.Start(start)!;
    }
}
