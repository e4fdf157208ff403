using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Contracts.History;

/// <summary>Keeps bars and ticks: takes files in, checks them, tells what is there and what is missing, and plays it again.</summary>
public interface IHistory
{
    /// <summary>Begins to read files into the store; follow it with <see cref="GetImport"/>.</summary>
    Task<Job> StartImport(ImportRequest request, CancellationToken ct);

    /// <summary>How an import is getting on, and its summary once it is over.</summary>
    Task<ImportProgress> GetImport(JobRequest request, CancellationToken ct);

    /// <summary>Stops an import that waits or runs; what it stored so far stays, and what is over stays as it is.</summary>
    Task<ImportProgress> CancelImport(JobRequest request, CancellationToken ct);

    /// <summary>What is stored, in which ranges, with which gaps by the instrument's calendar.</summary>
    Task<CoverageReport> GetCoverage(CoverageQuery query, CancellationToken ct);

    /// <summary>Reads every block of the stored files and names those that are damaged.</summary>
    Task<VerifyReport> Verify(SeriesFilter filter, CancellationToken ct);

    /// <summary>Writes a stored series as CSV.</summary>
    Task<ExportSummary> Export(ExportRequest request, CancellationToken ct);

    Task<DeleteSummary> Delete(SeriesFilter filter, CancellationToken ct);

    /// <summary>Makes sure that the store holds what can be made here: bars of the simulated market are generated; for others it only says what is there.</summary>
    Task<SeriesAvailability> Prepare(SeriesRequest request, CancellationToken ct);

    /// <summary>Bars as a backtest of the same instrument sees them; those of the simulated market are made first.</summary>
    Task<BarReply> ReadBars(BarQuery query, CancellationToken ct);

    /// <summary>Gets stored series ready to be played again, in lock-step. It ends when it is closed, or after ten minutes in which nobody reads it.</summary>
    Task<ReplaySession> OpenReplay(ReplayPlan plan, CancellationToken ct);

    /// <summary>The events in the order in which a backtest plays them: at one moment first all closes, then splits and dividends of raw prices, then opens, then ticks. The next is sent when everybody has acknowledged the last; the stream ends when all of the last one have. Refused: no-such-replay, already-acknowledged, unknown-sequence, replay-full, wrong-stage, taken-over.</summary>
    /// <exception cref="StreamRefusedException">With one of these codes.</exception>
    IAsyncEnumerable<MarketEvent> Replay(ReplayReader reader, CancellationToken ct);

    /// <summary>Says how far a reader is; what he does because of an event is done before he says so.</summary>
    Task<ReplayState> Acknowledge(ReplayAck ack, CancellationToken ct);

    /// <summary>Ends a replay, for its readers too.</summary>
    Task<ReplayState> CloseReplay(ReplayRequest request, CancellationToken ct);
}
