using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Modules.Backtesting.Planning;
using AlgoTrendy.Modules.Backtesting.Results;
using AlgoTrendy.Modules.Backtesting.Running;
using AlgoTrendy.Modules.Backtesting.Searching;

namespace AlgoTrendy.Modules.Backtesting;

/// <summary>Runs strategies on history and keeps what came of it.</summary>
public sealed class BacktestingModule : Module<IBacktesting>
{
    public override void AddServices(IHostApplicationBuilder host) => host.Services
        .AddSingleton<StrategyShelf>()
        .AddSingleton<RequestCheck>()
        .AddSingleton<SearchCheck>()
        .AddSingleton<ScratchFiles>()
        .AddSingleton<SeriesLoader>()
        .AddSingleton<BacktestArchive>()
        .AddSingleton<BacktestQueue>()
        .AddHostedService(services => services.GetRequiredService<BacktestQueue>())
        .AddSingleton<OptimizationArchive>()
        .AddSingleton<OptimizationQueue>()
        .AddHostedService(services => services.GetRequiredService<OptimizationQueue>())
        .AddSingleton<IBacktesting, BacktestDesk>();

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapBacktests();
        api.MapOptimizations();
    }
}
