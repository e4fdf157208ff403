using System.Diagnostics;
using System.Runtime.CompilerServices;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.History;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Risk;
using AlgoTrendy.Modules.Trading;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Serving;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>Orders from the contract to their fill: gate, durable store, paper venue and events, with many submitters; and how long a start takes with a million orders and fills. Beside it the bare provider that only commits as many rows in the same batches.</summary>
internal static class TradingBenchmark
{
    private const int Rounds = 5;
    private const int Orders = 20_000;
    private const int Submitters = 256;

    // Portfolio would book beside it, and is not what is measured.
    private const string Here = "risk,trading,market-data,history";

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    public static void RunRecovery() => RecoverAsync(1_000_000).GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var (rounds, bare) = (new List<double>(), new List<double>());
        // The first one warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
            double perSecond, microseconds;
            await using (var house = await Bench.Open(folder, deletes: false))
            {
                await house.Trade(2_000);
                var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                await house.Trade(Orders);
                (perSecond, microseconds) = (Orders / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / Orders);
            }

            var alone = BareOrders.Measure(Path.Combine(folder.FullName, "databases", "trading.db"));
            folder.Delete(recursive: true);
            if (round == 0) continue;
            rounds.Add(perSecond);
            bare.Add(alone);
            Console.WriteLine($"  round {round}: {perSecond:#,0} orders/s, {microseconds:0} us of the processors an order; the rows alone {alone:#,0} orders/s");
        }

        var (median, baseline) = (rounds.Order().ElementAt(Rounds / 2), bare.Order().ElementAt(Rounds / 2));
        Console.WriteLine($"order to fill, {Submitters} submitters: {median:#,0} orders/s (median of {Rounds}), {median / baseline:0.00} of the {baseline:#,0} that the provider alone puts down");
    }

    private static async Task RecoverAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
        await using (var house = await Bench.Open(folder, deletes: false)) await house.Trade(10);
        Fill(Path.Combine(folder.FullName, "databases", "trading.db"), count);
        for (var round = 0; round < 3; round++)
        {
            var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await using var house = await Bench.Open(folder, deletes: round == 2);
            Console.WriteLine($"start with {count:#,0} orders and fills: {watch.Elapsed.TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - busy).TotalSeconds:0.0} s of the processors, {GC.GetTotalMemory(false) / 1e6:0} MB");
        }
    }

    private static void Fill(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var sql in new[]
        {
            $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
            insert into orders select account_id, 1000 + n.i, 'at-paper-' || (1000 + n.i), 'v' || n.i, symbol, case n.i % 2 when 0 then 'sell' else 'buy' end, type, quantity, limit_price, stop_price, trail_amount, trail_percent, time_in_force, expires_at,
                post_only, reduce_only, null, null, null, purpose, null, null, null, 'filled', quantity, filled_worth, filled_before, null, null, 0, null, null, null, null, null, null, false, false, false, null, created_at - ({count} - n.i) * 1000000, updated_at, null
            from n, (select * from orders limit 1)
            """,
            $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
            insert into executions select account_id, symbol, 1000 + n.i, 1000 + n.i, 1000 + n.i, case n.i % 2 when 0 then 'sell' else 'buy' end, quantity, price, fee, fee_currency, liquidity, false, null, time + n.i, null
            from n, (select * from executions limit 1)
            """,
            $"update accounts set last_order = {count + 2000}, last_book = {count + 2000}",
        })
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a count of this file
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private sealed class Bench(Microsoft.AspNetCore.Builder.WebApplication server, DirectoryInfo folder, bool deletes) : IAsyncDisposable
    {
        private readonly ITrading _trading = server.Services.GetRequiredService<ITrading>();

        public static async Task<Bench> Open(DirectoryInfo folder, bool deletes)
        {
            Room[] rooms = [new(new RiskModule(), 0), new(new TradingModule(), 0), new(new PortfolioModule(), 0), new(new FastMarket(), 0), new(new HistoryModule(), 0)];
            var home = new Home(folder.FullName);
            var server = Server.Build(rooms, home, Settings.Load(home, new Dictionary<string, string?> { ["Modules"] = Here, ["Port"] = "0", ["Logging:Level"] = "OFF", ["Risk:Limits:MaxOrdersPerMinute"] = "100000000", ["Risk:Limits:MaxDailyLoss"] = "off", ["Risk:Limits:MaxDrawdown"] = "off" }));
            await Server.Start(server, CancellationToken.None);
            var bench = new Bench(server, folder, deletes);
            while ((await bench._trading.GetTradingStatus(new(), CancellationToken.None)).Accounts is not [{ Gate: null }]) await Task.Delay(10);
            while (!(await bench._trading.PreviewOrder(Order(0), CancellationToken.None)).Approved) await Task.Delay(10);
            return bench;
        }

        public async Task Trade(int count)
        {
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Run(async () =>
            {
                for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
                {
                    var reply = await _trading.PlaceOrder(Order(number), CancellationToken.None);
                    if (reply.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
                }
            })));
            while ((await _trading.GetTradingStatus(new(), CancellationToken.None)).Accounts[0].OpenOrders > 0) await Task.Delay(5);
        }

        public async ValueTask DisposeAsync()
        {
            await server.StopAsync();
            await server.DisposeAsync();
            if (deletes) folder.Delete(recursive: true);
        }

        private static NewOrder Order(int number) => new("paper", "BTCUSDT.SIM", number % 2 == 0 ? OrderSide.Sell : OrderSide.Buy, OrderType.Market, new(0.001m));
    }

    /// <summary>The real catalogue, with a market that quotes a thousand times a second.</summary>
    private sealed class FastMarket : Module<IMarketData>
    {
        public override void AddServices(IHostApplicationBuilder host)
        {
            new MarketDataModule().AddServices(host);
            var real = host.Services.Last(service => service.ServiceType == typeof(IMarketData));
            host.Services.Remove(real);
            host.Services.AddSingleton<IMarketData>(services => new Quoting((IMarketData)real.ImplementationFactory!(services)));
        }
    }

    private sealed class Quoting(IMarketData real) : IMarketData
    {
        public Task<InstrumentPage> FindInstruments(InstrumentQuery query, CancellationToken ct) => real.FindInstruments(query, ct);

        public Task<InstrumentAnswer> ResolveInstrument(InstrumentName name, CancellationToken ct) => real.ResolveInstrument(name, ct);

        public Task<InstrumentAnswer> SaveInstrument(NewInstrument wanted, CancellationToken ct) => real.SaveInstrument(wanted, ct);

        public Task<InstrumentImportSummary> ImportInstruments(InstrumentImport import, CancellationToken ct) => real.ImportInstruments(import, ct);

        public async IAsyncEnumerable<MarketEvent> Follow(FollowRequest request, [EnumeratorCancellation] CancellationToken ct)
        {
            var symbol = new Symbol("BTCUSDT", "SIM");
            for (var sequence = (request.After ?? 0) + 1; ; sequence++)
            {
                await Task.Delay(1, ct);
                var now = Instant64.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
                yield return new MarketEvent.Quoted(sequence, now, symbol, new(now, 50_000, 1e6, 50_001, 1e6));
            }
        }
    }
}
