using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>A part of the share that makes wealth grow fastest, p − (1 − p) / b, and never more than the cap.</summary>
/// <remarks>Source: J. L. Kelly, A New Interpretation of Information Rate, Bell System Technical Journal 35 (1956). Half of it costs a quarter of the growth: E. O. Thorp, The Kelly Criterion (1997).</remarks>
/// <param name="WinRate">p: the share of trades that win, from 0 to 1.</param>
/// <param name="Payoff">b: the mean win over the mean loss.</param>
/// <param name="Part">How much of the full share is taken, as a fraction.</param>
/// <param name="Cap">Of the equity.</param>
public sealed record KellyFraction(decimal WinRate, decimal Payoff, Percent Cap, decimal Part = 0.5m) : SizingMethod
{
    /// <summary>Of the equity, as a fraction; negative where the trades lose in the long run.</summary>
    public decimal FullShare => WinRate - (1m - WinRate) / Payoff;

    public override SizingResult Size(SizingQuestion question)
    {
        if (WinRate is < 0m or > 1m || Payoff <= 0m || FullShare <= 0m)
            return SizingResult.Refused(RefusalCodes.NoEdge, $"Winning {WinRate:0.####} of the trades, {Payoff:0.####} times what is lost by the others, is no edge to bet on.");
        return Weighted(question, Math.Min(FullShare * Part, Cap.Fraction));
    }
}
