using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Doors;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Modules.Portfolio.Groups;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Telling;
using NodaTime;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Keeps the books of every account from what trading tells: ledger, positions, equity, the parts of strategies, portfolios.</summary>
public sealed class PortfolioModule : Module<IPortfolio>
{
    internal const string DatabaseName = "portfolio";
    private const string Source = "trading";

    public override IReadOnlyList<KnownSetting> Settings { get; } = [KnownSetting.Seconds(Watch.SecondsSetting)];

    public override void AddServices(IHostApplicationBuilder host)
    {
        host.AddDatabase(this, Durability.Full);
        host.Services
            .AddSingleton<Shelf>()
            .AddSingleton<HeadFiles>()
            .AddSingleton<HeadAnchors>()
            .AddSingleton<LedgerVerifier>()
            .AddSingleton<Bookkeeper>()
            .AddSingleton<SplitCheck>()
            .AddSingleton<PaperFacts>()
            .AddSingleton<ClosingCheck>()
            .AddSingleton<EquityDesk>()
            .AddSingleton<Rebalancer>()
            .AddSingleton<RebalanceDesk>()
            .AddSingleton<IPortfolio, PortfolioDesk>()
            .AddHostedService<Opening>()
            .AddHostedService(services => services.GetRequiredService<HeadAnchors>());
        host.AddSubscription(this, Source, services => services.GetRequiredService<Bookkeeper>().Handlers);
        host.Services.AddHostedService<Watch>();
    }

    /// <summary>Heads that are kept outside would tell of rows that are no more. The rows that there are are still to agree with them.</summary>
    public override async Task AfterRestore(Database database, Home home, CancellationToken ct)
    {
        var (files, now) = (new HeadFiles(home), SystemClock.Instance.GetCurrentInstant());
        foreach (var account in files.Accounts.Where(files.Has))
        {
            var head = await database.Read(reading => HeadAnchors.HeadOf(reading, account), ct);
            files.NoteRestore(account, new(head?.Sequence ?? 0, head?.Hash ?? LedgerRow.Root), now);
        }
    }

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapAccounts();
        api.MapPositions();
        api.MapPortfolios();
    }
}
