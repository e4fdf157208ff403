using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>Append, scan and open of the columnar store, each beside what the machine does bare. TMPDIR says on which disk.</summary>
internal static class StoreBenchmark
{
    private const int Rows = 5_000_000;
    private const int Rounds = 6;

    public static void Run()
    {
        var home = Directory.CreateTempSubdirectory("algotrendy-bench-").FullName;
        try
        {
            Console.WriteLine($"{Rows:N0} bars of six columns in {home}");
            var bars = Bars();
            var store = new ColumnStore(home);
            Append(store, bars);
            Scan(store, bars);
            Open(store);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static void Append(ColumnStore store, Columns bars)
    {
        using var writer = store.OpenWriter();
        var (first, rest) = (bars.Slice(0, 1), bars.Slice(1, Rows - 1));
        // Every round has a series of its own that has begun before, so that appending in place is all that is timed.
        for (var round = 0; round < Rounds; round++) writer.Append(KeyOf(round), first);
        var (bareRound, ownRound) = (0, 0);

        var seconds = Measure.MedianSeconds(
            () => WriteBare(Path.Combine(store.Folder, $"bare-{bareRound++}"), bars),
            () => writer.Append(KeyOf(ownRound++), rest),
            () => writer.Append(KeyOf(0), rest));

        Measure.Print("append in place, committed and flushed", Rows / seconds[1], "bars", Rows / seconds[0], "writing and flushing the same bytes");
        Measure.Print("append what is there: compared, not written", Rows / seconds[2], "bars", Rows / seconds[0], "writing and flushing the same bytes");
    }

    private static void Scan(ColumnStore store, Columns bars)
    {
        var reader = store.Open(KeyOf(0))!;
        var expected = Sum(bars);

        var seconds = Measure.MedianSeconds(
            () => Demand(Sum(bars) == expected),
            () => Demand(Scan(reader.ReadBlocks()) == Rows),
            () => Demand(Scan(store.ReadBlocks(KeyOf(0))) == Rows),
            () => Demand(store.Read(KeyOf(0)).Count == Rows));

        var (bare, baseline) = (Rows / seconds[0], "adding up six arrays");
        Measure.Print("scan six columns, checked before", Rows / seconds[1], "bars", bare, baseline);
        Measure.Print("scan six columns, opened and checked", Rows / seconds[2], "bars", bare, baseline);
        Measure.Print("read into arrays, opened and checked", Rows / seconds[3], "bars", bare, baseline);
    }

    private static void Open(ColumnStore store)
    {
        const int times = 1000;
        var seconds = Measure.MedianSeconds(() =>
        {
            for (var time = 0; time < times; time++) Demand(store.Open(KeyOf(0))!.Rows == Rows);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open a series of {Rows:N0} bars: {seconds[0] / times * 1e6:0.0} microseconds"));
    }

    private static SeriesKey KeyOf(int round) => new(new("BENCH" + round.ToString(CultureInfo.InvariantCulture), "SIM"), SeriesKind.Bars, Interval.OneMinute);

    private static void WriteBare(string file, Columns bars)
    {
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite);
        long offset = 0;
        for (var column = 0; column < 6; column++)
        {
            var bytes = column == 0 ? MemoryMarshal.AsBytes(bars.Times) : MemoryMarshal.AsBytes(bars.Values(column - 1));
            RandomAccess.Write(handle, bytes, offset);
            offset += bytes.Length;
        }

        RandomAccess.FlushToDisk(handle);
    }

    private static long Scan(IEnumerable<Columns> blocks)
    {
        long rows = 0;
        var sum = 0.0;
        foreach (var block in blocks)
        {
            sum += Sum(block);
            rows += block.Count;
        }

        Demand(double.IsFinite(sum));
        return rows;
    }

    private static double Sum(Columns rows)
    {
        long times = 0;
        foreach (var time in MemoryMarshal.Cast<Instant64, long>(rows.Times)) times = unchecked(times + time);
        var sum = (double)times;
        for (var column = 0; column < 5; column++) sum += Sum(rows.Values(column));
        return sum;
    }

    // Four lanes of vectors, so that the additions do not wait for one another.
    private static double Sum(ReadOnlySpan<double> column)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(column);
        var (one, two, three, four) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var index = 0;
        for (; index + 4 <= vectors.Length; index += 4)
        {
            one += vectors[index];
            two += vectors[index + 1];
            three += vectors[index + 2];
            four += vectors[index + 3];
        }

        var sum = Vector256.Sum(one + two + three + four);
        foreach (var rest in column[(index * Vector256<double>.Count)..]) sum += rest;
        return sum;
    }

    private static Columns Bars()
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars, Rows);
        var time = Instant64.FromUtc(2015, 1, 1, 0, 0);
        for (var row = 0; row < Rows; row++, time += Interval.OneMinute.Length) builder.Add(time, row, row + 1, row - 1, row + 0.5, row % 100);
        return builder.Build();
    }

    private static void Demand(bool holds)
    {
        if (!holds) throw new InvalidOperationException("The store gave back something else than it was given.");
    }
}
