using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>So much that a share of the equity is lost if the price goes to the stop: equity × share / (|price − stop| × multiplier).</summary>
public sealed record RiskPerTrade(Percent Risk) : SizingMethod
{
    public override SizingResult Size(SizingQuestion question) => question.Stop is { } stop && stop != question.Price
        ? Risked(question, Risk, Math.Abs(question.Price.Value - stop.Value))
        : SizingResult.Refused(RefusalCodes.NoStop, "What a trade risks is counted to its stop, and there is none away from the price.");
}
