using System.IO.Compression;
using System.Text;
using AlgoTrendy.Storage.Formats;
using AlgoTrendy.Storage.Formats.Zip;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

public class DamagedZipTests
{
    private const string Month = "BTCUSDT-1m-2025-01.zip";
    private const int RowsPerDay = 1_440;
    private const int Days = 3;

    private static readonly byte[] Whole = Reading.Zip([.. Enumerable.Range(1, Days).Select(day => ($"BTCUSDT-1m-2025-01-{day:00}.csv", Rows(day)))]);

    [Fact]
    public void A_zip_cut_short_gives_what_precedes_the_cut_and_says_that_it_is_truncated()
    {
        foreach (var share in Enumerable.Range(1, 19))
        {
            var cut = Whole[..(Whole.Length * share / 20)];

            var reading = Reading.Of(Month, cut);

            Assert.InRange(reading.RowsKept, RowsPerDay * Days * share / 20 * 0.8 - 100, RowsPerDay * Days);
            Assert.Contains(reading.Damage, damage => damage.StartsWith(Month, StringComparison.Ordinal) && damage.Contains("truncated", StringComparison.Ordinal));
            Assert.Empty(reading.Rejected);
        }
    }

    [Fact]
    public void A_cut_zip_of_the_real_month_gives_the_days_before_the_cut()
    {
        var bytes = File.ReadAllBytes(SharedData.Path("binance/BTCUSDT-1m-2025-01.daily-csvs.zip"));

        var reading = Reading.Of("BTCUSDT-1m-2025-01.zip", bytes[..(bytes.Length / 2)]);

        Assert.InRange(reading.RowsKept, 31 * RowsPerDay * 0.4, 31 * RowsPerDay * 0.6);
        Assert.Contains(reading.Damage, damage => damage.Contains("is cut short after line", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flipped_byte_loses_the_file_that_it_is_in_by_name_and_no_other()
    {
        var inSecond = Whole.AsSpan().IndexOf("BTCUSDT-1m-2025-01-02.csv"u8) + 500;
        var flipped = (byte[])Whole.Clone();
        flipped[inSecond] ^= 0x10;

        var reading = Reading.Of(Month, flipped);

        Assert.Equal((Days - 1) * RowsPerDay, reading.RowsKept);
        Assert.StartsWith(Month + "/BTCUSDT-1m-2025-01-02.csv is damaged", Assert.Single(reading.Damage), StringComparison.Ordinal);
    }

    [Fact]
    public void No_flipped_byte_changes_a_row_in_silence()
    {
        var clean = Reading.Of(Month, Whole).Rows();
        var known = clean.Times.ToArray().Zip(clean.Values(3).ToArray()).ToHashSet();
        for (var position = 0; position < Whole.Length; position += 389)
        {
            var flipped = (byte[])Whole.Clone();
            flipped[position] ^= 0x04;
            if (MarketFiles.Open(Month, flipped) is not MarketFile file) continue;

            var rows = Reading.Of(file);

            if (file.Series.Count == 1) Assert.All(rows.Rows().Times.ToArray().Zip(rows.Rows().Values(3).ToArray()), row => Assert.Contains(row, known));
            Assert.True(rows.RowsKept == Days * RowsPerDay || rows.Damage.Count + rows.Rejected.Count + file.Assumptions.Count > 0, $"Byte {position} was flipped and {rows.RowsKept} rows came out without a word: {string.Join("; ", file.Series)} {string.Join("; ", file.Assumptions)}.");
        }
    }

    [Fact]
    public void A_zip_bomb_is_stopped()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("BTCUSDT-1m-2025-01-01.csv").Open())
        {
            entry.Write(Encoding.UTF8.GetBytes(Rows(1)));
            var nothing = new byte[1 << 20];
            nothing.AsSpan().Fill((byte)'\n');
            for (var megabyte = 0; megabyte < 100; megabyte++) entry.Write(nothing);
        }

        var reading = Reading.Of(Month, bytes.ToArray());

        Assert.Contains("times its size", Assert.Single(reading.Damage), StringComparison.Ordinal);
        Assert.Equal(0, reading.RowsKept);
    }

    [Fact]
    public void A_gzipped_file_is_read()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(Rows(1)));

        var reading = Reading.Of("BTCUSDT-1m-2025-01-01.csv.gz", bytes.ToArray());

        Assert.Equal(RowsPerDay, reading.RowsKept);
        Assert.Empty(reading.Damage);
    }

    [Fact]
    public void A_gzipped_file_cut_short_says_so()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(Rows(1)));

        var reading = Reading.Of("BTCUSDT-1m-2025-01-01.csv.gz", bytes.ToArray()[..(int)(bytes.ToArray().Length * 0.7)]);

        Assert.InRange(reading.RowsKept, RowsPerDay / 2, RowsPerDay - 1);
        Assert.Contains("is cut short after line", Assert.Single(reading.Damage), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_zip_and_one_without_text_are_refused()
    {
        Assert.Contains("no text files", Assert.IsType<FileRefusal>(MarketFiles.Open("x.zip", Reading.Zip())).Reason, StringComparison.Ordinal);
        Assert.Contains("no text files", Assert.IsType<FileRefusal>(MarketFiles.Open("x.zip", Reading.Zip(("a.parquet", "PAR1")))).Reason, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.IsType<FileRefusal>(MarketFiles.Open("x.zip", Reading.Zip(("a.csv", "")))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_that_of_zips()
    {
        // The check value of CRC-32 in every catalogue of them.
        Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    private static string Rows(int day) => string.Concat(Enumerable.Range(0, RowsPerDay).Select(minute =>
    {
        var time = 1_735_689_600_000_000 + ((day - 1) * RowsPerDay + minute) * 60_000_000L;
        var price = 90_000 + (day * 7_919 + minute * 104_729) % 9_973;
        return FormattableString.Invariant($"{time},{price},{price + 2},{price - 2},{price + 1},{minute % 37}.5,{time + 59_999_999},1,1,1,1,0\n");
    }));
}
