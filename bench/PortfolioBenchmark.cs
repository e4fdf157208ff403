using System.Diagnostics;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>Fills into the chained ledger with full durability: changes that share commits, and the whole way from trading's outbox; and five years of daily equity read back.</summary>
internal static class PortfolioBenchmark
{
    private const int Fills = 40_000;
    private const int Rounds = 5;
    private const string Account = "paper";

    private static readonly Instant64 Start = Instant64.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instrument Apple = new() { Symbol = new("AAPL", "SIM"), AssetClass = AssetClass.Stock, Currency = Currency.Usd };

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var (booked, heard) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            await using (var bench = await Bench.Open()) booked.Add(await bench.Book());
            await using (var bench = await Bench.Open()) heard.Add(await bench.Hear());
            if (round >= 0) continue;
            booked.Clear();
            heard.Clear();
        }

        Console.WriteLine($"fills into the ledger, group commit: {Median(booked):#,0} a second (median of {Rounds})");
        Console.WriteLine($"the same heard from trading's outbox: {Median(heard):#,0} a second");
        await using var history = await Bench.Open();
        Console.WriteLine($"five years of equity by day: {await history.ReadEquity():0.0} ms (median of {Rounds})");
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);

    private sealed class Bench(DirectoryInfo folder, Database trading, Database own) : IAsyncDisposable
    {
        private readonly Shelf _shelf = new();

        public static async Task<Bench> Open()
        {
            var folder = Directory.CreateTempSubdirectory("algotrendy-bench-");
            var home = new Home(folder.FullName);
            return new(folder,
                await Database.Open("trading", home, null, Durability.Normal, typeof(AccountView).Assembly, SystemClock.Instance),
                await Database.Open("portfolio", home, null, Durability.Full, typeof(PortfolioModule).Assembly, SystemClock.Instance));
        }

        /// <summary>Many submitters, whose changes share commits.</summary>
        public async Task<double> Book()
        {
            var anchors = new HeadAnchors(own, new(new(folder.FullName)), NullLogger<HeadAnchors>.Instance);
            var keeper = new Bookkeeper(_shelf, anchors, NullLogger<Bookkeeper>.Instance);
            await own.Write(writing => writing.Keep(_shelf.Current(writing, Account)!.Book(new(FactKind.Opening, Start) { Currency = Currency.Usd, Lots = LotMethod.Fifo }, null, "opening")), default);
            var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await Parallel.ForAsync(0, Fills, new ParallelOptions { MaxDegreeOfParallelism = 1_024 }, async (number, ct) =>
                await own.Write(writing => keeper.BookOwn(writing, Account, FactOf(number), null), ct));
            return Told(watch, busy);
        }

        /// <summary>Outbox, JSON, inbox and books, as it runs.</summary>
        public async Task<double> Hear()
        {
            await trading.Write(writing => writing.Tell(Account, new AccountOpened(new(Account, "Paper", AccountMode.Paper, "paper", Currency.Usd, AccountKind.Cash, 1m, new(), 1, 0m, null, null, null, 0m, [], [], Start))), default);
            for (var first = 0; first < Fills; first += 1_000)
            {
                await trading.Write(writing =>
                {
                    for (var number = first; number < first + 1_000; number++) writing.Tell(Account, EventOf(number));
                }, default);
            }

            var anchors = new HeadAnchors(own, new(new(folder.FullName)), NullLogger<HeadAnchors>.Instance);
            var keeper = new Bookkeeper(_shelf, anchors, NullLogger<Bookkeeper>.Instance);
            var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await using var subscription = Subscription.Start("portfolio", trading, own, keeper.Handlers, NullLogger.Instance);
            while ((_shelf.Find(Account)?.BookSequence ?? 0) < Fills) await Task.Delay(5);
            return Told(watch, busy);
        }

        // What the processor did is told too: it does not depend on who else uses the machine.
        private static double Told(Stopwatch watch, TimeSpan busy)
        {
            var perSecond = Fills / watch.Elapsed.TotalSeconds;
            Console.WriteLine($"  {perSecond:#,0} a second, {(Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / Fills:0} microseconds of processor a fill");
            return perSecond;
        }

        public async Task<double> ReadEquity()
        {
            var days = Enumerable.Range(0, 5 * 365).Select(day => Start + Duration64.FromDays(day)).Select((at, day) => new EquityPoint(Account, "d", at, at, 100_000m + day, 5_000m, 90_000m, 100_000m + day, at)).ToArray();
            await own.Write(writing => writing.KeepPoints(days), default);
            var query = new EquityQuery(Account, Interval.Parse("1d"));
            var rounds = new List<double>();
            for (var round = -2; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                var points = EquityHistory.Of(await own.Read(reading => reading.Points(Account, EquityPoint.Whole, "d", Instant64.MinValue, Instant64.MaxValue), default), null, query);
                if (points.Count != days.Length) throw new InvalidOperationException("Points are missing.");
                if (round >= 0) rounds.Add(watch.Elapsed.TotalMilliseconds);
            }

            return Median(rounds);
        }

        public async ValueTask DisposeAsync()
        {
            await trading.DisposeAsync();
            await own.DisposeAsync();
            folder.Delete(recursive: true);
        }

        private static BookedFact FactOf(int number) => new(FactKind.Trade, Start + Duration64.FromSeconds(number))
        {
            Part = number % 3 == 0 ? "trend" : null,
            Symbol = Apple.Symbol,
            Instrument = Apple,
            Quantity = number % 4 == 3 ? -30m : 10m,
            Price = 100m + number % 50,
            Fee = 0.35m,
            FeeCurrency = Currency.Usd,
            Note = "x",
        };

        private static TradeExecuted EventOf(int number)
        {
            var fact = FactOf(number);
            return new(new($"{Account}:{number}", null, Account, Apple.Symbol, fact.Quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new Quantity(Math.Abs(fact.Quantity!.Value)), new(fact.Price!.Value), 0.35m, Currency.Usd, Liquidity.Taker, fact.Part, false, fact.Time), Apple, number + 1);
        }
    }
}
