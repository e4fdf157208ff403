using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>How fast the simulated market makes minute bars, on one core and on all, beside bare draws of what a bar needs.</summary>
internal static class SimulatedBenchmark
{
    private const int Years = 4;
    private const int DrawsPerBar = 6;

    private static readonly Instant64 From = Instant64.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant64 To = Instant64.FromUtc(2020 + Years, 1, 1, 0, 0);

    public static void Run()
    {
        var market = new SimulatedMarket(1);
        foreach (var ticker in (string[])["BTCUSDT", "AAPL", "ES"])
        {
            var instrument = SimulatedMarket.Instruments.Single(known => known.Symbol.Ticker == ticker);
            var count = market.Bars(instrument, Interval.OneMinute, From, To).Count;

            var seconds = Measure.MedianSeconds(
                () => Draw(count * DrawsPerBar),
                () => Demand(market.Bars(instrument, Interval.OneMinute, From, To).Count == count),
                () => Demand(market.Bars(instrument, Interval.OneDay, From, To).Count > 0));

            var bare = count / seconds[0];
            Measure.Print($"{Years} years of minutes of {ticker}", count / seconds[1], "bars", bare, "drawing six normals a bar");
            Measure.Print($"{Years} years of days of {ticker}, by its minutes", count / seconds[2], "bars", bare, "drawing six normals a bar");
        }
    }

    private static void Draw(int count)
    {
        var random = new Core.Values.RandomSource(1);
        var sum = 0.0;
        for (var index = 0; index < count; index++) sum += random.NextNormal();
        Demand(double.IsFinite(sum));
    }

    private static void Demand(bool holds)
    {
        if (!holds) throw new InvalidOperationException("The simulated market gave other bars than before.");
    }
}
