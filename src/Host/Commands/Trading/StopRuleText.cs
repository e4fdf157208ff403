using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Rules that guard positions as people read them.</summary>
internal static class StopRuleText
{
    /// <summary>What came of a command on one rule.</summary>
    public static int Tell(StopRuleReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Rule is { } rule) Show([rule]);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    public static void Show(IReadOnlyList<StopRuleView> rules)
    {
        var sheet = new Sheet(Column.Text("Position"), Column.Text("Rule"), Column.Number("Stop"), Column.Text("Held at"), Column.Text("Status"), Column.Text("Order"), Column.Text("Closes (UTC)"), Column.Text());
        foreach (var rule in rules)
        {
            sheet.Add(
                rule.PositionId, WordsOf(rule), rule.StopsAt is { } stop ? Figures.Exact(stop.Value) : "", Given.Hyphenated(rule.HeldAt), Given.Hyphenated(rule.Status), rule.OrderId ?? "",
                rule.CloseAt is { } at ? Figures.Moment(at.ToInstant()) : "", rule.Trouble ?? "");
        }

        Screen.Show(sheet);
    }

    /// <summary>fixed 5 %, trailing 2.5, atr 2 x 14 bars of 1d, trailing.</summary>
    public static string WordsOf(StopRuleView rule)
    {
        var distance = rule.Percent is { } percent ? $"{Figures.Exact(percent)} %" : rule.Amount is { } amount ? Figures.Exact(amount) : "";
        return rule.Kind switch
        {
            null => "time",
            StopKind.Atr => $"atr {Figures.Exact(rule.Multiple ?? 0m)} x {rule.Period} bars of {rule.Interval}{(rule.IsTrailing ? ", trailing" : "")}",
            { } kind => $"{Given.Hyphenated(kind)} {distance}".TrimEnd(),
        };
    }
}
