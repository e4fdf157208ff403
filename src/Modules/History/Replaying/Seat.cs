using System.Threading.Channels;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>Somebody whom a replay waits for: he is the same when he comes back.</summary>
internal sealed class Listener(string name, ReplayStage stage)
{
    public string Name => name;

    public ReplayStage Stage => stage;

    /// <summary>The last event that he acknowledged.</summary>
    public long Acknowledged { get; set; }

    /// <summary>The last event that he was given, over whichever connection.</summary>
    public long Given { get; set; }

    public Seat? Seat { get; set; }
}

/// <summary>A listener's place while he reads; his next connection takes it from him.</summary>
internal sealed class Seat(LockStep replay, Listener listener, long last) : IDisposable
{
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public Listener Listener => listener;

    /// <summary>The last event that was read from here.</summary>
    public long Last { get; set; } = last;

    /// <summary>There may be more.</summary>
    public void Wake() => _hints.Writer.TryWrite(true);

    /// <summary>The next event, once it may be heard; null when all is over.</summary>
    public async ValueTask<MarketEvent?> Next(CancellationToken ct)
    {
        while (true)
        {
            if (replay.TryTake(this, out var next)) return next;
            await _hints.Reader.ReadAsync(ct);
        }
    }

    public void Dispose() => replay.Leave(this);
}
