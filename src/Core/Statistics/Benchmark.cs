using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Statistics;

/// <summary>All put into one instrument when a run begins, and held without fees until it ends: what a strategy is measured against.</summary>
public sealed class Benchmark
{
    private readonly Instant64 _from;

    private Benchmark(BarSeries bars, Instant64 from, double bought)
    {
        Bars = bars;
        _from = from;
        Bought = bought;
    }

    public Instrument Instrument => Bars.Instrument;

    /// <summary>Those that closed during the run.</summary>
    public BarSeries Bars { get; }

    /// <summary>The price that it is bought at: the last close before the run, or else the first open.</summary>
    public double Bought { get; }

    /// <summary>As a fraction: 0.25 is a quarter more.</summary>
    public double TotalReturn => Bars.Close[^1] / Bought - 1;

    public Drawdown Drawdown => Drawdown.Of(_from, Bought, Bars.CloseTime, Bars.Close);

    /// <summary>Null where a return has no meaning: no bar closed during the run, or a price was zero or negative.</summary>
    /// <param name="from">When the run's first bar opens.</param>
    /// <param name="until">When its last one closes; nothing later is looked at.</param>
    public static Benchmark? Of(BarSeries bars, Instant64 from, Instant64 until)
    {
        var (before, known) = (bars.CloseTime.CountUpTo(from), bars.CloseTime.CountUpTo(until));
        if (known <= before) return null;

        var bought = before > 0 ? bars.Close[before - 1] : bars.Open[0];
        var held = bars.Slice(before, known - before);
        return bought > 0 && AllPositive(held.Close) ? new(held, from, bought) : null;
    }

    /// <summary>What each day returned; its last close is carried over days without one.</summary>
    public double[] Returns(ReadOnlySpan<Instant64> ends) => DayReturns.Of(ends, Bars.CloseTime, Bars.Close, Bought);

    private static bool AllPositive(ReadOnlySpan<double> prices)
    {
        foreach (var price in prices)
            if (!(price > 0)) return false;
        return true;
    }
}
