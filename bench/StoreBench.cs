using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>Append, scan and open of the columnar store, each beside what the machine does bare.</summary>
internal static class StoreBench
{
    private const int Rows = 5_000_000;
    private const int BytesPerBar = 48;

    private static readonly SeriesKey Key = new(new("BENCH", "SIM"), SeriesKind.Bars, Interval.OneMinute);

    public static void Run(string folder)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "algotrendy-bench-store")).FullName;
        try
        {
            Console.WriteLine($"{Rows:N0} bars of {BytesPerBar} bytes in {home}; median of five");
            var bars = Bars();
            Append(home, bars);
            Scan(home, bars);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static void Append(string home, Columns bars)
    {
        var bare = Path.Combine(home, "bare");
        Median.Print("bare: write the same bytes, flush", Median.Seconds(() => WriteBare(bare, bars, flush: true), () => File.Delete(bare)), Rows, BytesPerBar);
        Median.Print("bare: write the same bytes, do not flush", Median.Seconds(() => WriteBare(bare, bars, flush: false), () => File.Delete(bare)), Rows, BytesPerBar);
        File.Delete(bare);

        using var writer = new ColumnStore(home).OpenWriter();
        var first = bars.Slice(0, 1);
        var rest = bars.Slice(1, Rows - 1);
        Median.Print("append in place, committed and flushed", Median.Seconds(() => writer.Append(Key, rest), () => Begin(writer, first)), Rows, BytesPerBar);
        Median.Print("append again what is there (compared, nothing written)", Median.Seconds(() => writer.Append(Key, rest)), Rows, BytesPerBar);
    }

    private static void Begin(ColumnStoreWriter writer, Columns first)
    {
        writer.Delete(Key);
        writer.Append(Key, first);
    }

    private static void Scan(string home, Columns bars)
    {
        var store = new ColumnStore(home);
        var expected = Sum(bars);
        Median.Print("bare: add up six columns in arrays", Median.Seconds(() => Demand(Sum(bars) == expected)), Rows, BytesPerBar);
        var reader = store.Open(Key)!;
        Median.Print("scan six columns, blocks checked before", Median.Seconds(() => Demand(Rows == Scan(reader.ReadBlocks()))), Rows, BytesPerBar);
        Median.Print("scan six columns, opened anew and checked", Median.Seconds(() => Demand(Rows == Scan(store.ReadBlocks(Key)))), Rows, BytesPerBar);
        Median.Print("read into arrays, opened anew and checked", Median.Seconds(() => Demand(store.Read(Key).Count == Rows)), Rows, BytesPerBar);
        var opening = Median.Seconds(() => Demand(store.Open(Key)!.Rows == Rows));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open {opening * 1000:N3} ms"));
    }

    private static void WriteBare(string file, Columns bars, bool flush)
    {
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite);
        long offset = 0;
        for (var column = 0; column < 6; column++)
        {
            var bytes = column == 0 ? MemoryMarshal.AsBytes(bars.Times) : MemoryMarshal.AsBytes(bars.Values(column - 1));
            RandomAccess.Write(handle, bytes, offset);
            offset += bytes.Length;
        }

        if (flush) RandomAccess.FlushToDisk(handle);
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
