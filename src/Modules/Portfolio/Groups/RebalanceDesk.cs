using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Groups;

/// <summary>Rebalances portfolios. What is asked for under one key is planned once and answered once, whatever happens to the module in between.</summary>
internal sealed class RebalanceDesk([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Rebalancer rebalancer) : IDisposable
{
    private const int Turns = 16;

    // Under one key one at a time, so that two do not place the same orders and hear different answers. Keys share a turn now and then, and wait a little for it.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>A preview sends nothing, and takes no note of its key.</summary>
    public async Task<RebalanceReply> Rebalance(RebalanceRequest request, CancellationToken ct)
    {
        if (request is { Execute: true, IdempotencyKey: { } key }) return await Once(request, key, ct);

        var (plan, refusal) = await Plan(request, ct);
        return plan is null ? Rebalancer.No(refusal!) : request.Execute ? await rebalancer.Place(plan, request, ct) : plan.Preview;
    }

    public void Dispose()
    {
        foreach (var turn in _turns) turn.Dispose();
    }

    private async Task<RebalanceReply> Once(RebalanceRequest request, string key, CancellationToken ct)
    {
        var turn = _turns[Math.Abs(key.GetHashCode(StringComparison.Ordinal) % Turns)];
        await turn.WaitAsync(ct);
        try
        {
            var asked = RebalanceStore.Asked(request);
            var kept = await database.Read(reading => reading.Rebalance(key), ct);
            if (kept is not null && kept.Asked != asked) return Rebalancer.No(Refusals.KeyReused);
            if (kept?.Answer is { } before) return before;

            // Begun and not ended: prices are others by now, but the orders that were sent are of that plan, and trading knows them by their keys.
            var (plan, refusal) = kept is not null ? (kept.Plan, null) : await Plan(request, ct);
            if (plan is null) return Rebalancer.No(refusal!);

            if (kept is null) await database.Write(writing => writing.Begin(key, asked, plan), ct);
            var answer = await rebalancer.Place(plan, request, ct);
            // What was sent is sent, also when nobody waits for the answer any more.
            await database.Write(writing => writing.End(key, answer), CancellationToken.None);
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(RebalancePlan? Plan, PortfolioRefusal? Refusal)> Plan(RebalanceRequest request, CancellationToken ct) =>
        await database.Read(reading => reading.Portfolios(request.PortfolioId), ct) is [var group] ? await rebalancer.Plan(group, request, ct) : (null, Refusals.Portfolio(request.PortfolioId));
}
