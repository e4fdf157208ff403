using AlgoTrendy.Core.Markets;
using AlgoTrendy.Tests.Fast.Storage.Columnar;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.History;

public class ExportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Series => ["BTCUSDT.BINANCE bars 1m", "SPY.US bars 1d", "EURUSD.OANDA quoteBars 1m", "BTCUSDT.BINANCE trades", "EURUSD.OANDA quotes"];

    [Theory, MemberData(nameof(Series))]
    public async Task An_exported_series_is_imported_as_the_identical_one(string series)
    {
        await using var room = await HistoryRoom.Open();
        var key = KeyOf(series);
        var rows = Rows(key, 50);
        using (var writer = room.Store.OpenWriter()) writer.Append(key, rows);
        var exported = await room.History.Export(new(key, room.Home.Folder("out")), Ct);
        await using var other = await HistoryRoom.Open();

        var summary = await other.Import(exported.Path);

        Assert.Null(exported.Reason);
        Assert.Empty(summary.RefusedFiles);
        Assert.Empty(summary.Rejected);
        Assert.Equal((50, 50), (exported.Rows, summary.RowsStored));
        Sample.AssertSame(rows, other.Store.Read(key));
    }

    [Fact]
    public void Any_price_survives_the_text() =>
        Prop.ForAll<NormalFloat>(number =>
        {
            var price = Math.Abs(number.Get) + 1e-9;
            var columns = new Columns(SeriesKind.Trades, new[] { Sample.Minute(0) }, new[] { price }, new[] { price });
            using var folder = new StoreFolder();
            folder.Append(StoreFolder.Trades, columns);
            var file = Path.Combine(folder.Path, "out.csv");

            AlgoTrendy.Modules.History.ExportFile.Write(folder.Store.Open(StoreFolder.Trades)!, file, null, null, CancellationToken.None);

            return double.Parse(File.ReadAllLines(file)[1].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture) == price;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task What_is_not_there_is_said_and_no_file_is_written()
    {
        await using var room = await HistoryRoom.Open();

        var nothing = await room.History.Export(new(Bars.BtcMinutes, room.Home.Folder("out")), Ct);

        Assert.Contains("Nothing of BTCUSDT.BINANCE", nothing.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(room.Home.Folder("out")));
    }

    private static SeriesKey KeyOf(string text)
    {
        var words = text.Split(' ');
        Assert.True(AlgoTrendy.Core.Instruments.Symbol.TryParse(words[0], out var symbol));
        return new(symbol, Enum.Parse<SeriesKind>(words[1], ignoreCase: true), words.Length > 2 ? Interval.Parse(words[2]) : null);
    }

    private static Columns Rows(SeriesKey key, int count)
    {
        var builder = new ColumnsBuilder(key.Kind);
        var calendar = AlgoTrendy.Core.Instruments.BuiltInCalendars.UsEquity;
        var open = Instant64.FromUtc(2024, 1, 2, 14, 30);
        for (var row = 0; row < count; row++)
        {
            var price = 1.1 + row / 3.0;
            builder.Add(open, [.. Enumerable.Range(0, SeriesColumns.Of(key.Kind).Count).Select(column => SeriesColumns.Of(key.Kind)[column] switch
            {
                var name when name.EndsWith("ize", StringComparison.Ordinal) || name == "volume" => row * 0.1,
                var name when name.EndsWith("igh", StringComparison.Ordinal) => price + 1,
                var name when name.EndsWith("ow", StringComparison.Ordinal) => price - 0.7,
                _ => price,
            })]);
            open = key.Interval is { IsDaily: true } ? calendar.SessionAtOrAfter(open.PlusNanoseconds(23_400_000_000_000)).Open : open + Interval.OneMinute.Length;
        }

        return builder.Build();
    }
}
