using AlgoTrendy.Contracts.Backtesting;

namespace AlgoTrendy.Host.Display;

/// <summary>A search's result for people: the best trials, all about the best one, and what it is worth after so many.</summary>
internal static class SearchTable
{
    private const string None = "-";

    private static readonly string[] Statistics = ["sharpe", "totalReturn", "maxDrawdown", "profitFactor", "trades"];

    public static void Write(OptimizationResult search, string strategy, int top)
    {
        Screen.Say($"{Figures.Count(search.Trials.Count, "trial")} of {strategy}{Origin(search)}, ranked by {search.Objective}{(search.LessIsBetter ? ", the least first" : "")}");
        Screen.Say(FormattableString.Invariant($"{search.ElapsedMs:N0} ms, {search.Parallel} at a time ({search.BarsPerSecond / 1e6:0.0} million bars a second)"));
        if (search.Skipped > 0) Screen.Say($"{Figures.Count(search.Skipped, "combination was", "combinations were")} left out, which the strategy refuses; the first: {search.FirstSkipped}");
        Screen.Say();
        Screen.Show(TrialSheet(search, top));
        Screen.Say();
        Screen.Title("The best: " + string.Join(", ", search.Trials[0].Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}")));
        ResultTable.Write(search.Best, strategy);
        Screen.Say();
        Screen.Title(search.Deflation.Sentence);
        foreach (var caution in search.Cautions) Screen.Warn("  " + caution);
        Screen.Say("Search hash: " + search.SearchHash);
    }

    private static string Origin(OptimizationResult search) => search.Search == SearchMethod.Grid
        ? FormattableString.Invariant($", a grid of {search.Combinations:N0}")
        : FormattableString.Invariant($", drawn from {search.Combinations:N0} with seed {search.Seed}");

    private static Sheet TrialSheet(OptimizationResult search, int top)
    {
        var shown = Statistics.Contains(search.Objective) ? Statistics : [search.Objective, .. Statistics];
        var sheet = new Sheet(
        [
            Column.Number("Rank"),
            .. search.Ranges.Select(range => Column.Number(range.Parameter)),
            .. shown.Select(name => Column.Number(ResultTable.Figure(name, 0, search.Best.Currency).Label)),
        ]);
        foreach (var trial in search.Trials.Take(top))
            sheet.Add([Figures.Count(trial.Rank), .. search.Ranges.Select(range => trial.Parameters[range.Parameter]), .. shown.Select(name => Cell(search, trial, name))]);
        return sheet;
    }

    private static string Cell(OptimizationResult search, OptimizationTrial trial, string name)
    {
        double? value = name == search.Objective ? trial.Value : trial.Statistics.TryGetValue(name, out var found) ? found : null;
        return value is { } known ? ResultTable.Figure(name, known, search.Best.Currency).Text : None;
    }
}
