using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.Backtesting.Report;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Keeps finished runs in the home folder: a folder a run with what was asked, the result and the report. What is not whole is not there.</summary>
internal sealed class BacktestArchive
{
    private const string RunFile = "run.json";
    private const string ResultFile = "result.json";
    private const string EquityOfRun = "equity.bin";
    private const string ReportFile = "report.html";

    private readonly string _folder;
    private readonly ConcurrentDictionary<JobId, FinishedRun> _runs = [];

    // The last result as it was made: the command that ran it asks for it right away, and it may be large.
    private (JobId Id, BacktestResult Result)? _last;

    public BacktestArchive(Home home, ILogger<BacktestArchive> log)
    {
        _folder = home.Folder("backtests");
        foreach (var folder in Directory.EnumerateDirectories(_folder))
        {
            if (Load(Path.Combine(folder, RunFile), log) is { } run) _runs[run.Job.JobId] = run;
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<FinishedRun> All => [.. _runs.Values.OrderByDescending(run => run.Job.JobId.Value, StringComparer.Ordinal)];

    public FinishedRun? Find(JobId id) => _runs.GetValueOrDefault(id);

    public FinishedRun Save(JobId id, Instant createdAt, BacktestRequest request, BacktestResult result, IReadOnlyList<BarSeries> prices, BarSeries? benchmark)
    {
        var run = new FinishedRun(
            new(id, Running.BacktestQueue.Kind, JobStatus.Done, 1, null, $"Ran {result.Bars} bars.", createdAt), request,
            new(result.ResultHash, result.Bars, result.ElapsedMs, result.StartEquity, result.FinalEquity, result.Currency, result.Trades.Count));

        var folder = Directory.CreateDirectory(FolderOf(id)).FullName;
        using (var file = File.Create(Path.Combine(folder, ResultFile))) JsonSerializer.Serialize(file, result with { Equity = [] }, Wire.Contract);
        EquityFile.Write(Path.Combine(folder, EquityOfRun), result.Equity);
        using (var page = new StreamWriter(Path.Combine(folder, ReportFile), false, new UTF8Encoding(false))) ReportWriter.Write(page, result, prices, benchmark);

        // Last, and in one move: a run whose description is there has everything else.
        var draft = Path.Combine(folder, RunFile + ".new");
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(run, Wire.Contract));
        File.Move(draft, Path.Combine(folder, RunFile), overwrite: true);
        _last = (id, result);
        return _runs[id] = run;
    }

    public BacktestResult? ResultOf(JobId id)
    {
        if (Find(id) is null) return null;
        if (_last is { } last && last.Id == id) return last.Result;

        using var file = File.OpenRead(Path.Combine(FolderOf(id), ResultFile));
        return JsonSerializer.Deserialize<BacktestResult>(file, Wire.Contract)! with { Equity = EquityFile.Read(Path.Combine(FolderOf(id), EquityOfRun)) };
    }

    public string? ReportOf(JobId id) => Find(id) is null ? null : File.ReadAllText(Path.Combine(FolderOf(id), ReportFile));

    public bool Delete(JobId id)
    {
        if (!_runs.TryRemove(id, out _)) return false;
        Directory.Delete(FolderOf(id), recursive: true);
        return true;
    }

    private static FinishedRun? Load(string file, ILogger log)
    {
        // A run that was under way when the process ended left no description; its folder is of no use.
        if (!File.Exists(file)) return null;

        try
        {
            return JsonSerializer.Deserialize<FinishedRun>(File.ReadAllBytes(file), Wire.Contract);
        }
        catch (JsonException damaged)
        {
            log.LogWarning("{File} cannot be read and is left out: {Reason}", file, damaged.Message);
            return null;
        }
    }

    // Ids are made here, but they come back from outside; only known ones lead to a folder.
    private string FolderOf(JobId id) => Path.Combine(_folder, id.Value);
}
