using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Statistics;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Who tries often enough finds a good Sharpe ratio without any skill; this says how good it would be.</summary>
internal static class Deflation
{
    /// <param name="sharpes">Of a day, of every trial that ran; null where it has no meaning.</param>
    /// <param name="best">The returns of the best trial, one a day.</param>
    public static SharpeDeflation Of(IReadOnlyList<double?> sharpes, ReadOnlySpan<double> best, double daysAYear)
    {
        double[] known = [.. sharpes.OfType<double>()];
        var spread = ReturnStatistics.Deviation(known);
        var year = Math.Sqrt(daysAYear);
        var sharpe = Finite(ReturnStatistics.Sharpe(best, daysAYear));
        var chance = sharpes.Count == 1 ? 0 : Finite(SharpeConfidence.BestOfChance(sharpes.Count, spread * spread));
        var probability = chance is { } benchmark ? Finite(SharpeConfidence.Probabilistic(best, benchmark)) : null;
        return new(sharpes.Count, sharpe, chance * year, probability, Sentence(sharpes.Count, sharpe, chance * year, probability));
    }

    private static string Sentence(int trials, double? sharpe, double? chance, double? probability)
    {
        if (sharpe is null || chance is null || probability is null) return "There are too few returns to tell skill from luck.";
        if (trials == 1) return Text($"One trial is no choice: the probability that its true Sharpe ratio is above 0 is {Percent(probability.Value)}.");

        return Text($"Of {trials:N0} trials, chance alone is expected to reach a Sharpe ratio of {chance:0.00}; the probability that the best one, with {sharpe:0.00}, is better than that is {Percent(probability.Value)}.");
    }

    // Nothing is certain: 99.97 % is not written as 100 %.
    private static string Percent(double probability) => probability switch
    {
        > 0.999 => "more than 99.9 %",
        < 0.001 => "less than 0.1 %",
        _ => Text($"{probability * 100:0.0} %"),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
