using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>What is asked of a portfolio's risk, with what is usual where nothing was said. Pure.</summary>
internal sealed record RiskQuestion(decimal Confidence, int HorizonDays, int Days, long Seed)
{
    private const decimal LeastConfidence = 0.51m;
    private const decimal MostConfidence = 0.999m;
    private const int MostHorizon = 30;
    private const int LeastDays = 30;
    private const int MostDays = 3_650;

    private static readonly string[] UsualConfidences = ["0.9", "0.95", "0.99"];

    public static RiskQuestion Of(PortfolioRiskRequest asked) => new(asked.Confidence ?? 0.95m, asked.HorizonDays ?? 1, asked.Days ?? 365, asked.Seed ?? 1);

    /// <summary>What is wrong with a field; null: nothing.</summary>
    public static RiskRefusal? FaultOf(PortfolioRiskRequest asked) =>
        Fields.TextFault("portfolioId", asked.PortfolioId, Fields.LongestName)
        ?? (Fields.NumberFault("confidence", asked.Confidence, MostConfidence, LeastConfidence) is { } confidence ? confidence with { Choices = UsualConfidences } : null)
        ?? Fields.NumberFault("horizonDays", asked.HorizonDays, MostHorizon, 1m)
        ?? Fields.NumberFault("days", asked.Days, MostDays, LeastDays)
        ?? Fields.NumberFault("seed", asked.Seed, long.MaxValue)
        ?? Fields.TextFault("benchmark", asked.Benchmark, Fields.LongestText);
}
