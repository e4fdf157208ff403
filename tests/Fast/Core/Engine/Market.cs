using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Builds small markets for engine tests, through the same constructors as real ones.</summary>
internal static class Market
{
    public static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 0, 0);

    public static readonly Instrument Coin = Instrument("COIN");

    /// <summary>No slippage, no fees, orders of any size: so that a test shows one thing at a time.</summary>
    public static readonly RunSettings Frictionless = new()
    {
        StartingCash = new(10_000m, Currency.Usd),
        Matching = new() { Slippage = NoSlippage.Instance, Fees = NoFee.Instance, VolumeShare = null },
    };

    public static Instrument Instrument(string ticker) => new()
    {
        Symbol = new(ticker, "TEST"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usd,
        TickSize = 0.01m,
        LotSize = 0.001m,
        PrintsEveryBar = true,
        Fees = new PercentFee(10m),
        TypicalSpreadBasisPoints = 2m,
    };

    /// <summary>One-minute bars from midnight on, each opening at the close before unless given.</summary>
    public static BarSeries Minutes(Instrument instrument, params (double Open, double Close)[] bars) => Bars(instrument, Interval.OneMinute, 1_000, bars);

    public static BarSeries Bars(Instrument instrument, Interval interval, double volume, params (double Open, double Close)[] bars)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        var time = Start;
        foreach (var (open, close) in bars)
        {
            builder.Add(time, open, Math.Max(open, close) + 1, Math.Min(open, close) - 1, close, volume);
            time += interval.Length;
        }

        return new(instrument, interval, builder.Build());
    }

    /// <summary>A random walk of so many minutes; the same seed gives the same walk.</summary>
    public static BarSeries RandomMinutes(Instrument instrument, int count, ulong seed)
    {
        var random = new RandomSource(seed);
        var bars = new (double Open, double Close)[count];
        var price = 100.0;
        for (var index = 0; index < count; index++)
        {
            var open = Math.Round(price * (1 + random.NextNormal() * 0.001), 2);
            price = Math.Max(1.01, Math.Round(open * (1 + random.NextNormal() * 0.01), 2));
            bars[index] = (Math.Max(1.01, open), price);
        }

        return Minutes(instrument, bars);
    }

    /// <summary>The same bars without some of them.</summary>
    public static BarSeries Without(this BarSeries series, int from, int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var index = 0; index < series.Count; index++)
        {
            if (index >= from && index < from + count) continue;
            var bar = series[index];
            builder.Add(bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        }

        return new(series.Instrument, series.Interval, builder.Build());
    }
}

/// <summary>A strategy written as a few lambdas, for tests.</summary>
internal sealed class Scripted : Strategy
{
    private int _bars;

    public Action<IStrategyContext, BarStream, Bar, int>? Bar { get; init; }

    public Action<IStrategyContext, AlgoTrendy.Core.Orders.Order>? Filled { get; init; }

    public Action<IStrategyContext, AlgoTrendy.Core.Orders.Order>? Moved { get; init; }

    public override void OnBar(BarStream stream, in Bar bar) => Bar?.Invoke(Context, stream, bar, _bars++);

    public override void OnFill(AlgoTrendy.Core.Orders.Order order, in AlgoTrendy.Core.Orders.Execution fill) => Filled?.Invoke(Context, order);

    public override void OnOrder(AlgoTrendy.Core.Orders.Order order) => Moved?.Invoke(Context, order);
}
