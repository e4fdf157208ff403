using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Risk.Alerts;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Shows limits and changes them: a change is a new version, which goes to trading at once.</summary>
internal sealed class LimitOffice(LimitStore store, LimitPush push, LimitOwners owners, RiskFaults faults, LastStandings standings, CallerContext callers, IClock clock)
{
    public async Task<LimitsReply> Get(LimitsQuery query, CancellationToken ct) => await store.Find(query.Version, ct) is { } found
        ? new(found, push.InForce == found.Version, standings.Used, null)
        : LimitsReply.No(new("unknown-version", $"There is no version {query.Version} of the limits."));

    public async Task<LimitsReply> Change(LimitsChange change, CancellationToken ct)
    {
        if (LimitFieldCheck.FaultOf(change) is { } fault) return LimitsReply.No(fault);
        if (await owners.FaultOf(change.All ?? change.Set ?? [], LimitFieldCheck.PlaceIn(change), ct) is { } unknown) return LimitsReply.No(unknown);
        var points = await faults.Now(ct);
        var (made, refusal) = await store.Add(now => Next(now!, change), 0, ct, points);
        if (made is null) return LimitsReply.No(refusal!);

        points.Reach("limits-kept");
        await push.Now();
        points.Reach("limits-pushed");
        return new(made, push.InForce == made.Version, standings.Used, null);
    }

    /// <summary>What no limit is about needs no push: whoever limits it later has it counted then.</summary>
    public async Task<PortfolioRecount> Recount(string portfolioId, CancellationToken ct)
    {
        var limits = (await store.Find(null, ct))!.Items;
        return new(!limits.Any(limit => limit is { Enabled: true, Scope: LimitScope.Portfolio } && (limit.ScopeId == Limit.Every || limit.ScopeId == portfolioId)) || await push.Now());
    }

    public async Task<LimitVersionPage> Versions(LimitVersionQuery query, CancellationToken ct) => await store.List(query with { Limit = Math.Clamp(query.Limit, 1, Fields.MostItems) }, ct);

    private (LimitVersion?, RiskRefusal?) Next(LimitVersion now, LimitsChange change)
    {
        if (change.Version is { } version && version != now.Version) return (null, new("limits-changed", $"The limits are at version {now.Version}, not {version}: somebody changed them meanwhile."));
        if (change.Remove?.FirstOrDefault(id => now.Items.All(limit => limit.Id != id)) is { } missing) return (null, new("unknown-limit", $"There is no limit '{missing}'."));

        var items = (change.All ?? now.Items).Where(limit => change.Remove?.Contains(limit.Id) != true).ToList();
        foreach (var limit in change.Set ?? [])
        {
            var place = items.FindIndex(one => one.Id == limit.Id);
            if (place >= 0) items[place] = limit;
            else items.Add(limit);
        }

        if (items.Count > LimitFieldCheck.MostLimits) return (null, Fields.No("items", $"There are {items.Count} limits then; at most {LimitFieldCheck.MostLimits} are kept."));
        return (new(0, Instant64.FromInstant(clock.GetCurrentInstant()), callers.Current.Name, change.Note, change.OnBreach ?? now.OnBreach, items), null);
    }
}
