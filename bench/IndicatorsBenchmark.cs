using System.Globalization;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>What an update of each indicator costs, with its default parameters, over bars in memory on one thread; beside it a bare loop that computes one exponential average.</summary>
internal static class IndicatorsBenchmark
{
    private const int Count = 500_000;
    private const double ToNanoseconds = 1e9 / Count;

    public static void Run()
    {
        var (bars, kept) = (Walk(), WarmUp());
        Console.WriteLine($"{Count:N0} bars in memory, one thread; median of five, nanoseconds a bar");
        Console.WriteLine($"{"indicator",-20} {"input",-6} {"ns",8} {"bare ns",8} {"ratio",8}");
        foreach (var found in IndicatorCatalogue.All)
        {
            var indicator = found.Create();
            var seconds = Measure.MedianSeconds(() => kept += Follow(indicator, bars), () => kept += BareLoop(bars));
            var (own, bare) = (seconds[0] * ToNanoseconds, seconds[1] * ToNanoseconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Name,-20} {found.Input.ToString().ToLowerInvariant(),-6} {own,8:0.0} {bare,8:0.0} {own / bare,8:0.0}"));
        }

        // Read, so that no loop is optimised away.
        if (double.IsInfinity(kept)) throw new InvalidOperationException("An indicator has run away.");
    }

    // Parts are shared, and compiled well only after a while: without this, the indicators that come first in the alphabet would pay for it.
    private static double WarmUp()
    {
        var (bars, kept) = (Walk(20_000), 0.0);
        for (var round = 0; round < 20; round++)
            foreach (var found in IndicatorCatalogue.All) kept += Follow(found.Create(), bars);

        return kept;
    }

    private static double Follow(IIndicator indicator, Bar[] bars)
    {
        indicator.Reset();
        switch (indicator)
        {
            case IBarIndicator ofBars:
                foreach (ref readonly var bar in bars.AsSpan()) ofBars.Update(bar);
                break;
            case IValueIndicator ofValues:
                foreach (ref readonly var bar in bars.AsSpan()) ofValues.Update(bar.Close);
                break;
            case IPairIndicator ofPairs:
                foreach (ref readonly var bar in bars.AsSpan()) ofPairs.Update(bar.Close, bar.Open);
                break;
        }

        return double.IsNaN(indicator.Value) ? 0 : indicator.Value;
    }

    private static double BareLoop(Bar[] bars)
    {
        var average = bars[0].Close;
        foreach (ref readonly var bar in bars.AsSpan()) average += (bar.Close - average) * (2.0 / 21.0);
        return average;
    }

    private static Bar[] Walk(int count = Count)
    {
        var random = new Random(7);
        var bars = new Bar[count];
        var (time, price) = (Instant64.FromUtc(2020, 1, 1, 0, 0), 40_000.0);
        for (var index = 0; index < count; index++, time += Interval.OneMinute.Length)
        {
            var open = price;
            price = Math.Max(1_000, price * (1 + (random.NextDouble() + random.NextDouble() - 1) * 0.001));
            bars[index] = new(time, time + Interval.OneMinute.Length, open, Math.Max(open, price) + random.NextDouble(), Math.Min(open, price) - random.NextDouble(), price, random.Next(1, 1000));
        }

        return bars;
    }
}
