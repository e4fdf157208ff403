using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Brokers;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>One connection to the WebSocket API with a subscription to the account's events.</summary>
/// <remarks>userDataStream.subscribe.signature: the listen keys of older versions were withdrawn in February 2026, and session.logon takes no HMAC keys.</remarks>
internal sealed class UserConnection(Endpoints endpoints, ServerClock clock, BinanceOptions options) : IAsyncDisposable
{
    private const int LongestFrame = 1 << 20;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 16];

    /// <summary>Connects and subscribes.</summary>
    /// <returns>Null when the venue has confirmed the subscription, else why not.</returns>
    public async Task<string?> Open(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.Patience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await _socket.ConnectAsync(endpoints.Stream, either.Token);
            // Measured anew: a stale clock would have the subscription refused.
            await clock.Measure(either.Token);
            var signed = new Parameters().SignedByName(endpoints.Key, await clock.Timestamp(either.Token), (long)options.ReceiveWindow.TotalMilliseconds);
            await Send(new("subscribe", "userDataStream.subscribe.signature", signed), either.Token);
            while (await Receive(either.Token) is { } text)
                if (JsonSerializer.Deserialize(text.Span, Messages.Default.FrameMessage) is { Id: "subscribe" } answer)
                    return answer.Status == 200 ? null : $"Binance refused the user stream with {answer.Error?.Code}: {answer.Error?.Msg}";

            return "Binance closed the connection before the subscription.";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "Binance's user stream did not open in time.";
        }
        catch (Exception fault) when (fault is WebSocketException or JsonException or IOException)
        {
            return $"Binance's user stream can't be opened ({fault.GetType().Name}).";
        }
    }

    /// <summary>Passes events on until the connection ends.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> Pump(ChannelWriter<BrokerEvent> events, CancellationToken ct)
    {
        using var life = new CancellationTokenSource(options.ConnectionLife, options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.Token);
        var pinging = Ping(stop.Token);
        try
        {
            while (true)
            {
                using var silence = new CancellationTokenSource(options.Silence, options.Time);
                using var any = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, silence.Token);
                try
                {
                    if (await Receive(any.Token) is not { } text) return "Binance closed the connection.";
                    if (StreamFrames.Read(text.Span, events) is { } end) return end;
                }
                catch (OperationCanceledException) when (silence.IsCancellationRequested && !ct.IsCancellationRequested)
                {
                    return $"Nothing came for {options.Silence.TotalSeconds:0.#} s, not even an answer to a ping.";
                }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested)
                {
                    return "The connection is renewed before Binance's 24 hours are over.";
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException)
        {
            return $"The connection was lost ({fault.GetType().Name}).";
        }
        finally
        {
            await stop.CancelAsync();
            await pinging;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    // The venue's own pings are answered below us, unseen; a question of ours shows whether it still listens.
    private async Task Ping(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.PingEvery, options.Time, ct);
                await Send(new("ping", "ping", null), ct);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The reading side says why it ended.
        }
    }

    private Task Send(SocketRequest request, CancellationToken ct) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(request, Messages.Default.SocketRequest), WebSocketMessageType.Text, endOfMessage: true, ct);

    /// <summary>A whole message; null when the venue closes.</summary>
    private async Task<ReadOnlyMemory<byte>?> Receive(CancellationToken ct)
    {
        var whole = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), ct);
            if (part.MessageType == WebSocketMessageType.Close) return null;

            whole.Write(_buffer, 0, part.Count);
            if (whole.Length > LongestFrame) throw new IOException("A frame of the user stream is longer than any that Binance sends.");
            if (part.EndOfMessage) return whole.GetBuffer().AsMemory(0, (int)whole.Length);
        }
    }
}
