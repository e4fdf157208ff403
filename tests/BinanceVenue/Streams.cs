using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>The WebSocket API: subscriptions to the account's events, and pings.</summary>
internal sealed class Streams(Keys keys, Func<long> now, Misbehaviour wrong)
{
    private readonly ConcurrentDictionary<Guid, (Channel<byte[]> Out, WebSocket Socket, CancellationTokenSource Cut)> _open = new();
    private readonly ConcurrentDictionary<Guid, bool> _subscribed = new();

    public int Subscribed => _subscribed.Count;

    public void Tell(object payload)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["subscriptionId"] = 0, ["event"] = payload });
        foreach (var id in _subscribed.Keys)
            if (_open.TryGetValue(id, out var connection)) connection.Out.Writer.TryWrite(frame);
    }

    public void Terminate()
    {
        Tell(new Dictionary<string, object> { ["e"] = "eventStreamTerminated", ["E"] = now() });
        _subscribed.Clear();
    }

    /// <summary>Ends all connections without a word, as a failing network does.</summary>
    public void Cut()
    {
        foreach (var connection in _open.Values) connection.Cut.Cancel();
    }

    public async Task Serve(WebSocket socket)
    {
        var id = Guid.NewGuid();
        using var cut = new CancellationTokenSource();
        var output = Channel.CreateUnbounded<byte[]>();
        _open[id] = (output, socket, cut);
        var sending = Send(output.Reader, socket, cut.Token);
        try
        {
            var buffer = new byte[1 << 16];
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), cut.Token);
                if (got.MessageType == WebSocketMessageType.Close) break;
                output.Writer.TryWrite(Answer(id, buffer.AsSpan(0, got.Count)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException)
        {
            // The other side, or the test, has cut it.
        }
        finally
        {
            _subscribed.TryRemove(id, out _);
            _open.TryRemove(id, out _);
            output.Writer.TryComplete();
            socket.Abort();
            await sending;
        }
    }

    private async Task Send(ChannelReader<byte[]> frames, WebSocket socket, CancellationToken ct)
    {
        try
        {
            await foreach (var frame in frames.ReadAllAsync(ct))
                if (!wrong.Is("mute")) await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // Nobody hears it any more.
        }
    }

    private byte[] Answer(Guid id, ReadOnlySpan<byte> text)
    {
        var request = JsonDocument.Parse(text.ToArray()).RootElement;
        var number = request.GetProperty("id").GetString();
        try
        {
            switch (request.GetProperty("method").GetString())
            {
                case "ping": return Frame(new { id = number, status = 200, result = new { } });
                case "userDataStream.subscribe.signature":
                    keys.VerifySorted(request.GetProperty("params").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.ToString()), now());
                    _subscribed[id] = true;
                    return Frame(new { id = number, status = 200, result = new { subscriptionId = 0 } });
                default: throw new RefusedException(-1020, "This operation is not supported.");
            }
        }
        catch (RefusedException no)
        {
            return Frame(new { id = number, status = no.Status, error = new { code = no.Code, msg = no.Message } });
        }
    }

    private static byte[] Frame(object value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
