using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>Opens replays, and keeps them in memory as long as somebody reads them.</summary>
internal sealed class ReplayDesk(ReplaySeries series, TimeProvider time) : IDisposable
{
    public const string NoSuchReplay = "no-such-replay";

    /// <summary>Each holds its series in memory.</summary>
    private const int Most = 32;

    private readonly ConcurrentDictionary<ReplayId, LockStep> _replays = [];

    public async Task<ReplaySession> Open(ReplayPlan plan, CancellationToken ct)
    {
        if (FaultOf(plan) is { } fault) return new(null, 0, [], fault);

        var assumptions = new List<string>();
        var (market, reason) = await series.Load(plan, assumptions, ct);
        if (market is null) return new(null, 0, assumptions, reason);

        var id = new ReplayId(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        _replays[id] = new(plan, market, time, () => Close(id));
        return new(id, market.Count, assumptions, null);
    }

    public async IAsyncEnumerable<MarketEvent> Read(ReplayReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        var replay = _replays.GetValueOrDefault(reader.Replay) ?? throw new StreamRefusedException(NoSuchReplay, Missing(reader.Replay));
        using var seat = replay.Join(reader);
        while (await seat.Next(ct) is { } next) yield return next;
    }

    public ReplayState Acknowledge(ReplayAck ack) =>
        _replays.TryGetValue(ack.Replay, out var replay) ? replay.Acknowledge(ack.Name, ack.Sequence) : new(0, IsOver: true, Missing(ack.Replay));

    public ReplayState Close(ReplayId id)
    {
        if (!_replays.TryRemove(id, out var replay)) return new(0, IsOver: true, Missing(id));
        var state = replay.State;
        replay.Dispose();
        return state;
    }

    public void Dispose()
    {
        foreach (var id in _replays.Keys) Close(id);
    }

    private string? FaultOf(ReplayPlan plan) => plan switch
    {
        { Series.Count: 0 } => "A replay needs at least one series.",
        _ when plan.Series.FirstOrDefault(key => key.Kind == SeriesKind.QuoteBars) is { } quotes => $"{quotes} cannot be played; ask for Bars of {quotes.Symbol}, which are made of them.",
        _ when plan.Series.Count != plan.Series.Distinct().Count() => "A series was given twice.",
        _ when plan.From >= plan.To => $"The range ends at {plan.To}, before it begins at {plan.From}.",
        { Venues: < 0 } or { Strategies: < 0 } or { Venues: 0, Strategies: 0 } => "A replay is for at least one venue or strategy.",
        { Speed: { } speed } when !(speed > 0) => "The speed must be above 0.",
        _ when _replays.Count >= Most => $"{Most} replays are open; close one first.",
        _ => null,
    };

    private static string Missing(ReplayId id) => $"There is no replay {id}: it was closed, or nobody read it for a while, or the server began anew.";
}
