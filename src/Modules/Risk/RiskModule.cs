using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Modules.Risk.Alerts;
using AlgoTrendy.Modules.Risk.Doors;
using AlgoTrendy.Modules.Risk.Limits;
using AlgoTrendy.Modules.Risk.Portfolios;
using AlgoTrendy.Modules.Risk.Questions;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;

namespace AlgoTrendy.Modules.Risk;

/// <summary>Owns the limits that every order is judged by and pushes them to trading; answers what-if questions; tells when limits come near.</summary>
public sealed class RiskModule : Module<IRisk>
{
    public override IReadOnlyList<KnownSetting> Settings { get; } =
    [
        KnownSetting.Seconds(AlertRounds.Setting), KnownSetting.Seconds(LimitPush.EverySetting), KnownSetting.Seconds(LimitPush.ValidSetting), .. FirstLimits.Settings,
    ];

    public override void AddServices(IHostApplicationBuilder host)
    {
        host.AddDatabase(this, Durability.Normal);
        host.Services
            .AddSingleton<FirstLimits>()
            .AddSingleton<RiskFaults>()
            .AddSingleton<LimitStore>()
            .AddSingleton<PeakStore>()
            .AddSingleton<PortfolioCount>()
            .AddSingleton<LimitPush>()
            .AddSingleton<LimitOwners>()
            .AddSingleton<LimitOffice>()
            .AddSingleton<Assessor>()
            .AddSingleton<SizeDesk>()
            .AddSingleton<StressDesk>()
            .AddSingleton<HoldingsDesk>()
            .AddSingleton<DailyBars>()
            .AddSingleton<PortfolioRiskDesk>()
            .AddSingleton<AlertStore>()
            .AddSingleton<LastStandings>()
            .AddSingleton<IRisk, RiskDesk>()
            .AddHostedService(services => services.GetRequiredService<LimitPush>())
            .AddHostedService<AlertRounds>();
    }

    protected override void MapPublic(RouteGroupBuilder api) => api.MapRisk();
}
