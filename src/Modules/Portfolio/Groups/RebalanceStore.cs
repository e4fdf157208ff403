using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Groups;

/// <summary>What is to be traded, and where: written down before the first order is sent.</summary>
/// <param name="Preview">The answer without its orders.</param>
internal sealed record RebalancePlan(PortfolioMember Member, RebalanceReply Preview);

/// <summary>A rebalance that was asked for under a key.</summary>
/// <param name="Answer">Null: whoever sent its orders has not come to the end.</param>
internal sealed record KeptRebalance(string Asked, RebalancePlan Plan, RebalanceReply? Answer);

/// <summary>The table of rebalances that were asked for under a key.</summary>
internal static class RebalanceStore
{
    /// <summary>0.250 is 0.25, however it was written.</summary>
    public static string Asked(RebalanceRequest request) => JsonSerializer.Serialize(
        request with { Targets = [.. request.Targets.Select(target => target with { Weight = target.Weight / 1.000000000000000000000000000m })] }, Wire.Contract);

    public static KeptRebalance? Rebalance(this Reading reading, string key) =>
        reading.Find<Row>("select asked, plan, answer from rebalance_requests where key = @key", new { key }) is { } row
            ? new(row.Asked, Read<RebalancePlan>(row.Plan), row.Answer is null ? null : Read<RebalanceReply>(row.Answer))
            : null;

    public static void Begin(this Writing writing, string key, string asked, RebalancePlan plan) =>
        writing.Execute("insert into rebalance_requests (key, asked, plan) values (@key, @asked, @plan)", new { key, asked, plan = JsonSerializer.Serialize(plan, Wire.Contract) });

    public static void End(this Writing writing, string key, RebalanceReply answer) =>
        writing.Execute("update rebalance_requests set answer = @answer where key = @key", new { key, answer = JsonSerializer.Serialize(answer, Wire.Contract) });

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Wire.Contract)!;

    private sealed record Row(string Asked, string Plan, string? Answer);
}
