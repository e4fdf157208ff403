using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>So much that the position's volatility is a share of the equity a year: equity × target / volatility, and no more than so many times the equity.</summary>
/// <param name="Target">A year.</param>
public sealed record VolatilityTarget(Percent Target, decimal MostTimes = 1m) : SizingMethod
{
    public override SizingResult Size(SizingQuestion question)
    {
        if (question.Volatility is not (> 0 and < double.PositiveInfinity and var volatility)) return SizingResult.Refused(RefusalCodes.NoVolatility, $"The volatility of {question.Instrument.Symbol} is not known, or zero.");

        // Capped while it is a double: a decimal does not hold what a volatility of nearly nothing asks for.
        var times = Math.Min((double)Target.Fraction / volatility, (double)MostTimes);
        return Weighted(question, Math.Min((decimal)times, MostTimes));
    }
}
