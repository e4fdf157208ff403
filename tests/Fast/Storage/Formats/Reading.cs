using System.IO.Compression;
using System.Text;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

/// <summary>What a file gave when read to its end.</summary>
internal sealed record Reading(MarketFile File, IReadOnlyList<FileBatch> Batches)
{
    public long RowsKept => Batches.Sum(batch => (long)batch.Rows.Count);

    public long RowsRead => Batches.Sum(batch => batch.RowsRead);

    public IReadOnlyList<RowRejection> Rejected => [.. Batches.SelectMany(batch => batch.Rejected)];

    public IReadOnlyList<string> Damage => [.. Batches.Select(batch => batch.Damage).OfType<string>()];

    public static Reading Of(MarketFile file) => new(file, [.. file.Read(TestContext.Current.CancellationToken)]);

    public static Reading Of(string path, FormatOptions? options = null) => Of(Expect(MarketFiles.Open(path, options)));

    public static Reading Of(string path, byte[] bytes, FormatOptions? options = null) => Of(Expect(MarketFiles.Open(path, bytes, options)));

    public static Reading Of(string path, string text, FormatOptions? options = null) => Of(path, Encoding.UTF8.GetBytes(text), options);

    public static FileRefusal Refusal(string path, string text, FormatOptions? options = null) => Assert.IsType<FileRefusal>(MarketFiles.Open(path, Encoding.UTF8.GetBytes(text), options));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }

        return bytes.ToArray();
    }

    /// <summary>All rows of a series; of the only one when none is named.</summary>
    public Columns Rows(FileSeries? series = null)
    {
        series ??= Assert.Single(File.Series);
        return SecurityPrices.Join(series.Kind, [.. Batches.Where(batch => batch.Series == series).Select(batch => batch.Rows)]);
    }

    private static MarketFile Expect(FileReading reading) =>
        reading is FileRefusal refusal ? throw new InvalidOperationException(refusal.Reason + " " + string.Join(" ", refusal.Choices)) : Assert.IsType<MarketFile>(reading);
}
