using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Risk.Alerts;
using AlgoTrendy.Modules.Risk.Limits;
using AlgoTrendy.Modules.Risk.Portfolios;
using AlgoTrendy.Modules.Risk.Questions;

namespace AlgoTrendy.Modules.Risk;

/// <summary>Keeps the contract: passes what is asked to whom it belongs to.</summary>
internal sealed class RiskDesk(LimitOffice limits, Assessor assessor, SizeDesk sizes, StressDesk stress, PortfolioRiskDesk portfolios, AlertStore alerts) : IRisk
{
    public Task<LimitsReply> GetLimits(LimitsQuery query, CancellationToken ct) => limits.Get(query, ct);

    public Task<LimitsReply> ChangeLimits(LimitsChange change, CancellationToken ct) => limits.Change(change, ct);

    public Task<PortfolioRecount> RecountPortfolio(PortfolioChanged changed, CancellationToken ct) => limits.Recount(changed.PortfolioId, ct);

    public Task<LimitVersionPage> ListLimitVersions(LimitVersionQuery query, CancellationToken ct) => limits.Versions(query, ct);

    public Task<AssessReply> Assess(NewOrder order, CancellationToken ct) => assessor.Assess(order, ct);

    public Task<SizeReply> Size(SizeRequest request, CancellationToken ct) => sizes.Size(request, ct);

    public Task<StressReply> RunStressTests(StressRequest request, CancellationToken ct) => stress.Run(request, ct);

    public Task<PortfolioRiskReply> GetPortfolioRisk(PortfolioRiskRequest request, CancellationToken ct) => portfolios.Of(request, ct);

    public Task<AlertPage> ListAlerts(AlertQuery query, CancellationToken ct) => alerts.List(query, ct);

    public Task<AlertReply> AcknowledgeAlerts(AlertAcknowledgement acknowledgement, CancellationToken ct) => alerts.Acknowledge(acknowledgement, ct);
}
