using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AlgoTrendy.Tests.Databases.Servers;

/// <summary>Programs of the operating system that the tests start.</summary>
internal static class Tool
{
    /// <summary>Debian keeps PostgreSQL's programs out of the path.</summary>
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/bin", "/usr/sbin", "/usr/local/bin",
        .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [],
    ];

    public static bool IsRoot => Environment.UserName == "root";

    /// <exception cref="InvalidOperationException">It is not installed; says what to install.</exception>
    public static string Find(string program, string package) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"These tests need {program}: install the package {package} (apt-get install {package}), or put it on the PATH, then try again.");

    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return Process.Start(start)!;
    }

    /// <returns>What it said; throws when it failed.</returns>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
    }

    public static Task Signal(Process process, string signal) => Run("kill", $"-{signal}", $"{process.Id}");

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
