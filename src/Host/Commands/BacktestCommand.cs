using System.CommandLine;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands;

/// <summary>Runs a strategy on history and shows what came of it.</summary>
internal sealed class BacktestCommand(Surroundings surroundings)
{
    private readonly BacktestOptions _options = new();
    private readonly Option<string?> _json = new("--json") { Description = "Write the result as a JSON document (- for standard output)", HelpName = "FILE" };
    private readonly Option<string?> _report = new("--report") { Description = "Write the report, one HTML page that opens offline", HelpName = "FILE" };

    public Command Create()
    {
        var command = new Command("backtest", "Run a strategy on history: algotrendy backtest ema-cross --symbol BTCUSDT.SIM");
        _options.AddTo(command);
        command.Options.Add(_json);
        command.Options.Add(_report);
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var request = _options.Read(parsed);
        var (json, report) = (parsed.GetValue(_json), parsed.GetValue(_report));
        foreach (var file in new[] { json, report }) CheckWritable(file);

        await using var session = await surroundings.Open(parsed, ct);
        var backtesting = session.Get<IBacktesting>();
        var started = await backtesting.StartBacktest(request, ct);
        if (started.Job is not { } queued)
        {
            Screen.Remark(started.Reason!);
            return ExitCode.Failure;
        }

        var id = new JobRequest(queued.JobId);
        var job = await JobFollower.Follow(async token => (await backtesting.GetBacktest(id, token)).Job!, () => backtesting.CancelBacktest(id, CancellationToken.None), ct);
        if (job.Status != JobStatus.Done)
        {
            Screen.Remark(job.Message);
            return ExitCode.Failure;
        }

        var result = (await backtesting.GetResult(id, ct)).Result!;
        if (json == "-") await JsonSerializer.SerializeAsync(Console.OpenStandardOutput(), result, Wire.Public, ct);
        else ResultTable.Write(result, request.Strategy);
        if (json is not null and not "-") await WriteJson(json, result, ct);
        if (report is not null) await WriteReport(report, (await backtesting.GetReport(id, ct)).Html!, ct);
        return ExitCode.Success;
    }

    private static async Task WriteJson(string file, BacktestResult result, CancellationToken ct)
    {
        await using (var stream = File.Create(file)) await JsonSerializer.SerializeAsync(stream, result, Wire.Public, ct);
        Screen.Remark($"Result: {Path.GetFullPath(file)}");
    }

    private static async Task WriteReport(string file, string html, CancellationToken ct)
    {
        await File.WriteAllTextAsync(file, html, new UTF8Encoding(false), ct);
        Screen.Remark($"Report: {Path.GetFullPath(file)}");
    }

    /// <summary>Before the run, not after it: nobody wants to wait for a result that has nowhere to go.</summary>
    private static void CheckWritable(string? file)
    {
        if (file is null or "-") return;
        if (Directory.Exists(file)) throw new UsageException($"{file} is a folder; name a file.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder)) throw new UsageException($"There is no folder {folder}.");
    }
}
