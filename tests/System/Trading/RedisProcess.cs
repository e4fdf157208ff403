using System.Diagnostics;
using System.Net.Sockets;
using AlgoTrendy.Tests.Databases.Servers;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>A Redis of its own, over which modules in several processes hear one another: in a temporary folder, on a free port of loopback, gone afterwards.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-redis-");
    private readonly int _port = Tool.FreePort();
    private readonly Process _process;

    private RedisProcess()
    {
        _process = Tool.Start(Tool.Find("redis-server", "redis-server"), "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--save", "", "--appendonly", "no");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<RedisProcess> Start()
    {
        var redis = new RedisProcess();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            try
            {
                using var line = new TcpClient();
                await line.ConnectAsync("127.0.0.1", redis._port, TestContext.Current.CancellationToken);
                return redis;
            }
            catch (SocketException) when (since.Elapsed < Patience)
            {
                // Not up yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
