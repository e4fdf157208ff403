using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>The four prices of a bar, exact, as a fill model meets them.</summary>
internal readonly record struct BarPath(decimal Open, decimal High, decimal Low, decimal Close)
{
    /// <summary>Whether the high is nearer to the open than the low, so that it more likely came first.</summary>
    public bool HighIsNearer => High - Open <= Open - Low;

    public static BarPath Of(BarSeries series, int index) => new((decimal)series.Open[index], (decimal)series.High[index], (decimal)series.Low[index], (decimal)series.Close[index]);
}

/// <summary>Where finer bars of a bar are, if there are any; asked for only when the bar leaves something open.</summary>
internal readonly record struct FinerBars(OnDemand Source, BarSeries Coarse, int Index)
{
    public BarDetail? Find() => Source.Bars is { } finer ? BarDetail.Of(finer, Coarse, Index) : null;
}

/// <summary>Finer bars that tell what happened inside a coarser one: rows [From, To) of a series.</summary>
internal readonly record struct BarDetail(BarSeries Series, int From, int To)
{
    // Sources round differently; what differs by more than this is not the same market.
    private const double Tolerance = 1e-9;

    /// <summary>The finer bars of a bar, where they are all there and agree with it; otherwise null.</summary>
    public static BarDetail? Of(BarSeries finer, BarSeries coarse, int index)
    {
        var from = FirstAtOrAfter(finer.OpenTime, coarse.OpenTime[index]);
        var to = FirstAtOrAfter(finer.OpenTime, coarse.CloseTime[index]);
        if (from == to) return null;

        var (high, low) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var row = from; row < to; row++) (high, low) = (Math.Max(high, finer.High[row]), Math.Min(low, finer.Low[row]));
        return Same(high, coarse.High[index]) && Same(low, coarse.Low[index]) && Same(finer.Open[from], coarse.Open[index]) && Same(finer.Close[to - 1], coarse.Close[index])
            ? new(finer, from, to)
            : null;
    }

    private static bool Same(double left, double right) => Math.Abs(left - right) <= Tolerance * Math.Abs(right);

    private static int FirstAtOrAfter(ReadOnlySpan<Instant64> times, Instant64 moment)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (times[middle] < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
