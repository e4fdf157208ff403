using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Modules.History.Replaying;

/// <summary>What everybody in front of a replay got and acknowledged, in the order in which it happened.</summary>
internal sealed class Audience(IHistory history, ReplayId replay)
{
    private readonly Lock _turn = new();
    private readonly List<(string Name, bool IsAck, MarketEvent Event)> _log = [];

    /// <summary>What happened so far; an acknowledgement is noted before it is sent.</summary>
    public IReadOnlyList<(string Name, bool IsAck, MarketEvent Event)> Log
    {
        get
        {
            lock (_turn) return [.. _log];
        }
    }

    public IReadOnlyList<MarketEvent> HeardBy(string name) => [.. Log.Where(entry => entry.Name == name && !entry.IsAck).Select(entry => entry.Event)];

    /// <summary>Reads to the end and acknowledges each event, after a pause.</summary>
    /// <param name="stay">How many events to read before the connection is left and another begins; null: all over one.</param>
    public async Task Listen(string name, ReplayStage stage, CancellationToken ct, Func<TimeSpan>? pause = null, Func<int>? stay = null)
    {
        long? last = null;
        while (true)
        {
            var left = stay?.Invoke() ?? int.MaxValue;
            var isOver = true;
            await foreach (var heard in history.Replay(new(replay, name, stage, last), ct))
            {
                Note(name, isAck: false, heard);
                last = heard.Sequence;
                // Who leaves before he acknowledges does so when he is back.
                if (--left == 0) { isOver = false; break; }
                await Acknowledge(name, heard, pause, ct);
            }

            if (isOver) return;
            await Acknowledge(name, HeardBy(name)[^1], pause, ct);
        }
    }

    private async Task Acknowledge(string name, MarketEvent heard, Func<TimeSpan>? pause, CancellationToken ct)
    {
        if (pause?.Invoke() is { } time && time > TimeSpan.Zero) await Task.Delay(time, ct);
        Note(name, isAck: true, heard);
        Assert.Null((await history.Acknowledge(new(replay, name, heard.Sequence), ct)).Reason);
    }

    private void Note(string name, bool isAck, MarketEvent heard)
    {
        lock (_turn) _log.Add((name, isAck, heard));
    }
}
