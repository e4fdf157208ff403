using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>Keeps what is done in the home folder: a folder each with what was asked, the result and the report. What is not whole is not there.</summary>
internal abstract class Archive<TRequest, TSummary, TResult>
    where TRequest : class where TSummary : class where TResult : class
{
    private const string RunFile = "run.json";
    private const string ResultFile = "result.json";
    private const string EquityOfRun = "equity.bin";
    private const string ReportFile = "report.html";

    private readonly string _folder;
    private readonly ConcurrentDictionary<JobId, JobRecord<TRequest, TSummary>> _runs = [];

    // The last result as it was made: the command that ran it asks for it right away, and it may be large.
    private (JobId Id, TResult Result)? _last;

    protected Archive(string folder, ILogger log)
    {
        _folder = folder;
        foreach (var each in Directory.EnumerateDirectories(_folder))
        {
            if (Load(Path.Combine(each, RunFile), log) is { } run) _runs[run.Job.JobId] = run;
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<JobRecord<TRequest, TSummary>> All => [.. _runs.Values.OrderByDescending(run => run.Job.JobId.Value, StringComparer.Ordinal)];

    public JobRecord<TRequest, TSummary>? Find(JobId id) => _runs.GetValueOrDefault(id);

    public TResult? ResultOf(JobId id)
    {
        if (Find(id) is null) return null;
        if (_last is { } last && last.Id == id) return last.Result;

        using var file = File.OpenRead(Path.Combine(FolderOf(id), ResultFile));
        return With(JsonSerializer.Deserialize<TResult>(file, Wire.Contract)!, EquityFile.Read(Path.Combine(FolderOf(id), EquityOfRun)));
    }

    public string? ReportOf(JobId id) => Find(id) is null ? null : File.ReadAllText(Path.Combine(FolderOf(id), ReportFile));

    public bool Delete(JobId id)
    {
        if (!_runs.TryRemove(id, out _)) return false;
        Directory.Delete(FolderOf(id), recursive: true);
        return true;
    }

    protected JobRecord<TRequest, TSummary> Save(JobRecord<TRequest, TSummary> run, TResult result, IReadOnlyList<EquityPoint> equity, Action<TextWriter> report)
    {
        var id = run.Job.JobId;
        var folder = Directory.CreateDirectory(FolderOf(id)).FullName;
        using (var file = File.Create(Path.Combine(folder, ResultFile))) JsonSerializer.Serialize(file, With(result, []), Wire.Contract);
        EquityFile.Write(Path.Combine(folder, EquityOfRun), equity);
        using (var page = new StreamWriter(Path.Combine(folder, ReportFile), false, new UTF8Encoding(false))) report(page);

        // Last, and in one move: a run whose description is there has everything else.
        var draft = Path.Combine(folder, RunFile + ".new");
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(run, Wire.Contract));
        File.Move(draft, Path.Combine(folder, RunFile), overwrite: true);
        _last = (id, result);
        return _runs[id] = run;
    }

    /// <summary>The result with another equity curve, which has a file of its own.</summary>
    protected abstract TResult With(TResult result, IReadOnlyList<EquityPoint> equity);

    private static JobRecord<TRequest, TSummary>? Load(string file, ILogger log)
    {
        // A run that was under way when the process ended left no description; its folder is of no use.
        if (!File.Exists(file)) return null;

        try
        {
            return JsonSerializer.Deserialize<JobRecord<TRequest, TSummary>>(File.ReadAllBytes(file), Wire.Contract);
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
