using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History;
using AlgoTrendy.Modules.History.Coverage;
using AlgoTrendy.Modules.History.Importing;
using AlgoTrendy.Modules.History.Replaying;
using AlgoTrendy.Modules.History.Simulation;
using AlgoTrendy.Modules.MarketData.Following;
using AlgoTrendy.Modules.MarketData.Instruments;
using AlgoTrendy.Platform;
using AlgoTrendy.Storage.Columnar;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History;

/// <summary>The module's parts on a home folder of their own, with the real catalogue and without doors.</summary>
internal sealed class HistoryRoom : IAsyncDisposable
{
    private readonly StoreDoor _door;
    private readonly ImportQueue _queue;
    private readonly ScratchQueue _scratch;

    private HistoryRoom(Home home, TimeProvider time)
    {
        Home = home;
        Store = new ColumnStore(home.Folder(ColumnStore.HomeFolder));
        var market = SimulatedMarket.Usual;
        var catalogue = new InstrumentDirectory([new BuiltInInstruments(), new SimulatedSource()], new InstrumentStore(home), new LiveMarket(market, TimeProvider.System));
        Catalogue = catalogue;
        _door = new StoreDoor(Store);
        var importer = new Importer(_door, catalogue, home);
        _queue = new ImportQueue(importer, SystemClock.Instance, NullLogger<ImportQueue>.Instance);
        _scratch = new ScratchQueue(importer, SystemClock.Instance, NullLogger<ImportQueue>.Instance);
        var simulated = new SimulatedHistory(_door, market, SystemClock.Instance);
        var replays = new ReplayDesk(new ReplaySeries(_door, catalogue, simulated), time);
        History = new Archive(_door, _queue, _scratch, new CoverageBook(_door, catalogue, SystemClock.Instance), simulated, new BarReading(_door, catalogue, simulated, SystemClock.Instance), replays);
    }

    public Home Home { get; }

    public ColumnStore Store { get; }

    public IMarketData Catalogue { get; }

    public IHistory History { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<HistoryRoom> Open(TimeProvider? time = null)
    {
        var room = new HistoryRoom(new Home(Directory.CreateTempSubdirectory("algotrendy-history-").FullName), time ?? TimeProvider.System);
        await room._queue.StartAsync(Ct);
        await room._scratch.StartAsync(Ct);
        return room;
    }

    public string File(string name, params string[] lines)
    {
        var path = Path.Combine(Home.Folder("files"), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    public async Task<ImportProgress> Import(ImportRequest request)
    {
        var job = await History.StartImport(request, Ct);
        return await Ended(job.JobId);
    }

    public async Task<ImportSummary> Import(params string[] paths) => (await Import(new ImportRequest(paths))).Summary!;

    public async Task<ImportProgress> Ended(JobId id)
    {
        while (true)
        {
            var progress = await History.GetImport(new(id), Ct);
            if (progress.Job!.IsOver) return progress;
            await Task.Delay(5, Ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.StopAsync(CancellationToken.None);
        await _scratch.StopAsync(CancellationToken.None);
        _queue.Dispose();
        _scratch.Dispose();
        _door.Dispose();
        Directory.Delete(Home.Path, recursive: true);
    }

    private sealed class SimulatedSource : IInstrumentSource
    {
        public IReadOnlyList<Instrument> Instruments { get; } = SimulatedMarket.Instruments;

        public IReadOnlyList<FutureRoot> Futures => [];
    }
}

internal static class Bars
{
    public static readonly SeriesKey BtcMinutes = new(new("BTCUSDT", "BINANCE"), SeriesKind.Bars, Interval.OneMinute);

    /// <summary>A line of plain CSV for a minute of 2024-01-01.</summary>
    public static string Line(int minute, double price = 100) =>
        FormattableString.Invariant($"2024-01-01T{minute / 60:00}:{minute % 60:00}:00Z,{price},{price + 1},{price - 1},{price + 0.5},{minute}");
}
