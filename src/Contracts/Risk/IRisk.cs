using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Contracts.Risk;

/// <summary>Owns the limits and pushes them to trading, answers what-if questions by the gate's own code, and watches how much of the limits is used.</summary>
public interface IRisk
{
    /// <summary>The limits as they are now, or were.</summary>
    Task<LimitsReply> GetLimits(LimitsQuery query, CancellationToken ct);

    /// <summary>Makes a new version of the limits and pushes it to trading.</summary>
    Task<LimitsReply> ChangeLimits(LimitsChange change, CancellationToken ct);

    /// <summary>A portfolio is another one than before: where a limit is about it, what its accounts hold is counted anew, and pushed to trading at once.</summary>
    Task<PortfolioRecount> RecountPortfolio(PortfolioChanged changed, CancellationToken ct);

    /// <summary>Who changed what and when, the newest first, a page at a time.</summary>
    Task<LimitVersionPage> ListLimitVersions(LimitVersionQuery query, CancellationToken ct);

    /// <summary>What the gate would say to an order now, and how much of each limit it would use; nothing is stored or sent.</summary>
    Task<AssessReply> Assess(NewOrder order, CancellationToken ct);

    /// <summary>How large a position should be, in whole lots.</summary>
    Task<SizeReply> Size(SizeRequest request, CancellationToken ct);

    /// <summary>What falls that happened, or shocks of one's own, would do to what is held.</summary>
    Task<StressReply> RunStressTests(StressRequest request, CancellationToken ct);

    /// <summary>What a portfolio holds, how much of it may be lost, and what brings that risk.</summary>
    Task<PortfolioRiskReply> GetPortfolioRisk(PortfolioRiskRequest request, CancellationToken ct);

    /// <summary>The newest first, a page at a time.</summary>
    Task<AlertPage> ListAlerts(AlertQuery query, CancellationToken ct);

    /// <summary>Somebody has seen them.</summary>
    Task<AlertReply> AcknowledgeAlerts(AlertAcknowledgement acknowledgement, CancellationToken ct);
}
