using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>SHA-256 over all trials of a search: a line each in canonical order, with all parameters as the strategy orders them, and the hash of what came of it.</summary>
internal static class SearchHash
{
    private const string Broken = "failed";

    public static string Of(SearchPlan plan, IReadOnlyList<TrialOutcome> outcomes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var trial = 0; trial < outcomes.Count; trial++) hash.AppendData(Encoding.UTF8.GetBytes(Line(plan, plan.ArgumentsOf(trial), outcomes[trial])));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Line(SearchPlan plan, StrategyArguments arguments, TrialOutcome outcome) =>
        string.Concat(plan.Run.Strategy.Parameters.Select(parameter => $"{parameter.Name}={arguments.Texts[parameter.Name]} ")) + (outcome.ResultHash ?? Broken) + "\n";
}
