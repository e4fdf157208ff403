using System.Text.Json;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>How many rows of each source file were rejected, kept beside the series.</summary>
internal static class RejectCounts
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string FileOf(string seriesFile) => Path.ChangeExtension(seriesFile, null) + SeriesFileName.RejectedExtension;

    /// <exception cref="StoreDamagedException">The file beside the series is not what was written.</exception>
    public static SortedDictionary<string, long> Read(string seriesFile)
    {
        var file = FileOf(seriesFile);
        if (!File.Exists(file)) return new(StringComparer.Ordinal);
        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllBytes(file)) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException error)
        {
            throw new StoreDamagedException(file, $"it holds no counts of rejected rows ({error.Message})");
        }
    }

    public static void Update(string seriesFile, IReadOnlyDictionary<string, long> rowsBySource, IStoreDisk disk)
    {
        var counts = Read(seriesFile);
        var changed = false;
        foreach (var (source, rows) in rowsBySource)
        {
            changed |= counts.GetValueOrDefault(source) != rows;
            if (rows == 0) counts.Remove(source);
            else counts[source] = rows;
        }

        if (!changed) return;
        disk.WriteWhole(FileOf(seriesFile), JsonSerializer.SerializeToUtf8Bytes(counts, Indented));
    }
}
