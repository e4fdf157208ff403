using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AlgoTrendy.Tests.Databases.Servers;

/// <summary>A way to a server on this machine, over which connections can die without a word: they stay open, and nothing passes any more. New ones do.</summary>
internal sealed class SilentWay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<Passing> _passing = [];
    private readonly Task _accepting;

    public SilentWay(string server)
    {
        _server = IPEndPoint.Parse(server);
        _listener.Start();
        _accepting = Accept();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>From now on nothing passes over the connections that there are.</summary>
    public void Silence()
    {
        foreach (var one in _passing) one.IsSilent = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        foreach (var one in _passing) one.Dispose();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var passing = new Passing(await _listener.AcceptTcpClientAsync(_ending.Token), new TcpClient());
                _passing.Add(passing);
                await passing.Begin(_server);
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }
    }

    private sealed class Passing(TcpClient client, TcpClient server) : IDisposable
    {
        public volatile bool IsSilent;

        public async Task Begin(IPEndPoint to)
        {
            await server.ConnectAsync(to);
            _ = Copy(client.GetStream(), server.GetStream());
            _ = Copy(server.GetStream(), client.GetStream());
        }

        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }

        private async Task Copy(NetworkStream from, NetworkStream to)
        {
            var buffer = new byte[16 * 1024];
            try
            {
                while (await from.ReadAsync(buffer) is var count and > 0)
                    if (!IsSilent) await to.WriteAsync(buffer.AsMemory(0, count));
            }
            catch (Exception cause) when (cause is IOException or ObjectDisposedException)
            {
                // One of them has hung up.
            }

            if (!IsSilent) Dispose();
        }
    }
}
