using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Asking;

namespace AlgoTrendy.Platform.Streaming;

/// <summary>Reads the items of a stream from another process, and notices when it has died.</summary>
internal sealed class RemoteItems<TItem>(string module, string route, HttpResponseMessage reply, Stream body, StreamBeat beat) : IAsyncDisposable
{
    private readonly PipeReader _lines = PipeReader.Create(body);
    private ReadOnlySequence<byte> _rest;
    private bool _isHeld;
    private bool _isOver;

    public TItem Current { get; private set; } = default!;

    /// <exception cref="RemoteFault">The connection was lost, or the module failed.</exception>
    /// <exception cref="StreamRefusedException">The module says no.</exception>
    public async ValueTask<bool> Next(CancellationToken ct)
    {
        while (true)
        {
            while (_isHeld && Cut(out var line))
                if (!line.IsEmpty)
                {
                    Current = Understand(line);
                    return true;
                }

            if (_isOver) return _rest.IsEmpty ? false : throw Malformed(null);
            await Read(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.CompleteAsync();
        reply.Dispose();
    }

    private bool Cut(out ReadOnlySequence<byte> line)
    {
        line = default;
        if (_rest.PositionOf(StreamLine.End) is not { } end) return false;
        line = _rest.Slice(0, end);
        _rest = _rest.Slice(_rest.GetPosition(1, end));
        return true;
    }

    private async ValueTask Read(CancellationToken ct)
    {
        if (_isHeld) _lines.AdvanceTo(_rest.Start, _rest.End);
        _isHeld = false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(beat.Patience);
        try
        {
            var result = await _lines.ReadAsync(patience.Token);
            (_rest, _isOver, _isHeld) = (result.Buffer, result.IsCompleted, true);
        }
        catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
        {
            throw new RemoteFault(module, RemoteFault.Lost, $"{module} was silent on {route} for {beat.Patience.TotalSeconds:0.#} s.", cause);
        }
        catch (IOException cause)
        {
            throw new RemoteFault(module, RemoteFault.Lost, $"The connection to {module} on which {route} came was lost.", cause);
        }
    }

    private TItem Understand(in ReadOnlySequence<byte> line)
    {
        try
        {
            if (!StreamLine.TryReadFault(line, out var fault)) return StreamLine.ReadItem<TItem>(line);
            if (fault is null) throw new JsonException("A fault is null.");
            throw fault.IsRefusal
                ? new StreamRefusedException(fault.Code, fault.Detail)
                : new RemoteFault(module, fault.Code, $"{module} failed on {route}: {fault.Detail}");
        }
        catch (JsonException cause)
        {
            throw Malformed(cause);
        }
    }

    private RemoteFault Malformed(Exception? cause) => new(module, RemoteFault.Malformed, $"{module} sent something on {route} that is not as the contract says.", cause);
}
