using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Storage.Columnar;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Data files that are run on without being kept: History reads them into a store of their own, which is deleted afterwards.</summary>
internal sealed class ScratchFiles
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly IHistory _history;
    private readonly string _folder;

    public ScratchFiles(IHistory history, Home home)
    {
        _history = history;
        _folder = home.File("scratch");
        // What a process that was killed left behind.
        ScratchStore.Delete(_folder);
    }

    /// <summary>Reads the files; whoever uses the store deletes it by disposing.</summary>
    /// <exception cref="DataMissingException">Nothing of them can be used.</exception>
    public async Task<ScratchStore> Read(BacktestRequest request, JobId job, Action<double, string> report, CancellationToken ct)
    {
        var paths = request.Paths!;
        var import = await _history.StartImport(
            new([.. paths, .. Companions(paths)], request.Symbols is [var only] ? only : null, null, request.TimeZone, request.DateOrder, request.AssetClass, request.Currency, Scratch: job.Value), ct);
        var folder = Path.Combine(_folder, job.Value);
        try
        {
            var progress = await _history.GetImport(new(import.JobId), ct);
            while (progress.Job is { IsOver: false } running)
            {
                report(running.Progress, running.Message);
                await Task.Delay(LookAgain, ct);
                progress = await _history.GetImport(new(import.JobId), ct);
            }

            var summary = progress.Summary;
            if (progress.Job?.Status != JobStatus.Done || summary is null || summary.Series.Count == 0) throw new DataMissingException(WhyNothing(progress.Job?.Message, summary));
            return new(new ColumnStore(folder), folder, summary);
        }
        catch
        {
            await End(import.JobId);
            ScratchStore.Delete(folder);
            throw;
        }
    }

    /// <summary>Nobody may still write into a folder that is deleted.</summary>
    private async Task End(JobId import)
    {
        var progress = await _history.CancelImport(new(import), CancellationToken.None);
        while (progress.Job is { IsOver: false })
        {
            await Task.Delay(LookAgain, CancellationToken.None);
            progress = await _history.GetImport(new(import), CancellationToken.None);
        }
    }

    /// <summary>Factors and former tickers that lie beside LEAN files of stocks, without which their prices cannot be adjusted.</summary>
    private static IEnumerable<string> Companions(IReadOnlyList<string> paths) =>
        MarketFiles.Find(paths).Select(LeanFolders.Beside).OfType<LeanCompanions>().SelectMany(found => new[] { found.FactorFile, found.TickerMapFile }).OfType<string>().Distinct();

    private static string WhyNothing(string? message, ImportSummary? summary)
    {
        if (summary?.RefusedFiles is [var refused, ..])
            return $"{refused.File}: {refused.Reason}" + (refused.Choices.Count > 0 ? $" Say one of: {string.Join(", ", refused.Choices)}." : "");
        return summary?.Rejected is [var row, ..] ? $"No row of the data can be used; the first: {row.File}, line {row.Line}: {row.Reason}" : message ?? "The data cannot be read.";
    }
}

/// <summary>A store that lives as long as the run that reads it.</summary>
internal sealed record ScratchStore(ColumnStore Store, string Folder, ImportSummary Summary) : IDisposable
{
    public void Dispose() => Delete(Folder);

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
