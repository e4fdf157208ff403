using System.Globalization;
using System.Text.RegularExpressions;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>A line of the golden table: an order, what the bar did, and what trades under each model. The price before the bar is 100.</summary>
/// <param name="Bar">Open, high, low, close.</param>
internal sealed partial record IntrabarRow(string Order, string Case, string Bar, string Worst, string Best, string Touch, string Lean)
{
    public IReadOnlyList<string> Cells => [Worst, Best, Touch, Lean];

    public bool HasMirror => !Order.Contains('%', StringComparison.Ordinal);

    /// <summary>The same with the sides changed and every price as far on the other side of 100.</summary>
    public IntrabarRow Mirrored()
    {
        string[] prices = Bar.Split(' ');
        return new(Turned(Order), Case, Turned($"{prices[0]} {prices[2]} {prices[1]} {prices[3]}"), Turned(Worst), Turned(Best), Turned(Touch), Turned(Lean));
    }

    public override string ToString() => $"{Order} | {Case}";

    private static string Turned(string words) => TurnedWord().Replace(words, found => found.Value switch
    {
        "buy" => "sell",
        "sell" => "buy",
        var price => (200m - decimal.Parse(price, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
    });

    // Sides and prices, but not the distance of a trailing stop.
    [GeneratedRegex(@"buy|sell|(?<!trail )\b[0-9.]+")]
    private static partial Regex TurnedWord();
}

/// <summary>What orders do inside one bar, written down by hand: every order type, every case, every model.</summary>
internal static class IntrabarTable
{
    private const string None = "-";

    public static IReadOnlyList<IntrabarRow> Rows { get; } =
    [
        Row("buy market", "any bar", "103 105 101 104", "103 open", "103 open", "103 open", "103 open"),

        Row("buy limit 95", "not reached", "100 102 96 101", None, None, None, None),
        Row("buy limit 95", "touched exactly", "100 102 95 101", None, None, "95", None),
        Row("buy limit 95", "passed by a tick", "100 102 94.99 101", "95", "95", "95", "95"),
        Row("buy limit 95", "closes beyond", "100 102 90 91", "95", "95", "95", "95"),
        Row("buy limit 95", "opens at it", "95 98 95 97", None, None, "95 open", None),
        Row("buy limit 95", "gap through", "94 97 92 96", "94 open", "94 open", "94 open", "95"),
        Row("buy limit 95", "gap through, stays beyond", "94 94.5 92 93", "94 open", "94 open", "94 open", "94.5"),
        Row("buy post-only 95", "gap through", "94 97 92 96", "95 open", "95 open", "95 open", "95"),

        Row("sell stop 95", "not reached", "100 102 96 101", None, None, None, None),
        Row("sell stop 95", "touched exactly", "100 102 95 101", "95", "95", "95", None),
        Row("sell stop 95", "passed by a tick", "100 102 94.99 101", "95", "95", "95", "95"),
        Row("sell stop 95", "closes beyond", "100 102 90 92", "95", "95", "95", "92"),
        Row("sell stop 95", "opens at it", "95 98 94 97", "95 open", "95 open", "95 open", "95"),
        Row("sell stop 95", "gap through", "93 97 92 96", "93 open", "93 open", "93 open", "95"),
        Row("sell stop 95", "gap through, stays beyond", "93 94 90 91", "93 open", "93 open", "93 open", "91"),

        Row("buy stop 105 limit 106", "not reached", "100 104 98 102", None, None, None, None),
        Row("buy stop 105 limit 106", "touched exactly", "100 105 98 102", "105", "105", "105", None),
        Row("buy stop 105 limit 106", "passed", "100 108 98 102", "105", "105", "105", "106"),
        Row("buy stop 105 limit 106", "closes beyond the limit", "100 108 98 107", "105", "105", "105", None),
        Row("buy stop 105 limit 106", "gap between the two", "105.5 108 104 107", "105.5 open", "105.5 open", "105.5 open", None),
        Row("buy stop 105 limit 106", "gap through both, comes back", "107 109 105 106.5", "106", "106", "106", None),
        Row("buy stop 105 limit 106", "gap through both, touches the limit", "107 109 106 108", None, None, "106", None),
        Row("buy stop 105 limit 106", "gap through both, stays beyond", "107 109 106.5 108", None, None, None, None),

        Row("buy stop 105 limit 103", "stop passed, then perhaps the limit", "100 106 102 104", None, "103", None, None),
        Row("buy stop 105 limit 103", "both passed, closes below the limit", "100 106 98 102", "103", "103", "103", "103"),
        Row("buy stop 105 limit 103", "only the stop passed", "104 106 103.5 105", None, None, None, None),
        Row("buy stop 105 limit 103", "only the limit passed", "104 104.5 102 103", None, None, None, None),

        Row("sell trail 5", "not reached", "100 102 98 101", None, None, None, None),
        Row("sell trail 5", "touched exactly", "100 100 95 98", "95", "95", "95", "95"),
        Row("sell trail 5", "reached only if the high came first", "100 104 97 101", "99", None, "99", None),
        Row("sell trail 5", "follows, then closes beyond", "100 104 98 98.5", "99", "99", "99", None),
        Row("sell trail 5", "gap in favour, then reached", "103 103 98 99", "98", "98", "98", None),
        Row("sell trail 5", "gap through", "94 96 93 95", "94 open", "94 open", "94 open", "95"),

        Row("sell trail 5%", "touched exactly", "100 100 95 98", "95", "95", "95", "95"),
        Row("sell trail 5%", "follows, then closes beyond", "100 104 98 98.5", "98.8", "98.8", "98.8", None),
        Row("sell trail 5%", "off the tick grid: the tick below", "100 100.33 95.2 99", "95.31", None, "95.31", None),
        Row("sell trail 5%", "gap through", "94 96 93 95", "94 open", "94 open", "94 open", "95"),
        Row("buy trail 5%", "touched exactly", "100 105 100 102", "105", "105", "105", "105"),
        Row("buy trail 5%", "follows, then closes beyond", "100 102 96 101.5", "100.8", "100.8", "100.8", None),
        Row("buy trail 5%", "off the tick grid: the tick above", "100 104.7 99.67 101", "104.66", None, "104.66", None),
        Row("buy trail 5%", "gap through", "106 107 104 105", "106 open", "106 open", "106 open", "105"),

        Row("one of: sell stop 95, sell limit 105", "neither reached", "100 104 96 101", None, None, None, None),
        Row("one of: sell stop 95, sell limit 105", "stop reached", "100 104 94 96", "stop 95", "stop 95", "stop 95", "stop 95"),
        Row("one of: sell stop 95, sell limit 105", "limit passed", "100 106 96 104", "limit 105", "limit 105", "limit 105", "limit 105"),
        Row("one of: sell stop 95, sell limit 105", "both passed", "100 106 94 101", "stop 95", "limit 105", "stop 95", "stop 95"),
        Row("one of: sell stop 95, sell limit 105", "both passed, closes beyond the stop", "100 106 94 94.5", "stop 95", "limit 105", "stop 95", "stop 94.5"),
        Row("one of: sell stop 95, sell limit 105", "both touched exactly", "100 105 95 96", "stop 95", "stop 95", "stop 95", None),
        Row("one of: sell stop 95, sell limit 105", "gap through the stop, limit passed", "93 106 92 100", "stop 93 open", "stop 93 open", "stop 93 open", "stop 95"),
        Row("one of: sell stop 95, sell limit 105", "gap through the limit, stop reached", "107 108 94 96", "limit 107 open", "limit 107 open", "limit 107 open", "stop 95"),

        Row("buy limit 98 with stop 95, target 105", "entry not reached", "100 106 98.5 104", None, None, None, None),
        Row("buy limit 98 with stop 95, target 105", "entry alone", "100 102 97 101", "entry 98", "entry 98", "entry 98", "entry 98"),
        Row("buy limit 98 with stop 95, target 105", "entry and stop", "100 102 94 96", "entry 98, stop 95", "entry 98, stop 95", "entry 98, stop 95", "entry 98, stop 95"),
        Row("buy limit 98 with stop 95, target 105", "entry, and perhaps then the target", "100 106 97 104", "entry 98", "entry 98, target 105", "entry 98", "entry 98, target 105"),
        Row("buy limit 98 with stop 95, target 105", "all three", "100 106 94 101", "entry 98, stop 95", "entry 98, stop 95", "entry 98, stop 95", "entry 98, stop 95"),
        Row("buy limit 98 with stop 95, target 105", "gap through the entry", "97 99 96 98", "entry 97 open", "entry 97 open", "entry 97 open", "entry 98"),
        Row("buy limit 98 with stop 95, target 105", "gap through entry and stop", "94 96 93 95", "entry 94 open, stop 94 open", "entry 94 open, stop 94 open", "entry 94 open, stop 94 open", "entry 96, stop 95"),

        Row("buy stop 102 with stop 98, target 106", "entry not reached", "100 101 97 100", None, None, None, None),
        Row("buy stop 102 with stop 98, target 106", "entry alone", "100 104 99 103", "entry 102", "entry 102", "entry 102", "entry 103"),
        Row("buy stop 102 with stop 98, target 106", "entry, and perhaps then the stop", "100 104 97 103", "entry 102, stop 98", "entry 102", "entry 102, stop 98", "entry 103, stop 98"),
        Row("buy stop 102 with stop 98, target 106", "entry and target", "100 108 99 104", "entry 102, target 106", "entry 102, target 106", "entry 102, target 106", "entry 104, target 106"),
        Row("buy stop 102 with stop 98, target 106", "all three", "100 108 97 101", "entry 102, target 106", "entry 102, target 106", "entry 102, target 106", "entry 102, stop 98"),
        Row("buy stop 102 with stop 98, target 106", "gap through entry and target", "107 109 105 108", "entry 107 open, target 107 open", "entry 107 open, target 107 open", "entry 107 open, target 107 open", "entry 108, target 106"),

        Row("buy market with stop 95, target 105", "neither exit reached", "100 103 97 101", "entry 100 open", "entry 100 open", "entry 100 open", "entry 100 open"),
        Row("buy market with stop 95, target 105", "stop reached", "100 103 94 96", "entry 100 open, stop 95", "entry 100 open, stop 95", "entry 100 open, stop 95", "entry 100 open, stop 95"),
        Row("buy market with stop 95, target 105", "target passed", "100 106 97 104", "entry 100 open, target 105", "entry 100 open, target 105", "entry 100 open, target 105", "entry 100 open, target 105"),
        Row("buy market with stop 95, target 105", "both passed", "100 106 94 101", "entry 100 open, stop 95", "entry 100 open, target 105", "entry 100 open, stop 95", "entry 100 open, stop 95"),
        Row("buy market with stop 95, target 105", "gap through the stop", "93 97 92 96", "entry 93 open, stop 93 open", "entry 93 open, stop 93 open", "entry 93 open, stop 93 open", "entry 93 open, stop 95"),
        Row("buy market with stop 95, target 105", "gap through the target", "107 108 106 107", "entry 107 open, target 107 open", "entry 107 open, target 107 open", "entry 107 open, target 107 open", "entry 107 open, target 106"),

        Row("buy limit 98 with trail 2", "follows from the entry on", "100 102.5 97 100", "entry 98", "entry 98, stop 100.5", "entry 98", "entry 98, stop 98"),
        Row("buy limit 98 with trail 2", "entry and stop", "100 102 95 99", "entry 98, stop 96", "entry 98, stop 96", "entry 98, stop 96", "entry 98, stop 98"),
    ];

    private static IntrabarRow Row(string order, string what, string bar, string worst, string best, string touch, string lean) => new(order, what, bar, worst, best, touch, lean);
}
