using System.Globalization;
using System.Text;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Tests.Fast.Architecture;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>The golden table: the engine does what is written there, on either side, and docs/matching.md shows the same table.</summary>
public class IntrabarTableTests
{
    private const string Begin = "<!-- This table is written by IntrabarTableTests. -->\n";
    private const string End = "<!-- End of the table. -->\n";

    public static TheoryData<string> Rows => [.. IntrabarTable.Rows.Select(row => row.ToString())];

    public static TheoryData<string> MirroredRows => [.. IntrabarTable.Rows.Where(row => row.HasMirror).Select(row => row.ToString())];

    [Theory, MemberData(nameof(Rows))]
    public void An_order_trades_within_a_bar_as_the_table_says(string name) => Holds(Find(name));

    [Theory, MemberData(nameof(MirroredRows))]
    public void The_other_side_does_the_same_the_other_way_round(string name) => Holds(Find(name).Mirrored());

    [Fact]
    public void The_table_has_a_row_for_every_name_once() => Assert.Equal(IntrabarTable.Rows.Count, IntrabarTable.Rows.Select(row => row.ToString()).Distinct().Count());

    [Fact]
    public void The_documents_show_this_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "matching.md");
        var before = File.ReadAllText(file).ReplaceLineEndings("\n");
        var (from, to) = (before.IndexOf(Begin, StringComparison.Ordinal), before.IndexOf(End, StringComparison.Ordinal));

        var after = before[..(from + Begin.Length)] + Drawn() + before[to..];

        if (before != after) File.WriteAllText(file, after);
        Assert.True(before == after, "The table in docs/matching.md was not what the tests say. It is written anew; look at it and commit it.");
    }

    private static IntrabarRow Find(string name) => IntrabarTable.Rows.Single(row => row.ToString() == name);

    private static void Holds(IntrabarRow row)
    {
        var told = FillModel.All.Select(model => Told(row, model)).ToArray();

        Assert.Equal(row.Cells, told.Select(one => one.Fills));
        Assert.Equal(row.Worst == row.Best ? 0 : 1, told[0].Ambiguous);
    }

    private static (string Fills, int Ambiguous) Told(IntrabarRow row, FillModel model)
    {
        // The first bar stands at 100; at its close the orders are given, and they meet the second.
        var series = Tape.Minutes("100 100 100 100", row.Bar);
        var orders = new Dictionary<AlgoTrendy.Core.Orders.OrderId, string>();
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) => { if (index == 0) OrderWords.Give(context, stream.Instrument, row.Order); },
            Filled = (_, order) => orders[order.Id] = order.Request.Tag is { } tag ? tag + " " : "",
        };

        var result = Backtest.Run(strategy, [series], Market.Frictionless with { Matching = Market.Frictionless.Matching with { Fill = model } });

        Assert.Empty(result.Rejected);
        Assert.All(result.Fills, fill => Assert.Contains(fill.Time, (NodaTime.HighPerformance.Instant64[])[series.OpenTime[1], series.CloseTime[1]]));
        var fills = result.Fills.Select(fill => string.Create(CultureInfo.InvariantCulture, $"{orders[fill.Order]}{fill.Price.Value:0.##}{(fill.Time == series.OpenTime[1] ? " open" : "")}"));
        return (result.Fills.Count == 0 ? "-" : string.Join(", ", fills), result.AmbiguousBars);
    }

    private static string Drawn()
    {
        var text = new StringBuilder("| order | case | open high low close |");
        foreach (var model in FillModel.All) text.Append(CultureInfo.InvariantCulture, $" {model.Name} |");
        text.Append("\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in IntrabarTable.Rows) text.Append(CultureInfo.InvariantCulture, $"| {row.Order} | {row.Case} | {row.Bar} | {string.Join(" | ", row.Cells)} |\n");
        return text.ToString();
    }
}
