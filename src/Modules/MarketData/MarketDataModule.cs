using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Bars;
using AlgoTrendy.Modules.MarketData.Following;
using AlgoTrendy.Modules.MarketData.Instruments;
using AlgoTrendy.Storage.Columnar;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AlgoTrendy.Modules.MarketData;

/// <summary>Knows the instruments, shows their stored bars, and follows the simulated market as it happens.</summary>
public sealed class MarketDataModule : Module<IMarketData>
{
    public override void AddServices(IHostApplicationBuilder host)
    {
        host.Services.TryAddSingleton(services => new ColumnStore(services.GetRequiredService<Home>().Folder(ColumnStore.HomeFolder)));
        host.Services.TryAddSingleton(_ => SimulatedMarket.Usual);
        host.Services
            .AddSingleton<IInstrumentSource, BuiltInInstruments>()
            .AddSingleton<IInstrumentSource, SimulatedInstruments>()
            .AddSingleton<InstrumentStore>()
            .AddSingleton<LiveMarket>()
            .AddSingleton<InstrumentDirectory>()
            .AddSingleton<IMarketData>(services => services.GetRequiredService<InstrumentDirectory>())
            .AddSingleton<StoredBars>();
    }

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapInstruments();
        api.MapBars();
    }
}
