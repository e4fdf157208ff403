using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Tests.Fast.Storage.Columnar;

public class DamageTests
{
    private const int RowsPerBlock = 4;
    private const int Rows = 10; // Two full blocks and a half-filled third.
    private const int Page = 4096;

    [Fact]
    public void Every_flipped_byte_is_found_unless_no_row_depends_on_it()
    {
        using var folder = Written();
        var file = folder.FileOf(StoreFolder.Bars);
        var sound = File.ReadAllBytes(file);
        var dead = 0;

        for (var place = 0; place < sound.Length; place++)
        {
            Flip(file, place, sound[place], (byte)(1 << (place % 8)));
            var verdict = folder.Store.Verify().Single();
            if (IsDead(place))
            {
                dead++;
                Sample.AssertSame(Sample.Rows(SeriesKind.Bars, 0, Rows), folder.Store.Read(StoreFolder.Bars));
            }
            else
            {
                Assert.False(verdict.IsSound, $"A flipped bit of byte {place} went unseen.");
            }

            Flip(file, place, sound[place], 0);
        }

        // The unused half of the last block: its free rows in six columns, and its footer.
        Assert.Equal(6 * 8 * (3 * RowsPerBlock - Rows) + Page, dead);
    }

    [Fact]
    public void A_file_cut_at_any_length_is_found()
    {
        using var folder = Written();
        var file = folder.FileOf(StoreFolder.Bars);
        var sound = File.ReadAllBytes(file);

        for (var length = sound.Length - 1; length >= 0; length -= length > 3 * Page ? 13 : 97)
        {
            File.WriteAllBytes(file, sound[..length]);

            Assert.Contains("cut short", folder.Store.Verify().Single().Damages.Single(), StringComparison.Ordinal);
            Assert.Throws<StoreDamagedException>(() => folder.Store.Read(StoreFolder.Bars));
        }
    }

    [Fact]
    public void A_damaged_block_stops_who_reads_it_and_nobody_else()
    {
        using var folder = Written();
        var file = folder.FileOf(StoreFolder.Bars);
        var layout = new SeriesLayout(SeriesKind.Bars, RowsPerBlock);
        var place = (int)layout.ColumnOffset(1, 2) + 3;
        Flip(file, place, File.ReadAllBytes(file)[place], 0x10);

        var error = Assert.Throws<StoreDamagedException>(() => folder.Store.Read(StoreFolder.Bars));

        Assert.Equal((file, 1), (error.File, error.Block));
        Assert.Contains("column high", error.Message, StringComparison.Ordinal);
        Sample.AssertSame(Sample.Rows(SeriesKind.Bars, 0, 4), folder.Store.Read(StoreFolder.Bars, to: Sample.Minute(4)));
    }

    [Fact]
    public void A_damaged_series_is_not_rewritten()
    {
        using var folder = Written();
        var file = folder.FileOf(StoreFolder.Bars);
        var place = (int)new SeriesLayout(SeriesKind.Bars, RowsPerBlock).ColumnOffset(0, 5);
        Flip(file, place, File.ReadAllBytes(file)[place], 1);
        var damaged = File.ReadAllBytes(file);

        Assert.Throws<StoreDamagedException>(() => folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, -2, 1)));

        Assert.Equal(damaged, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_file_under_another_name_is_found()
    {
        using var folder = Written();
        var renamed = folder.FileOf(StoreFolder.Bars).Replace("bars-1m", "bars-5m", StringComparison.Ordinal);
        File.Move(folder.FileOf(StoreFolder.Bars), renamed);
        File.WriteAllText(Path.Combine(folder.Path, "notes.columns"), "hello");

        var damages = folder.Store.Verify().Select(verdict => verdict.Damages.Single()).ToList();

        Assert.Contains(damages, damage => damage.Contains("BTCUSDT.BINANCE Bars 1m", StringComparison.Ordinal));
        Assert.Contains(damages, damage => damage.Contains("is no series", StringComparison.Ordinal));
    }

    private static StoreFolder Written()
    {
        var folder = new StoreFolder(RowsPerBlock);
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 0, 7));
        folder.Append(StoreFolder.Bars, Sample.Rows(SeriesKind.Bars, 7, 3));
        return folder;
    }

    private static bool IsDead(int place)
    {
        var layout = new SeriesLayout(SeriesKind.Bars, RowsPerBlock);
        var inTail = place - layout.ColumnOffset(2, 0);
        return inTail >= layout.FooterOffset(0) - layout.ColumnOffset(0, 0) || (inTail >= 0 && inTail / SeriesLayout.CellSize % RowsPerBlock >= Rows % RowsPerBlock);
    }

    private static void Flip(string file, int place, byte original, byte bits)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.Write(handle, [(byte)(original ^ bits)], place);
    }
}
