using AlgoTrendy.Contracts.MarketData;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Reads the files of an import into the store.</summary>
internal sealed class Importer(StoreDoor door, IMarketData catalogue)
{
    public Task Run(ImportJob job, ImportTally tally, CancellationToken ct) => new ImportRun(door, catalogue, job, tally).Run(ct);
}
