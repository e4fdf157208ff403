using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>What was found when a file was read from end to end.</summary>
/// <param name="Key">Null when the file's name is no series.</param>
/// <param name="Rows">The committed rows; 0 when the file could not be opened.</param>
/// <param name="Damages">Sentences, empty for a sound file.</param>
public sealed record SeriesVerdict(string File, SeriesKey? Key, long Rows, IReadOnlyList<string> Damages)
{
    public bool IsSound => Damages.Count == 0;
}

/// <summary>Reads a file from end to end and collects what is wrong with it.</summary>
internal static class SeriesCheck
{
    public static SeriesVerdict Verify(string file, SeriesKey? key)
    {
        if (key is null) return new(file, null, 0, ["its name is no series: {SYMBOL}/{kind}-{interval}.columns is expected."]);

        var damages = new List<string>();
        long rows = 0;
        try
        {
            var reader = SeriesReader.Open(file);
            rows = reader.Rows;
            if (reader.Key != key) damages.Add($"it holds {reader.Key}: it was moved or renamed.");
            if (reader.Notice is { } notice) damages.Add(notice);
            CheckBlocks(reader, damages);
            _ = RejectCounts.Read(file);
        }
        catch (StoreDamagedException damage)
        {
            damages.Add(damage.File == file ? damage.Reason : damage.Message);
        }

        return new(file, key, rows, damages);
    }

    private static void CheckBlocks(SeriesReader reader, List<string> damages)
    {
        Instant64? last = null;
        for (var block = 0; block < reader.BlockCount; block++)
        {
            try
            {
                var times = reader.Block(block).Times;
                if (FirstFault(times, last, reader.Key.Kind) is { } row) damages.Add($"block {block}: time goes back at row {row}.");
                last = times[^1];
            }
            catch (StoreDamagedException damage)
            {
                damages.Add(damage.Reason);
            }
        }

        if (last is not null && damages.Count == 0 && reader.Block(0).Times[0] != reader.First) damages.Add("the first row is not the one that was committed.");
    }

    private static int? FirstFault(ReadOnlySpan<Instant64> times, Instant64? last, SeriesKind kind)
    {
        var mayRepeat = !MergePlan.HasOneRowATime(kind);
        for (var row = 0; row < times.Length; row++)
        {
            if (times[row] < last || (times[row] == last && !mayRepeat)) return row;
            last = times[row];
        }

        return null;
    }
}
