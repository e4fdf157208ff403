using System.Diagnostics;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Databases.Postgres;
using AlgoTrendy.Tests.Fast;
using AlgoTrendy.Tests.Fast.Modules.Trading;
using Npgsql;

namespace AlgoTrendy.Tests.Databases.Servers;

/// <summary>A real PostgreSQL of its own: in a temporary folder, on a free port of loopback, gone afterwards.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-postgres-");
    private readonly int _port = Tool.FreePort();
    private Process? _process;
    private int _created;

    public string ConnectionString => To("postgres");

    public int ProcessId => _process!.Id;

    private string Cluster => Path.Combine(_folder.FullName, "cluster");

    public string To(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres";

    public async ValueTask InitializeAsync()
    {
        // The server refuses to run as root, so that its folder must be somebody else's.
        if (Tool.IsRoot) await Tool.Run("chown", "postgres", _folder.FullName);
        await Finish(AsOwner(Tool.Find("initdb", "postgresql"), "-D", Cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        await Start();
        // The first server is the one that all share; a test may have one of its own, and stop it.
        House.Elsewhere ??= Create;
        TradingTables.Elsewhere ??= name => new PostgresDialect(name, ConnectionString, Durability.Normal);
    }

    /// <summary>An empty database that nobody else has.</summary>
    /// <returns>How it is reached.</returns>
    public async Task<string> Create()
    {
        var name = $"house_{Interlocked.Increment(ref _created)}";
        await Execute($"create database {name}");
        return To(name);
    }

    public async Task Start()
    {
        // Tests end the server, and not the machine under it: what it has written is there without waiting for a disk.
        _process = AsOwner(Tool.Find("postgres", "postgresql"), "-D", Cluster, "-p", $"{_port}", "-k", _folder.FullName, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "fsync=off");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < Patience && !_process.HasExited)
            {
                // not up yet
            }
        }
    }

    /// <param name="signal">INT ends every connection in order, QUIT at once as a crash would.</param>
    public async Task Stop(string signal = "INT")
    {
        await Tool.Signal(_process!, signal);
        await _process!.WaitForExitAsync();
    }

    public async Task Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(To(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await Stop("QUIT");
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process AsOwner(params string[] command) =>
        Tool.IsRoot ? Tool.Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]) : Tool.Start(command[0], command[1..]);

    private static async Task Finish(Process process)
    {
        using (process)
        {
            var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"PostgreSQL could not be set up: {await error} {await said}");
        }
    }
}
