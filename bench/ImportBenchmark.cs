using System.Globalization;
using System.IO.Compression;
using System.Text;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Bench;

/// <summary>Reading files from memory into checked columns, on one thread, beside a bare scan for line feeds over the same bytes.</summary>
internal static class ImportBenchmark
{
    private const int Rows = 1_000_000;
    private const long Start = 1_735_689_600;

    public static void Run()
    {
        Console.WriteLine($"{Rows:N0} rows in memory, one thread; median of five");
        var klines = Text(Kline);
        Compare("Binance klines", "BTCUSDT-1m-2025-01.csv", klines);
        Compare("Binance klines, zipped", "BTCUSDT-1m-2025-01.zip", Zipped("BTCUSDT-1m-2025-01.csv", klines));
        Compare("CSV, ISO times", "BTCUSDT.csv", Text((row, price) => string.Create(CultureInfo.InvariantCulture, $"{Time(row):yyyy-MM-ddTHH:mm:ssZ},{Prices(price)}")));
        Compare("CSV, unix seconds, header", "BTCUSDT.csv", Text((row, price) => string.Create(CultureInfo.InvariantCulture, $"{Start + row * 60L},{Prices(price)}"), "time,open,high,low,close,volume\n"));
        Compare("CSV, US dates of New York", "BTCUSDT.csv", Text((row, price) => string.Create(CultureInfo.InvariantCulture, $"{Time(row):M/d/yyyy H:mm},{Prices(price)}")), new() { TimeZone = NodaTime.DateTimeZoneProviders.Tzdb["America/New_York"] });
        Compare("CSV, quoted", "BTCUSDT.csv", Text((row, price) => string.Create(CultureInfo.InvariantCulture, $"\"{Time(row):yyyy-MM-ddTHH:mm:ssZ}\",\"{Prices(price).Replace(",", "\",\"", StringComparison.Ordinal)}\"")));
        Compare("LEAN hour bars of a stock", "equity/usa/hour/spy.csv", Text((row, price) => string.Create(CultureInfo.InvariantCulture, $"{Time(row * 60):yyyyMMdd HH:mm},{price * 10},{price * 10 + 50},{price * 10 - 50},{price * 10 + 20},{row % 9_973}")));
    }

    private static void Compare(string what, string path, byte[] bytes, FormatOptions? options = null)
    {
        var (lines, rows) = (0L, 0L);
        var seconds = Measure.MedianSeconds(() => rows = Read(path, bytes, options), () => lines = CountLines(bytes));
        if (rows < Rows * 9 / 10) throw new InvalidOperationException($"{what}: only {rows} rows were read.");
        Measure.Print(what, rows / seconds[0], "rows", Math.Max(lines, 1) / seconds[1], "a scan for line feeds");
    }

    private static long Read(string path, byte[] bytes, FormatOptions? options) => MarketFiles.Open(path, bytes, options) is MarketFile file
        ? file.Read().Sum(batch => (long)batch.Rows.Count)
        : throw new InvalidOperationException("The benchmark's own text was refused.");

    private static long CountLines(byte[] bytes)
    {
        var count = 0L;
        var rest = bytes.AsSpan();
        for (int feed; (feed = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(feed + 1)..]) count++;
        return count;
    }

    private static byte[] Text(Func<int, long, string> line, string header = "")
    {
        var text = new StringBuilder(header);
        for (var row = 0; row < Rows; row++) text.Append(line(row, 9_000_000 + row * 7_919L % 99_991)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Kline(int row, long price) => string.Create(CultureInfo.InvariantCulture,
        $"{(Start + row * 60L) * 1_000_000},{price / 100m:F8},{(price + 50) / 100m:F8},{(price - 50) / 100m:F8},{(price + 20) / 100m:F8},{row % 9_973 / 1000m:F8},{(Start + row * 60L + 60) * 1_000_000 - 1},768978.75522470,2631,3.95157000,369757.32652890,0");

    private static string Prices(long price) => string.Create(CultureInfo.InvariantCulture, $"{price / 100m:F2},{(price + 50) / 100m:F2},{(price - 50) / 100m:F2},{(price + 20) / 100m:F2},{price % 9_973 / 1000m:F3}");

    private static DateTime Time(int row) => DateTime.UnixEpoch.AddSeconds(Start + row * 60L);

    private static byte[] Zipped(string name, byte[] text)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open()) entry.Write(text);
        return bytes.ToArray();
    }
}
