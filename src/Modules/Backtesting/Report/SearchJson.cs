using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The search's part of the page's data: src/Web/report/search/document.ts names the same fields. Trials are columns, the best first.</summary>
internal static class SearchJson
{
    private static readonly string[] Statistics = ["totalReturn", "sharpe", "maxDrawdown", "profitFactor", "trades"];

    public static void Write(Utf8JsonWriter json, OptimizationResult search)
    {
        json.WriteStartObject("search");
        json.WriteString("searchHash", search.SearchHash);
        json.WriteString("method", search.Search == SearchMethod.Grid ? "grid" : "random");
        json.WriteString("seed", search.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("objective", search.Objective);
        json.WriteBoolean("lessIsBetter", search.LessIsBetter);
        json.WriteNumber("minTrades", search.MinTrades);
        json.WriteNumber("combinations", search.Combinations);
        json.WriteNumber("skipped", search.Skipped);
        json.WriteString("firstSkipped", search.FirstSkipped);
        json.WriteNumber("failed", search.Failed);
        json.WriteNumber("parallel", search.Parallel);
        json.WriteNumber("elapsedMs", search.ElapsedMs);
        json.WriteNumber("barsPerSecond", search.BarsPerSecond);
        WriteDeflation(json, search.Deflation);
        json.Texts("cautions", search.Cautions);
        json.WriteStartArray("ranges");
        foreach (var range in search.Ranges) WriteRange(json, range, search.Trials);
        json.WriteEndArray();
        WriteTrials(json, search.Trials);
        json.WriteEndObject();
    }

    private static void WriteDeflation(Utf8JsonWriter json, SharpeDeflation deflation)
    {
        json.WriteStartObject("deflation");
        json.WriteNumber("trials", deflation.Trials);
        json.NumberOrNull("sharpe", deflation.Sharpe);
        json.NumberOrNull("expectedByChance", deflation.ExpectedByChance);
        json.NumberOrNull("probability", deflation.Probability);
        json.WriteString("sentence", deflation.Sentence);
        json.WriteEndObject();
    }

    /// <summary>With every trial's place among the values.</summary>
    private static void WriteRange(Utf8JsonWriter json, SearchedRange range, IReadOnlyList<OptimizationTrial> trials)
    {
        var places = range.Values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        json.WriteStartObject();
        json.WriteString("parameter", range.Parameter);
        json.Texts("values", range.Values);
        json.Column("places", trials, trial => json.WriteNumberValue(places[trial.Parameters[range.Parameter]]));
        json.WriteEndObject();
    }

    private static void WriteTrials(Utf8JsonWriter json, IReadOnlyList<OptimizationTrial> trials)
    {
        json.WriteStartObject("trials");
        json.Column("number", trials, trial => json.WriteNumberValue(trial.Number));
        json.Column("value", trials, trial => json.Short(trial.Value ?? double.NaN));
        json.Column("finalEquity", trials, trial => json.Short(trial.FinalEquity));
        json.WriteStartObject("statistics");
        foreach (var name in Statistics) json.Column(name, trials, trial => json.Short(trial.Statistics.TryGetValue(name, out var value) ? value : double.NaN));
        json.WriteEndObject();
        json.Column("failure", trials, trial => json.WriteStringValue(trial.Failure));
        json.WriteEndObject();
    }

    private static void NumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
