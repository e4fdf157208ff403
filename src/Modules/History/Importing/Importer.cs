using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Platform.Jobs;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Reads the files of an import into the store that is kept, or into one of its own.</summary>
internal sealed class Importer(StoreDoor kept, IMarketData catalogue, Home home)
{
    private const string ScratchFolder = "scratch";

    public async Task Run(TrackedJob<ImportRequest, ImportSummary> job, ImportTally tally, CancellationToken ct)
    {
        if (job.Request.Scratch is not { } name)
        {
            await new ImportRun(kept, catalogue, job, tally).Run(ct);
            return;
        }

        using var scratch = new StoreDoor(new ColumnStore(Path.Combine(home.Folder(ScratchFolder), name)));
        await new ImportRun(scratch, catalogue, job, tally).Run(ct);
    }
}
