using System.Diagnostics;
using AlgoTrendy.Platform.Telling.Redis;

namespace AlgoTrendy.Tests.Databases.Servers;

/// <summary>A real Redis of its own: in a temporary folder, on a free port of loopback, gone afterwards. It writes down everything it says it has.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-redis-");
    private readonly int _port = Tool.FreePort();
    private Process? _process;

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<RedisServer> Start()
    {
        var server = new RedisServer();
        await server.StartAgain();
        return server;
    }

    public async Task StartAgain()
    {
        _process = Tool.Start(Tool.Find("redis-server", "redis-server"), "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--appendonly", "yes", "--appendfsync", "always", "--save", "");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await using var line = await RedisLine.Open(Address);
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                await line.Ask("PING");
                return;
            }
            catch (Exception cause) when (cause is IOException or StackExchange.Redis.RedisException && since.Elapsed < TimeSpan.FromSeconds(20))
            {
                // not up yet
            }
        }
    }

    public Task Signal(string signal) => Tool.Signal(_process!, signal);

    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process!.Dispose();
        _folder.Delete(recursive: true);
    }
}
