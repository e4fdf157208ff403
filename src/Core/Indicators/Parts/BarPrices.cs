using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>One price that stands for a bar.</summary>
internal static class BarPrices
{
    public static double Typical(this in Bar bar) => (bar.High + bar.Low + bar.Close) / 3;

    public static double Median(this in Bar bar) => (bar.High + bar.Low) / 2;
}
