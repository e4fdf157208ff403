namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>The figure that a search looks for the best of.</summary>
/// <param name="LessIsBetter">Of a loss or a spread the least is best.</param>
internal sealed record Objective(string Name, bool LessIsBetter)
{
    public const string FinalEquity = "finalEquity";

    // What is neither good nor bad by itself, such as exposure or turnover, is not among them.
    private static readonly Objective[] All =
    [
        .. new[]
        {
            "sharpe", "totalReturn", "cagr", "sortino", "calmar", "omega", "profitFactor", FinalEquity, "probabilisticSharpe", "sqn", "expectancy", "winRate",
            "averageWin", "averageLoss", "bestTrade", "worstTrade", "skew", "tailRatio", "alpha", "informationRatio",
        }.Select(name => new Objective(name, false)),
        .. new[] { "maxDrawdown", "maxDrawdownDays", "volatility", "valueAtRisk", "conditionalValueAtRisk", "kurtosis", "trackingError" }.Select(name => new Objective(name, true)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    public static Objective? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>Its value in a run; null when it has no meaning there.</summary>
    public double? Of(decimal finalEquity, IReadOnlyDictionary<string, double> statistics) =>
        Name == FinalEquity ? (double)finalEquity : statistics.TryGetValue(Name, out var value) ? value : null;

    /// <summary>Below 0 when the left value is the better one; what is absent comes last.</summary>
    public int Compare(double? left, double? right) => (left, right) switch
    {
        ({ } one, { } other) => LessIsBetter ? one.CompareTo(other) : other.CompareTo(one),
        _ => (left is null).CompareTo(right is null),
    };
}
