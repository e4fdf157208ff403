using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Risk as far as the books see it: a list of limits.</summary>
public sealed class TestRisk : Module<IRisk>
{
    public override void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<LimitList>().AddSingleton<IRisk>(services => services.GetRequiredService<LimitList>());
}

internal sealed class LimitList : IRisk
{
    public IReadOnlyList<Limit> Items { get; set; } = [];

    public Task<LimitsReply> GetLimits(LimitsQuery query, CancellationToken ct) =>
        Task.FromResult(new LimitsReply(new(1, Instant64.FromUtc(2024, 3, 1, 12, 0), "test", null, TradingMode.Normal, Items), true, new Dictionary<string, decimal>(), null));

    public Task<LimitsReply> ChangeLimits(LimitsChange change, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The portfolios that it was told of.</summary>
    public List<string> Recounted { get; } = [];

    public Task<PortfolioRecount> RecountPortfolio(PortfolioChanged changed, CancellationToken ct)
    {
        lock (Recounted) Recounted.Add(changed.PortfolioId);
        return Task.FromResult(new PortfolioRecount(true));
    }

    public Task<LimitVersionPage> ListLimitVersions(LimitVersionQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<AssessReply> Assess(NewOrder order, CancellationToken ct) => throw new NotSupportedException();

    public Task<SizeReply> Size(SizeRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<StressReply> RunStressTests(StressRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<PortfolioRiskReply> GetPortfolioRisk(PortfolioRiskRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<AlertPage> ListAlerts(AlertQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<AlertReply> AcknowledgeAlerts(AlertAcknowledgement acknowledgement, CancellationToken ct) => throw new NotSupportedException();
}
