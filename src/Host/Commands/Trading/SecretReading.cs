using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Where a secret comes from.</summary>
internal static class SecretReading
{
    public const string Variable = "ALGOTRENDY_BROKER_SECRET";

    /// <summary>Longer than any vendor's secret: whoever names the wrong file does not have it sent.</summary>
    private const int LongestFile = 4_096;

    /// <exception cref="UsageException">There is no secret, and nobody can be asked.</exception>
    public static async Task<string> Read(string? file, CancellationToken ct)
    {
        if (file is not null) return await ReadFile(Given.FullPath(file), ct);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } secret) return secret;
        return Screen.CanAsk ? Screen.AskSecret("Secret:") : throw new UsageException($"There is no secret: name a --secret-file, or set {Variable}.");
    }

    private static async Task<string> ReadFile(string path, CancellationToken ct)
    {
        if (!File.Exists(path)) throw new UsageException($"--secret-file {path} is not there.");
        if (new FileInfo(path).Length > LongestFile) throw new UsageException($"--secret-file {path} is too long to be a secret.");
        return (await File.ReadAllTextAsync(path, ct)).Trim();
    }
}
