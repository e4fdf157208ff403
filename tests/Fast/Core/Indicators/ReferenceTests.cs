using System.Text.Json;
using AlgoTrendy.Core.Indicators;

namespace AlgoTrendy.Tests.Fast.Core.Indicators;

/// <summary>Every field of every published result of the library Stock.Indicators on its default quotes, nulls included.</summary>
public class ReferenceTests
{
    private const double Tolerance = 1e-9;

    // File, indicator, and the output behind each field that calls.csv lists.
    private static readonly (string File, string Indicator, (string Field, string Output)[] Outputs)[] Cases =
    [
        ("sma", "sma(20)", [("sma", "value")]),
        ("ema", "ema(20)", [("ema", "value")]),
        ("macd", "macd(12,26,9)", [("macd", "value"), ("signal", "signal"), ("histogram", "histogram"), ("fastEma", "fastEma"), ("slowEma", "slowEma")]),
        ("rsi", "rsi(14)", [("rsi", "value")]),
        ("stoch-rsi", "stoch-rsi(14,14,3,1)", [("stochRsi", "value"), ("signal", "signal")]),
        ("atr", "atr(14)", [("tr", "trueRange"), ("atr", "value"), ("atrp", "percent")]),
        ("bb", "bollinger(20,2)", [("sma", "value"), ("upperBand", "upper"), ("lowerBand", "lower"), ("percentB", "percentB"), ("zScore", "zScore"), ("width", "width")]),
    ];

    public static TheoryData<string> Files => [.. Cases.Select(found => found.File)];

    [Theory, MemberData(nameof(Files))]
    public void Every_field_matches_the_reference(string file)
    {
        var (_, indicator, outputs) = Cases.Single(found => found.File == file);
        var expected = Expected(file);

        var actual = Calls.Run(indicator, ReferenceQuotes.Read("default"));

        Assert.Equal(502, expected.Count);
        foreach (var (field, output) in outputs)
            for (var row = 0; row < expected.Count; row++)
                Numbers.Same(Number(expected[row], field), actual[output][row], Tolerance, $"{field} in row {row}");
    }

    private static List<JsonElement> Expected(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(SharedData.Path($"stock-indicators/results/{file}.standard.json"))).RootElement.EnumerateArray()];

    private static double Number(JsonElement row, string field) =>
        row.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : row.GetProperty(field).ValueKind == JsonValueKind.True ? 1
        : row.GetProperty(field).ValueKind == JsonValueKind.False ? 0
        : double.NaN;
}
