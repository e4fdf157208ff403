using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Limits as people read them.</summary>
internal static class RiskText
{
    /// <summary>What came of a command on the limits.</summary>
    public static int Tell(LimitsReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Limits is { } limits) Show(limits, reply);
        return reply.Refusal is { } refusal ? Tell(refusal) : ExitCode.Success;
    }

    public static int Tell(RiskRefusal refusal) => Refused.Tell(new TradingRefusal(refusal.Code, refusal.Message, refusal.Field, refusal.Choices));

    /// <summary>10 %, 300 count.</summary>
    public static string AmountOf(decimal value, LimitUnit unit) => unit switch
    {
        LimitUnit.None => "",
        LimitUnit.Percent => $"{Figures.Exact(value)} %",
        _ => $"{Figures.Exact(value)} {Given.Hyphenated(unit)}",
    };

    private static void Show(LimitVersion limits, LimitsReply reply)
    {
        var sheet = new Sheet(Column.Text("Limit"), Column.Text("Of each"), Column.Text("Rule"), Column.Number("Value"), Column.Number("Used"), Column.Text());
        foreach (var limit in limits.Items)
        {
            sheet.Add(
                limit.Id, limit.ScopeId == Limit.Every ? Given.Hyphenated(limit.Scope) : $"{Given.Hyphenated(limit.Scope)} {limit.ScopeId}", Given.Hyphenated(limit.Rule), AmountOf(limit.Value, limit.Unit),
                limit.Enabled && reply.Used.TryGetValue(limit.Id, out var used) ? Figures.Exact(decimal.Round(used * 100m, 2)) + " %" : "", !limit.Enabled ? "off" : limit.CountsWithoutStop == false ? "only with a stop" : "");
        }

        Screen.Show(sheet);
        Screen.Say($"Version {limits.Version} by {limits.By}{(reply.InForce ? "" : "; trading has not taken it yet")}.");
    }
}
