using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Every version of the limits.</summary>
internal sealed class LimitStore([FromKeyedServices("risk")] Database database)
{
    /// <summary>What orders the events about limits.</summary>
    private const string Key = "limits";

    private const string Newest = "select version, at, made_by, note, on_breach, items from limit_versions order by version desc limit 1";

    public Task<LimitVersion?> Find(long? version, CancellationToken ct) => database.Read(reading => version is { } wanted
        ? reading.Find<Row>("select version, at, made_by, note, on_breach, items from limit_versions where version = @wanted", new { wanted })?.ToVersion()
        : reading.Find<Row>(Newest)?.ToVersion(), ct);

    /// <summary>Makes the next version of the one before it, or says why not.</summary>
    /// <param name="next">Given the newest version (null: there is none); what it answers is kept. Null: nothing is.</param>
    /// <param name="atLeast">A number that is not given out again.</param>
    /// <param name="faults">Null: none.</param>
    public Task<(LimitVersion? Made, RiskRefusal? Refusal)> Add(Func<LimitVersion?, (LimitVersion? Next, RiskRefusal? Refusal)> next, long atLeast, CancellationToken ct, FaultPoints? faults = null) => database.Write(writing =>
    {
        var newest = writing.Find<Row>(Newest)?.ToVersion();
        var (wanted, refusal) = next(newest);
        if (wanted is null) return (null, refusal);

        var made = wanted with { Version = Math.Max(newest?.Version ?? 0, atLeast) + 1 };
        writing.Execute("insert into limit_versions (version, at, made_by, note, on_breach, items) values (@Version, @At, @MadeBy, @Note, @OnBreach, @Items)", Row.Of(made));
        writing.Tell(Key, new LimitsChanged(made));
        faults?.Reach("limits-written");
        return ((LimitVersion?)made, (RiskRefusal?)null);
    }, ct);

    public Task<LimitVersionPage> List(LimitVersionQuery query, CancellationToken ct) => database.Read(reading =>
    {
        var (below, most) = (Fields.PlaceOf(query.Cursor) ?? long.MaxValue, query.Limit + 1);
        // One more than the page has, as the last is compared with the one before it.
        var all = reading.Query<Row>("select version, at, made_by, note, on_breach, items from limit_versions where version < @below order by version desc limit @most", new { below, most }).Select(row => row.ToVersion()).ToArray();
        var page = all.Take(query.Limit).Select((version, index) => Summary(version, index + 1 < all.Length ? all[index + 1].Items : [])).ToArray();
        return new LimitVersionPage(page, all.Length > query.Limit ? page[^1].Version.ToString(CultureInfo.InvariantCulture) : null);
    }, ct);

    private static LimitVersionSummary Summary(LimitVersion version, IReadOnlyList<Limit> before)
    {
        var (old, now) = (before.ToDictionary(limit => limit.Id, Text), version.Items.ToDictionary(limit => limit.Id, Text));
        return new(
            version.Version, version.At, version.By, version.Note, version.OnBreach, now.Count,
            [.. now.Keys.Where(id => !old.ContainsKey(id))], [.. now.Where(one => old.TryGetValue(one.Key, out var was) && was != one.Value).Select(one => one.Key)], [.. old.Keys.Where(id => !now.ContainsKey(id))]);
    }

    // As it is kept: lists in it are compared by what they hold.
    private static string Text(Limit limit) => JsonSerializer.Serialize(limit, Wire.Contract);

    private sealed record Row(long Version, Instant64 At, string MadeBy, string? Note, TradingMode OnBreach, string Items)
    {
        public static Row Of(LimitVersion version) => new(version.Version, version.At, version.By, version.Note, version.OnBreach, JsonSerializer.Serialize(version.Items, Wire.Contract));

        public LimitVersion ToVersion() => new(Version, At, MadeBy, Note, OnBreach, JsonSerializer.Deserialize<IReadOnlyList<Limit>>(Items, Wire.Contract)!);
    }
}
