using System.Text.Json;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;

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
        ("adx", "adx(14)", [("pdi", "plusDi"), ("mdi", "minusDi"), ("dx", "dx"), ("adx", "value"), ("adxr", "adxr")]),
        ("aroon", "aroon(25)", [("aroonUp", "up"), ("aroonDown", "down"), ("oscillator", "value")]),
        ("cci", "cci(20)", [("cci", "value")]),
        ("donchian", "donchian(20)", [("upperBand", "upper"), ("centerline", "value"), ("lowerBand", "lower"), ("width", "width")]),
        ("heikinashi", "heikin-ashi", [("open", "open"), ("high", "high"), ("low", "low"), ("close", "value"), ("volume", "volume")]),
        ("ichimoku", "ichimoku(9,26,52)", [("tenkanSen", "value"), ("kijunSen", "kijun"), ("senkouSpanA", "senkouA"), ("senkouSpanB", "senkouB")]),
        ("keltner", "keltner(20,2,10)", [("upperBand", "upper"), ("centerline", "value"), ("lowerBand", "lower"), ("width", "width")]),
        ("mfi", "mfi(14)", [("mfi", "value")]),
        ("obv", "obv", [("obv", "value")]),
        ("psar", "parabolic-sar(0.02,0.2)", [("sar", "value"), ("isReversal", "isReversal")]),
        ("roc", "roc(14)", [("momentum", "momentum"), ("roc", "value")]),
        ("stoch", "stochastic(14,3,3)", [("oscillator", "value"), ("signal", "signal"), ("percentJ", "j"), ("k", "value"), ("d", "signal"), ("j", "j")]),
        ("supertrend", "super-trend(10,3)", [("superTrend", "value"), ("upperBand", "upper"), ("lowerBand", "lower")]),
        ("vwap", "vwap", [("vwap", "value")]),
        ("willr", "williams-r(14)", [("williamsR", "value")]),
        ("wma", "wma(14)", [("wma", "value")]),
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

    [Fact]
    public void The_chikou_span_is_the_reference_s_moved_back_to_where_it_was_drawn()
    {
        var expected = Expected("ichimoku");

        var chikou = Calls.Run("ichimoku(9,26,52)", ReferenceQuotes.Read("default"))["chikou"];

        for (var row = 0; row < expected.Count; row++)
            Numbers.Same(Number(expected[row], "chikouSpan"), row + 26 < chikou.Length ? chikou[row + 26] : double.NaN, Tolerance, $"chikou in row {row}");
    }

    [Fact]
    public void Every_renko_brick_matches_the_reference()
    {
        var (expected, renko) = (Expected("renko"), new Renko(1.0));

        var bricks = new List<Bar>();
        foreach (var bar in ReferenceQuotes.Read("default"))
        {
            renko.Update(bar);
            for (var index = 0; index < renko.Formed; index++) bricks.Add(renko[index] with { OpenTime = bar.OpenTime });
        }

        Assert.Equal(expected.Count, bricks.Count);
        foreach (var (row, brick) in expected.Zip(bricks))
        {
            Assert.Equal(row.GetProperty("isUp").GetBoolean(), brick.Close > brick.Open);
            Assert.Equal(row.GetProperty("timestamp").GetDateTime(), brick.OpenTime.ToInstant().ToDateTimeUtc());
            foreach (var (field, actual) in new[] { ("open", brick.Open), ("high", brick.High), ("low", brick.Low), ("close", brick.Close), ("volume", brick.Volume) })
                Numbers.Same(Number(row, field), actual, Tolerance, field);
        }
    }

    [Fact]
    public void Every_published_result_is_compared()
    {
        var published = Directory.GetFiles(SharedData.Path("stock-indicators/results")).Select(file => Path.GetFileName(file).Split('.')[0]);

        Assert.Equal(published.Order(StringComparer.Ordinal), Cases.Select(found => found.File).Append("renko").Order(StringComparer.Ordinal));
    }

    private static List<JsonElement> Expected(string file) =>
        [.. JsonDocument.Parse(File.ReadAllText(SharedData.Path($"stock-indicators/results/{file}.standard.json"))).RootElement.EnumerateArray()];

    private static double Number(JsonElement row, string field) =>
        row.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : row.GetProperty(field).ValueKind == JsonValueKind.True ? 1
        : row.GetProperty(field).ValueKind == JsonValueKind.False ? 0
        : double.NaN;
}
