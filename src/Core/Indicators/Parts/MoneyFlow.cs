using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>A bar's volume, counted up by how near the high it closed, and down by how near the low.</summary>
/// <remarks>Source: Marc Chaikin's money flow multiplier, ((close - low) - (high - close)) / (high - low); 0 where the bar has no range.</remarks>
internal static class MoneyFlow
{
    public static double Of(in Bar bar) =>
        bar.High == bar.Low ? 0 : (bar.Close - bar.Low - (bar.High - bar.Close)) / (bar.High - bar.Low) * bar.Volume;
}
