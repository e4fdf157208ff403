namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Trials from the best to the worst. Ties are broken by the canonical order of their parameters, so that the best one is always the same.</summary>
internal static class Ranking
{
    /// <returns>Places of the outcomes, the best first.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<TrialOutcome> outcomes, Objective objective, int minTrades) =>
    [
        .. Enumerable.Range(0, outcomes.Count)
            .OrderBy(place => outcomes[place].Failure is not null)
            .ThenBy(place => outcomes[place].Value is null)
            .ThenBy(place => outcomes[place].Trades < minTrades)
            .ThenBy(place => outcomes[place].Value, Comparer<double?>.Create(objective.Compare))
            .ThenBy(place => place),
    ];
}
