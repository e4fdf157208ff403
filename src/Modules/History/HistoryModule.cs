using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Modules.History.Coverage;
using AlgoTrendy.Modules.History.Importing;
using AlgoTrendy.Modules.History.Replaying;
using AlgoTrendy.Modules.History.Simulation;
using AlgoTrendy.Storage.Columnar;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AlgoTrendy.Modules.History;

/// <summary>Keeps bars and ticks: imports, coverage, export, replays; and the bars of the simulated market.</summary>
public sealed class HistoryModule : Module<IHistory>
{
    public override void AddServices(IHostApplicationBuilder host)
    {
        host.Services.TryAddSingleton(services => new ColumnStore(services.GetRequiredService<Home>().Folder(ColumnStore.HomeFolder)));
        host.Services.TryAddSingleton(_ => SimulatedMarket.Usual);
        host.Services
            .AddSingleton<StoreDoor>()
            .AddSingleton<Importer>()
            .AddSingleton<ImportQueue>()
            .AddSingleton<ScratchQueue>()
            .AddHostedService(services => services.GetRequiredService<ImportQueue>())
            .AddHostedService(services => services.GetRequiredService<ScratchQueue>())
            .AddSingleton<CoverageBook>()
            .AddSingleton<SimulatedHistory>()
            .AddSingleton<BarReading>()
            .AddSingleton<ReplaySeries>()
            .AddSingleton<ReplayDesk>()
            .AddSingleton<IHistory, Archive>();
    }

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapCoverage();
        api.MapBars();
        api.MapImports();
    }
}
