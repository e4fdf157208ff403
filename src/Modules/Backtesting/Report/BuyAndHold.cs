using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>What one gets who puts all cash in at the first open and waits, without fees: the least that a strategy must beat.</summary>
/// <param name="FirstPrice">The open that it is bought at.</param>
/// <param name="Return">As a fraction: 0.25 is a quarter more.</param>
/// <param name="MaxDrawdown">The deepest fall from the highest close before, as a fraction; 0 or negative.</param>
internal readonly record struct BuyAndHold(double FirstPrice, double Return, double MaxDrawdown)
{
    /// <summary>Null where a return has no meaning: without bars, and where the first price is zero or negative.</summary>
    public static BuyAndHold? Of(BarSeries bars)
    {
        if (bars.Count == 0 || bars.Open[0] is not (> 0 and var first)) return null;

        var (peak, deepest) = (first, 0.0);
        foreach (var close in bars.Close)
        {
            peak = Math.Max(peak, close);
            deepest = Math.Min(deepest, close / peak - 1);
        }

        return new(first, bars.Close[^1] / first - 1, deepest);
    }
}
