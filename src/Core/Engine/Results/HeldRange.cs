using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Follows one trade through the bars of its instrument and keeps the best and worst that it was worth, in price times quantity.</summary>
/// <remarks>
/// Both extremes of a bar count when all of it lies between two fills. Of a bar that a fill falls into nobody knows when its extremes were,
/// so only what is known counts: the close when the fill came first, the open when it came last. The prices of the fills themselves always count.
/// </remarks>
public sealed class HeldRange(BarSeries bars)
{
    private decimal _paid;
    private Instant64 _since;

    /// <summary>Signed: short is negative.</summary>
    public decimal Held { get; private set; }

    /// <summary>Not above 0: a trade begins with no profit.</summary>
    public decimal Worst { get; private set; }

    /// <summary>Not below 0.</summary>
    public decimal Best { get; private set; }

    /// <summary>What is held changes by this signed quantity.</summary>
    public void Trade(decimal quantity, decimal price, Instant64 time)
    {
        HoldUntil(time);
        Held += quantity;
        _paid += quantity * price;
        See(price);
    }

    /// <summary>Time passes, and what is held stays.</summary>
    public void HoldUntil(Instant64 time)
    {
        if (Held != 0m) SeeBars(_since, time);
        _since = time;
    }

    /// <summary>Quantities are divided by the factor and prices multiplied with it; the worth stays.</summary>
    public void Split(decimal factor, Instant64 time)
    {
        HoldUntil(time);
        Held = decimal.Round(Held / factor, 10);
    }

    /// <summary>For the next trade.</summary>
    public void Clear() => (Held, _paid, Worst, Best) = (0m, 0m, 0m, 0m);

    private void SeeBars(Instant64 from, Instant64 to)
    {
        // Bars that are not over at the first fill and begin before the last one.
        var (first, end) = (bars.CloseTime.CountUpTo(from), bars.OpenTime.CountUpTo(to.PlusNanoseconds(-1)));
        if (first >= end) return;

        var (opensInside, closesInside) = (bars.OpenTime[first] >= from, bars.CloseTime[end - 1] <= to);
        if (!opensInside)
        {
            if (bars.CloseTime[first] <= to) See(bars.Close[first]);
            first++;
        }

        if (!closesInside && first < end) See(bars.Open[--end]);
        if (first >= end) return;

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var one in bars.Low[first..end]) low = Math.Min(low, one);
        foreach (var one in bars.High[first..end]) high = Math.Max(high, one);
        See(low);
        See(high);
    }

    private void See(double price) => See((decimal)price);

    private void See(decimal price)
    {
        var profit = Held * price - _paid;
        (Worst, Best) = (Math.Min(Worst, profit), Math.Max(Best, profit));
    }
}
