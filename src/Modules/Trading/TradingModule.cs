using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Doors;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Stopping;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;

namespace AlgoTrendy.Modules.Trading;

/// <summary>Sends orders through the gate to venues and knows where each stands: one writer an account, the venue is the truth.</summary>
public sealed class TradingModule : Module<ITrading>
{
    public override IReadOnlyList<KnownSetting> Settings { get; } = [.. BrokerLines.Settings, KnownSetting.Text(TradingStore.ZoneSetting), KnownSetting.OneOf<LotMethod>(TradingStore.LotsSetting)];

    public override void AddServices(IHostApplicationBuilder host)
    {
        host.AddDatabase(this, Durability.Full);
        host.Services
            .AddSingleton<TradingStore>()
            .AddSingleton<OrderLists>()
            .AddSingleton<CredentialVault>()
            .AddSingleton<PortfolioRoom>()
            .AddSingleton<LimitShelf>()
            .AddSingleton<LimitDesk>()
            .AddSingleton<PaperLines>()
            .AddSingleton<BrokerLines>()
            .AddSingleton<IVenueLines>(services => services.GetRequiredService<BrokerLines>())
            .AddSingleton<AccountDesks>()
            .AddSingleton<AccountOffice>()
            .AddSingleton<OrderDesk>()
            .AddSingleton<PositionDesk>()
            .AddSingleton<AverageRanges>()
            .AddSingleton<StopRuleDesk>()
            .AddSingleton<BrokerDesk>()
            .AddSingleton<SwitchDesk>()
            .AddSingleton<ITrading, TradingDesk>()
            .AddHostedService<AccountOpening>();
    }

    protected override void MapPublic(RouteGroupBuilder api) => api.MapTrading();
}
