using System.Threading.Channels;

namespace AlgoTrendy.Platform.Telling;

/// <summary>A hint that there may be more: many while nobody waits are one.</summary>
internal sealed class Wakeup
{
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _hints.Writer.TryWrite(true);

    /// <summary>Waits for a hint, but not for ever, as hints get lost.</summary>
    public async Task Wait(TimeSpan most, CancellationToken ct)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(ct);
        nap.CancelAfter(most);
        try
        {
            await _hints.Reader.ReadAsync(nap.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // slept enough
        }
    }
}
