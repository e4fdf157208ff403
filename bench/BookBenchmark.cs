using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>Changes of an order book of a thousand levels a side: applied to the book alone, and played through the engine with twenty orders that rest in its queues. Beside them the same changes put into a dictionary.</summary>
internal static class BookBenchmark
{
    private const int Levels = 1_000;
    private const int Changes = 1_000_000;
    private const int Resting = 20;

    private static readonly Instrument Coin = new()
    {
        Symbol = new("BTCUSDT", "BENCH"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        TickSize = 0.01m,
        LotSize = 0.00001m,
    };

    public static void Run()
    {
        var series = Made();
        var changes = Enumerable.Range(0, series.Count).Select(index => series[index]).ToArray();
        var data = new MarketData { Books = [series] };
        var settings = new RunSettings { StartingCash = new(1_000_000_000m, Currency.Usdt) };
        var (size, depth) = (0.0, 0);

        var seconds = Measure.MedianSeconds(
            () => depth = Apply(changes),
            () => Backtest.Run(new Maker(0), data, settings),
            () => Backtest.Run(new Maker(Resting), data, settings),
            () => size = Put(changes));

        Measure.Print("order book", changes.Length / seconds[0], "changes", changes.Length / seconds[3], "a dictionary");
        Measure.Print("the engine with it, no orders", changes.Length / seconds[1], "changes", changes.Length / seconds[3], "a dictionary");
        Measure.Print($"the engine with it, {Resting} orders rest", changes.Length / seconds[2], "changes", changes.Length / seconds[3], "a dictionary");
        Console.WriteLine($"{depth} levels in the end, {size:0} shown");
    }

    private static int Apply(BookChange[] changes)
    {
        var keeper = new BookKeeper(Coin);
        foreach (ref readonly var change in changes.AsSpan()) keeper.Hear(in change);
        return keeper.Book.DepthOf(BookSide.Bid) + keeper.Book.DepthOf(BookSide.Ask);
    }

    private static double Put(BookChange[] changes)
    {
        var sizes = new Dictionary<(BookSide, double), double>();
        foreach (ref readonly var change in changes.AsSpan())
        {
            if (change.Size == 0) sizes.Remove((change.Side, change.Price));
            else sizes[(change.Side, change.Price)] = change.Size;
        }

        return sizes.Values.Sum();
    }

    // Near the best, where books change: half of all changes within ten levels of it, a third of them the end of a level.
    private static BookSeries Made()
    {
        var random = new Random(7);
        var changes = new List<BookChange>(Changes + Levels * 2);
        var (time, sequence) = (Instant64.FromUtc(2024, 1, 1, 0, 0), 1L);
        for (var level = 1; level <= Levels; level++)
            foreach (var side in new[] { BookSide.Bid, BookSide.Ask })
                changes.Add(new(time, side, PriceAt(side, level), random.Next(1, 100), sequence, changes.Count == 0));

        for (var count = 0; count < Changes; count++)
        {
            var side = (BookSide)random.Next(2);
            var level = random.Next(2) == 0 ? random.Next(1, 11) : random.Next(1, 1 + random.Next(1, Levels));
            changes.Add(new(time = time.PlusNanoseconds(1_000_000), side, PriceAt(side, level), random.Next(3) == 0 ? 0 : random.Next(1, 100), ++sequence));
        }

        return BookSeries.Of(Coin, changes);
    }

    private static double PriceAt(BookSide side, int level) => Math.Round(40_000 + (side == BookSide.Bid ? -level : level) * 0.01, 2);

    /// <summary>Gives its orders at the first message, below the market and above it, and leaves them there.</summary>
    private sealed class Maker(int orders) : Strategy
    {
        private bool _hasGiven;

        public override void OnBook(Instrument instrument, OrderBook book)
        {
            if (_hasGiven) return;

            _hasGiven = true;
            for (var order = 0; order < orders; order++)
            {
                var side = order % 2 == 0 ? OrderSide.Buy : OrderSide.Sell;
                var price = PriceAt(side == OrderSide.Buy ? BookSide.Bid : BookSide.Ask, 1 + order / 2);
                Context.Submit(OrderRequest.Limit(instrument, side, new(1m), instrument.RoundToTick(price)));
            }
        }
    }
}
