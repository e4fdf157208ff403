using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>So much that a share of the equity is lost if the price moves by so many average true ranges.</summary>
/// <remarks>Source: C. Faith, The Original Turtle Trading Rules (2003): a unit moves the account by 1 % a range.</remarks>
public sealed record AtrSize(Percent Risk, decimal Ranges = 1m) : SizingMethod
{
    private const double Largest = 1e12;

    public override SizingResult Size(SizingQuestion question) => question.Atr is > 0 and < Largest and var range
        ? Risked(question, Risk, (decimal)range * Ranges)
        : SizingResult.Refused(RefusalCodes.NoVolatility, $"The average true range of {question.Instrument.Symbol} is not known, or zero.");
}
