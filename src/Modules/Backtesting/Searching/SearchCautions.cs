using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>What speaks against the best of a search, in sentences.</summary>
internal static class SearchCautions
{
    // As in any test of significance.
    private const double Confident = 0.95;

    public static IEnumerable<string> Of(SearchPlan plan, IReadOnlyList<TrialOutcome> outcomes, int best, SharpeDeflation deflation)
    {
        var outcome = outcomes[best];
        if (outcome.Value is null) yield return $"No trial has a figure '{plan.Objective.Name}'; the first in order is shown as the best.";
        else if (outcome.Trades < plan.Request.MinTrades) yield return $"No trial with a figure '{plan.Objective.Name}' closed {plan.Request.MinTrades} trades; the best of those with fewer is shown.";
        if (deflation is { Trials: > 1, Probability: < Confident }) yield return "The best one may be luck: a search this wide finds as much by chance more often than one time in twenty.";
        foreach (var range in plan.Ranges)
            if (Edge(range, plan.SearchedOf(best)[range.Name]) is { } edge) yield return edge;
        if (plan.Request.Search == SearchMethod.Random && plan.Trials < plan.Request.Trials) yield return $"{plan.Request.Trials} trials were asked for; {plan.Trials} combinations were found that the strategy takes.";
        var failed = outcomes.Count(one => one.Failure is not null);
        if (failed > 0) yield return $"The strategy broke off in {failed.ToString("N0", CultureInfo.InvariantCulture)} trials; the first: {outcomes.First(one => one.Failure is not null).Failure}";
    }

    /// <summary>What is best at the end of a range may be better beyond it.</summary>
    private static string? Edge(ParameterRange range, string value)
    {
        if (range.Values.Count < 3 || range.Parameter.Choices.Count > 0) return null;
        return value == range.Values[0] ? $"The best {range.Name} ({value}) is the least that was tried: better ones may lie below."
            : value == range.Values[^1] ? $"The best {range.Name} ({value}) is the greatest that was tried: better ones may lie above."
            : null;
    }
}
