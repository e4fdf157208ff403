using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>EMA(12/26) cross on a million minutes in memory, with orders, fees, decimal fills, ledger and per-bar equity; one core. Beside it a bare loop that only computes the averages and the crosses.</summary>
internal static class EngineBenchmark
{
    private const int Bars = 2_000_000;

    // Decimal arithmetic is compiled in three steps, each after many calls.
    private const int WarmUpRounds = 15;

    private static readonly Instrument Coin = new()
    {
        Symbol = new("BTCUSDT", "BENCH"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        TickSize = 0.01m,
        LotSize = 0.00001m,
        MinNotional = 5m,
        Fees = new PercentFee(10m),
        TypicalSpreadBasisPoints = 0.1m,
        PrintsEveryBar = true,
    };

    public static void Run()
    {
        var series = RandomWalk();
        var settings = new RunSettings { StartingCash = new(100_000_000m, Currency.Usdt) };
        RunResult? result = null;
        var crosses = 0;
        var allocated = 0L;

        var seconds = Measure.MedianSeconds(
            WarmUpRounds,
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                result = Backtest.Run(new EmaCross(new() { Weight = 0.01m }), [series], settings);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            },
            () => Backtest.Run(new BuyAndHold(new()), [series], settings),
            () => crosses = BareLoop(series.Close));

        Measure.Print("ema-cross, engine in full", Bars / seconds[0], "bars", Bars / seconds[2], "bare loop");
        Measure.Print("buy-and-hold, engine in full", Bars / seconds[1], "bars", Bars / seconds[2], "bare loop");
        Console.WriteLine($"fills {result!.Fills.Count}, rejected {result.Rejected.Count}, crosses {crosses}, one fill in {Bars / (double)result.Fills.Count:0} bars, allocated {allocated / (double)result.Fills.Count:0} bytes a fill");
    }

    private static int BareLoop(ReadOnlySpan<double> closes)
    {
        double fast = closes[0], slow = closes[0];
        var (isLong, crosses) = (false, 0);
        foreach (var close in closes)
        {
            fast += (close - fast) * (2.0 / 13.0);
            slow += (close - slow) * (2.0 / 27.0);
            if (fast > slow == isLong) continue;
            isLong = !isLong;
            crosses++;
        }

        return crosses;
    }

    private static BarSeries RandomWalk()
    {
        var random = new Random(7);
        var builder = new ColumnsBuilder(SeriesKind.Bars, Bars);
        var (time, price) = (Instant64.FromUtc(2020, 1, 1, 0, 0), 40_000.0);
        for (var index = 0; index < Bars; index++)
        {
            var open = price;
            price = Math.Round(Math.Max(1_000, price * (1 + (random.NextDouble() + random.NextDouble() - 1) * 0.001)), 2);
            builder.Add(time, open, Math.Max(open, price), Math.Min(open, price), price, 1e7);
            time = time + Interval.OneMinute.Length;
        }

        return new BarSeries(Coin, Interval.OneMinute, builder.Build());
    }
}
