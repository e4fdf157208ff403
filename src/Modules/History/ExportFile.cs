using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using AlgoTrendy.Storage.Formats;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History;

/// <summary>Writes a series as CSV, from which an import makes the identical series again.</summary>
internal static class ExportFile
{
    /// <returns>How many rows were written.</returns>
    public static long Write(SeriesReader reader, string file, Instant64? from, Instant64? to, CancellationToken ct)
    {
        // The file of before stays whole until the new one is.
        var unfinished = file + ".unfinished";
        try
        {
            long rows;
            using (var stream = File.Create(unfinished)) rows = CsvExport.Write(stream, reader.Key.Kind, Blocks(reader, from, to, ct));
            File.Move(unfinished, file, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static IEnumerable<Columns> Blocks(SeriesReader reader, Instant64? from, Instant64? to, CancellationToken ct)
    {
        foreach (var block in reader.ReadBlocks(from, to))
        {
            ct.ThrowIfCancellationRequested();
            yield return block;
        }
    }
}
