using System.IO.Compression;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History;

public class ImportTests
{
    private const string Header = "time,open,high,low,close,volume";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_of_klines_is_stored_once_however_often_it_is_imported()
    {
        await using var room = await HistoryRoom.Open();
        var zip = SharedData.Path("binance/BTCUSDT-1m-2018-02.daily-csvs.zip");

        var first = await room.Import(zip);
        var second = await room.Import(zip);

        Assert.Equal((38260, 0, 0), (first.RowsStored, first.RowsAlreadyThere, first.RowsRejected));
        Assert.Equal((0, 38260, 0), (second.RowsStored, second.RowsAlreadyThere, second.RowsRejected));
        Assert.Equal(Bars.BtcMinutes, first.Series.Single().Series);
        Assert.Equal(38260, room.Store.Read(Bars.BtcMinutes).Count);
    }

    [Fact]
    public async Task Coverage_finds_the_outage_of_the_exchange()
    {
        await using var room = await HistoryRoom.Open();
        await room.Import(SharedData.Path("binance/BTCUSDT-1m-2018-02.daily-csvs.zip"));

        var series = (await room.History.GetCoverage(new("BTC/USDT"), Ct)).Series.Single();

        Assert.Equal((Instant.FromUtc(2018, 2, 1, 0, 0), Instant.FromUtc(2018, 3, 1, 0, 0)), (series.From!.Value, series.To!.Value));
        Assert.Equal((3, 2060), (series.GapCount, series.MissingBars));
        Assert.Equal([2011, 34, 15], series.LargestGaps.Select(gap => gap.MissingBars));
        Assert.Equal(Instant.FromUtc(2018, 2, 8, 0, 29), series.LargestGaps[0].From);
    }

    [Fact]
    public async Task A_symbol_that_contradicts_a_file_does_not_put_its_rows_under_another_name()
    {
        await using var room = await HistoryRoom.Open();
        var job = await room.History.StartImport(new([SharedData.Path("binance/BTCUSDT-1m-2018-02.daily-csvs.zip")], Symbol: "ETHUSDT.BINANCE"), Ct);
        ImportProgress progress;
        while (!(progress = await room.History.GetImport(new(job.JobId), Ct)).Job!.IsOver) await Task.Delay(20, Ct);

        Assert.Equal(JobStatus.Failed, progress.Job!.Status);
        Assert.Contains("By its name it holds BTCUSDT.BINANCE, not ETHUSDT.BINANCE", Assert.Single(progress.Summary!.RefusedFiles).Reason, StringComparison.Ordinal);
        Assert.Empty(room.Store.List());
    }

    [Fact]
    public async Task Folders_are_read_to_their_leaves_in_any_order_of_names()
    {
        await using var room = await HistoryRoom.Open();
        for (var part = 0; part < 40; part++)
            room.File($"{39 - part:00}/deep/BTCUSDT.BINANCE-1m.csv", [Header, .. Enumerable.Range(part * 10, 10).Select(minute => Bars.Line(minute))]);
        room.File("00/readme.md", "# not data");

        var summary = await room.Import(room.Home.Folder("files"));

        Assert.Equal(400, summary.RowsStored);
        Assert.EndsWith("readme.md", summary.RefusedFiles.Single().File, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 400).Select(minute => (double)minute), room.Store.Read(Bars.BtcMinutes).Values(4).ToArray());
    }

    [Fact]
    public async Task A_bad_row_is_named_and_the_rest_is_kept()
    {
        await using var room = await HistoryRoom.Open();
        var file = room.File("BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), "2024-01-01T00:01:00Z,100,90,99,100,1", Bars.Line(2), "2024-01-01T00:03:00Z,100,101,NaN,100,1", Bars.Line(4), Bars.Line(2));

        var summary = await room.Import(file);

        Assert.Equal((6, 3, 3), (summary.RowsRead, summary.RowsStored, summary.RowsRejected));
        Assert.Equal([(file, 3L), (file, 5L), (file, 7L)], summary.Rejected.Select(row => (row.File, row.Line)));
        Assert.Equal(3, (await room.History.GetCoverage(new(), Ct)).Series.Single().RowsRejected);
    }

    [Fact]
    public async Task A_corrected_file_clears_the_rows_that_were_rejected_of_it()
    {
        await using var room = await HistoryRoom.Open();
        await room.Import(room.File("BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), "2024-01-01T00:01:00Z,100,90,99,100,1", Bars.Line(2)));

        await room.Import(room.File("BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), Bars.Line(1), Bars.Line(2)));

        Assert.Equal(0, (await room.History.GetCoverage(new(), Ct)).Series.Single().RowsRejected);
        Assert.Equal(3, room.Store.Read(Bars.BtcMinutes).Count);
    }

    [Fact]
    public async Task A_row_that_differs_from_the_stored_one_is_rejected_with_its_line_or_replaces_it_when_asked()
    {
        await using var room = await HistoryRoom.Open();
        await room.Import(room.File("BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), Bars.Line(1), Bars.Line(2)));
        var other = room.File("other/BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), "", Bars.Line(1, 200), Bars.Line(2), Bars.Line(3));

        var summary = await room.Import(other);
        var replacing = (await room.Import(new ImportRequest([other], Replace: true))).Summary!;

        Assert.Equal((1, 2, 1), (summary.RowsStored, summary.RowsAlreadyThere, summary.RowsRejected));
        Assert.Equal((other, 4L), (summary.Rejected.Single().File, summary.Rejected.Single().Line));
        Assert.Contains("--replace", summary.Rejected.Single().Reason, StringComparison.Ordinal);
        Assert.Equal((1, 3, 0), (replacing.RowsStored, replacing.RowsAlreadyThere, replacing.RowsRejected));
        Assert.Equal([100, 200, 100, 100], room.Store.Read(Bars.BtcMinutes).Values(0).ToArray());
    }

    [Fact]
    public async Task A_symbol_that_nobody_knew_is_put_into_the_catalogue_with_the_grid_of_its_prices()
    {
        await using var room = await HistoryRoom.Open();
        var file = room.File("PEPEUSDT.BINANCE-1m.csv", Header, "2024-01-01T00:00:00Z,0.00001234,0.00001240,0.00001230,0.00001239,12.5", "2024-01-01T00:01:00Z,0.00001239,0.00001240,0.00001230,0.00001231,3");

        var summary = (await room.Import(new ImportRequest([file], AssetClass: AssetClass.Crypto))).Summary!;

        var instrument = (await room.Catalogue.ResolveInstrument(new("PEPEUSDT"), Ct)).Instrument!;
        Assert.Equal(("USDT", "PEPE", 0.00000001m, 0.1m), (instrument.Currency.Code, instrument.BaseCurrency!.Value.Code, instrument.TickSize, instrument.LotSize));
        Assert.Contains(summary.Assumptions, sentence => sentence.StartsWith("PEPEUSDT.BINANCE was not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NEW.XYZ-1m.csv", "--asset-class")]
    [InlineData("new-1m.csv", "--symbol")]
    [InlineData("BTCUSDT.SIM-1m.csv", "--symbol")]
    public async Task What_cannot_be_told_is_refused_with_the_choices(string name, string choice)
    {
        await using var room = await HistoryRoom.Open();
        var file = room.File(name, Header, Bars.Line(0), Bars.Line(1), Bars.Line(2));

        var progress = await room.Import(new ImportRequest([file]));

        Assert.Equal(JobStatus.Failed, progress.Job!.Status);
        Assert.All(progress.Summary!.RefusedFiles.Single().Choices, text => Assert.StartsWith(choice, text, StringComparison.Ordinal));
        Assert.NotEmpty(progress.Summary.RefusedFiles.Single().Choices);
        Assert.Empty(room.Store.List());
    }

    [Fact]
    public async Task Nothing_usable_is_a_failure_with_the_reason()
    {
        await using var room = await HistoryRoom.Open();

        var missing = await room.Import(new ImportRequest(["/no/such/file.csv"]));
        var badZone = await room.Import(new ImportRequest(["/no/such/file.csv"], TimeZone: "Mars/Base"));

        Assert.Equal((JobStatus.Failed, JobStatus.Failed), (missing.Job!.Status, badZone.Job!.Status));
        Assert.Contains("no such file", missing.Job.Message, StringComparison.Ordinal);
        Assert.Contains("Mars/Base", badZone.Job.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_zip_keeps_what_precedes_the_cut_and_says_so()
    {
        await using var room = await HistoryRoom.Open();
        var whole = File.ReadAllBytes(SharedData.Path("binance/BTCUSDT-1m-2018-02.daily-csvs.zip"));
        var cut = Path.Combine(room.Home.Folder("files"), "BTCUSDT-1m-2018-02.zip");
        File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);

        var summary = await room.Import(cut);

        Assert.InRange(summary.RowsStored, 10_000, 30_000);
        Assert.Contains(summary.RefusedFiles, refused => refused.Reason.Contains("cut short", StringComparison.Ordinal) || refused.Reason.Contains("truncated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lean_files_fill_days_quotes_and_factors()
    {
        await using var room = await HistoryRoom.Open();

        var summary = await room.Import(SharedData.Path("lean/equity/usa/daily/spy.zip"), SharedData.Path("lean/equity/usa/factor_files/spy.csv"), SharedData.Path("lean/equity/usa/map_files/spy.csv"));

        var spy = new Symbol("SPY", "US");
        var days = room.Store.Read(new(spy, SeriesKind.Bars, Interval.OneDay));
        Assert.Equal(summary.RowsStored, days.Count);
        Assert.All(days.Times.ToArray()[..5], time => Assert.Equal("09:30", time.ToInstant().InZone(BuiltInCalendars.UsEquity.Zone).ToString("HH:mm", null)));
        Assert.NotEmpty(room.Store.FactorsOf(spy)!.Dividends);
        Assert.Equal("SPY", room.Store.TickerMapOf(spy)!.TickerOn(new(2014, 1, 2)));
        Assert.Equal(0, (await room.History.GetCoverage(new("SPY"), Ct)).Series.Single().GapCount);
    }

    [Fact]
    public async Task A_waiting_import_is_cancelled_at_once_and_a_running_one_soon()
    {
        await using var room = await HistoryRoom.Open();
        var folder = room.Home.Folder("files");
        for (var day = 0; day < 300; day++) Zip(Path.Combine(folder, $"BTCUSDT-1m-{day:000}.zip"), day);

        var running = await room.History.StartImport(new([folder], Symbol: "BTCUSDT.BINANCE", Interval: Interval.OneMinute), Ct);
        var waiting = await room.History.StartImport(new([folder]), Ct);
        var cancelled = await room.History.CancelImport(new(waiting.JobId), Ct);
        await room.History.CancelImport(new(running.JobId), Ct);
        var ended = await room.Ended(running.JobId);

        Assert.Equal(JobStatus.Cancelled, cancelled.Job!.Status);
        Assert.Equal(JobStatus.Cancelled, ended.Job!.Status);
        Assert.Null((await room.History.GetImport(new(new("nobody")), Ct)).Job);
    }

    [Fact]
    public async Task A_scratch_import_leaves_the_kept_store_alone_and_its_folder_free()
    {
        await using var room = await HistoryRoom.Open();
        var file = room.File("BTCUSDT.BINANCE-1m.csv", Header, Bars.Line(0), Bars.Line(1));

        var progress = await room.Import(new ImportRequest([file], Scratch: "run1"));
        var wrong = await room.Import(new ImportRequest([file], Scratch: "../history"));

        var scratch = new AlgoTrendy.Storage.Columnar.ColumnStore(Path.Combine(room.Home.Path, "scratch", "run1"));
        Assert.Equal((JobStatus.Done, JobStatus.Failed), (progress.Job!.Status, wrong.Job!.Status));
        Assert.Equal(2, scratch.Read(Bars.BtcMinutes).Count);
        Assert.Empty(room.Store.List());
        scratch.OpenWriter().Dispose();
    }

    private static void Zip(string path, int day)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var writer = new StreamWriter(zip.CreateEntry("bars.csv").Open());
        writer.WriteLine(Header);
        var start = Instant.FromUtc(2020, 1, 1, 0, 0) + Duration.FromDays(day);
        for (var minute = 0; minute < 1440; minute++) writer.WriteLine(FormattableString.Invariant($"{start + Duration.FromMinutes(minute)},100,101,99,100,{minute}"));
    }
}
