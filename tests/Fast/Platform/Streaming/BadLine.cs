using System.Net;
using System.Net.Sockets;

namespace AlgoTrendy.Tests.Fast.Platform.Streaming;

/// <summary>A connection to a server that breaks or falls silent after so many bytes of its answers.</summary>
internal sealed class BadLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _server;
    private readonly Func<int> _bytes;
    private readonly bool _fallsSilent;
    private readonly Task _accepting;

    /// <param name="bytes">How many get through, asked for each connection.</param>
    /// <param name="fallsSilent">Whether it is still there afterwards and says nothing, as when a cable is pulled.</param>
    public BadLine(Uri server, Func<int> bytes, bool fallsSilent = false)
    {
        (_server, _bytes, _fallsSilent) = (server, bytes, fallsSilent);
        _listener.Start();
        _accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task Accept()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                Connections++;
                lines.Add(Carry(client, _bytes()));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task Carry(TcpClient client, int bytes)
    {
        using var here = client;
        using var there = new TcpClient();
        try
        {
            await there.ConnectAsync(IPAddress.Loopback, _server.Port, _ending.Token);
            var asking = here.GetStream().CopyToAsync(there.GetStream(), _ending.Token);
            await Answer(there.GetStream(), here.GetStream(), bytes);
            if (_fallsSilent) await Task.Delay(Timeout.InfiniteTimeSpan, _ending.Token);
            here.Client.Close(0);
            there.Client.Close(0);
            await asking;
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // one of the two has hung up
        }
    }

    private async Task Answer(NetworkStream from, NetworkStream to, int bytes)
    {
        var buffer = new byte[1024];
        while (bytes > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, bytes)), _ending.Token);
            if (read == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, read), _ending.Token);
            bytes -= read;
        }
    }
}
