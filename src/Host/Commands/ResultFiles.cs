using System.CommandLine;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands;

/// <summary>Where the result of a run on history goes: the screen, and the files of --json and --report.</summary>
internal sealed class ResultFiles
{
    private const string StandardOutput = "-";

    private readonly Option<string?> _json = new("--json") { Description = "Write the result as a JSON document (- for standard output)", HelpName = "FILE" };
    private readonly Option<string?> _report = new("--report") { Description = "Write the report, one HTML page that opens offline", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_report);
    }

    /// <summary>Before the run, not after it: nobody wants to wait for a result that has nowhere to go.</summary>
    /// <exception cref="UsageException">A file cannot be written where it is wanted.</exception>
    public void Check(ParseResult parsed)
    {
        foreach (var file in new[] { parsed.GetValue(_json), parsed.GetValue(_report) }) CheckWritable(file);
    }

    /// <param name="show">Shows the result for people; not when the document goes to standard output.</param>
    public async Task Write<T>(ParseResult parsed, T result, Action show, Func<Task<string>> report, CancellationToken ct)
    {
        var (json, page) = (parsed.GetValue(_json), parsed.GetValue(_report));
        if (json == StandardOutput) await JsonSerializer.SerializeAsync(Console.OpenStandardOutput(), result, Wire.Public, ct);
        else show();
        if (json is not null and not StandardOutput) await WriteJson(json, result, ct);
        if (page is not null) await WriteReport(page, await report(), ct);
    }

    private static async Task WriteJson<T>(string file, T result, CancellationToken ct)
    {
        await using (var stream = File.Create(file)) await JsonSerializer.SerializeAsync(stream, result, Wire.Public, ct);
        Screen.Remark($"Result: {Path.GetFullPath(file)}");
    }

    private static async Task WriteReport(string file, string html, CancellationToken ct)
    {
        await File.WriteAllTextAsync(file, html, new UTF8Encoding(false), ct);
        Screen.Remark($"Report: {Path.GetFullPath(file)}");
    }

    private static void CheckWritable(string? file)
    {
        if (file is null or StandardOutput) return;
        if (Directory.Exists(file)) throw new UsageException($"{file} is a folder; name a file.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder)) throw new UsageException($"There is no folder {folder}.");
    }
}
