using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>What a command left behind.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>The built program, started as a user starts it: on a free port, on a home folder of its own. Killed when the test is over.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    /// <summary>Long, because the machine that runs this may be busy; it is a limit, not a measure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string Program = FindProgram();

    private readonly Process _process;

    private PlatformProcess(Process process) => _process = process;

    public HttpClient Http { get; } = new();

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it logged, line by line.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Starts a server and waits until it can be used.</summary>
    public static Task<PlatformProcess> Serve(TemporaryHome home, params string[] arguments) => Serve(new Dictionary<string, string>(), home, arguments);

    /// <summary>Starts a server with more in its environment, and waits until it can be used.</summary>
    public static async Task<PlatformProcess> Serve(IReadOnlyDictionary<string, string> environment, TemporaryHome home, params string[] arguments)
    {
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new PlatformProcess(Start(["serve", "--port", "0", "--home", home.Path, .. arguments], environment));
        server._process.OutputDataReceived += (_, line) => server.Read(line.Data, found);
        server._process.ErrorDataReceived += (_, line) => server.Read(line.Data, found);
        server._process.Exited += (_, _) => found.TrySetException(new InvalidOperationException("It ended."));
        server._process.EnableRaisingEvents = true;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            server.Http.BaseAddress = await found.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            while ((int)(await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode != 200)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        catch (Exception cause) when (cause is TimeoutException or InvalidOperationException or HttpRequestException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not come up:\n{string.Join('\n', server.Log)}", cause);
        }

        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<Ended> Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end, with more in its environment.</summary>
    public static async Task<Ended> Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(arguments, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Ends it as a power cut would: without a chance to tidy up.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends when the process has ended.</summary>
    public Task Ended(CancellationToken ct) => _process.WaitForExitAsync(ct);

    /// <summary>Asks it to end, as systemd and Docker do.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("ALGOTRENDY_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(variable);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private void Read(string? line, TaskCompletionSource<Uri> found)
    {
        if (line is null) return;

        Log.Enqueue(line);
        if (line.StartsWith('{') && JsonDocument.Parse(line).RootElement.TryGetProperty("address", out var address)) found.TrySetResult(new(address.GetString()!));
    }

    /// <summary>Of the same configuration as these tests; or a published one, where ALGOTRENDY_TEST_PROGRAM says which.</summary>
    private static string FindProgram()
    {
        if (Environment.GetEnvironmentVariable("ALGOTRENDY_TEST_PROGRAM") is { Length: > 0 } given) return given;
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(tests.Parent!.Parent!.FullName, "Host", tests.Name, "AlgoTrendy.Host.dll");
    }
}

/// <summary>A home folder that is gone after the test.</summary>
internal sealed class TemporaryHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("algotrendy-home-");

    public string Path => _folder.FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => _folder.Delete(recursive: true);
}
