using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Equity;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Asks trading, again and again, for its accounts: their prices mark the books, and their cash and positions must be those of the books.</summary>
internal sealed class Watch(ITrading trading, [FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf, IClock clock, IConfiguration settings, IHostApplicationLifetime life, ILogger<Watch> log) : BackgroundService
{
    public const string SecondsSetting = "Portfolio:CheckSeconds";
    private const double UsualSeconds = 2;

    private readonly TimeSpan _every = TimeSpan.FromSeconds(Times.Seconds(settings, SecondsSetting, UsualSeconds));
    private bool _isSilent;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await KeepEquity([], CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every);
        do
        {
            try
            {
                await Look(stoppingToken);
                _isSilent = false;
            }
            // Trading's database may be closed before this hears that the process ends: that is nobody's trouble.
            catch (Exception) when (stoppingToken.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                if (!_isSilent) log.LogWarning("The books cannot be compared with trading now, and are not marked: {Message}", cause.Message);
                _isSilent = true;
            }
        }
        while (await Ticks(timer, stoppingToken));
    }

    private async Task Look(CancellationToken ct)
    {
        var news = new List<BooksDisagree>();
        foreach (var view in (await trading.ListAccounts(new(), ct)).Accounts)
        {
            if (shelf.Find(view.AccountId) is not { } keeper) continue;

            lock (keeper.Gate)
            {
                foreach (var position in view.Positions)
                    if (position is { CurrentPrice: { } price, PriceAt: { } at }) keeper.Mark(position.Symbol, price, at);
                // A replay has its market's days.
                if (view.Settings.Feed != PaperFeed.Replay) keeper.BeginDay(Instant64.FromInstant(clock.GetCurrentInstant()));
                if (Compare(keeper, view) is { } verdict) news.Add(verdict);
            }
        }

        foreach (var verdict in news.Where(verdict => verdict.Differences.Count > 0)) log.LogError("{Message}", verdict.Message);
        await KeepEquity(news, ct);
    }

    private BooksDisagree? Compare(AccountKeeper keeper, AccountView view)
    {
        if (view.BookSequence != keeper.BookSequence) return null; // one of the two is ahead; soon neither is

        var now = Instant64.FromInstant(clock.GetCurrentInstant());
        var differences = Differences(keeper, view);
        if (!keeper.Agreement.Note(differences, now)) return null;

        var message = differences.Length == 0
            ? $"The books of {keeper.AccountId} and trading agree again."
            : $"The books of {keeper.AccountId} and trading do not agree: {string.Join("; ", differences.Select(one => FormattableString.Invariant($"{one.What} is {one.InBooks} in the books and {one.InTrading} in trading")))}.";
        return new(keeper.AccountId, differences, message, now);
    }

    private static BookDifference[] Differences(AccountKeeper keeper, AccountView view)
    {
        var whole = keeper.Shared!.Whole;
        var cash = whole.Account.Balances.Select(balance => balance.Currency).Union(view.Balances.Select(balance => balance.Currency)).Select(currency => new BookDifference(
            currency.Code,
            whole.Account.CashOf(currency) - keeper.OwnCash.GetValueOrDefault(currency),
            view.Balances.Where(balance => balance.Currency == currency).Sum(balance => balance.Amount)));
        var held = whole.Positions.Select(position => position.Instrument.Symbol).Union(view.Positions.Select(position => position.Symbol)).Select(symbol => new BookDifference(
            symbol.ToString(),
            whole.PositionOf(symbol)?.Quantity ?? 0m,
            view.Positions.Where(position => position.Symbol == symbol).Sum(position => position.Quantity)));
        return [.. cash.Concat(held).Where(one => one.InBooks != one.InTrading)];
    }

    private async Task KeepEquity(List<BooksDisagree> news, CancellationToken ct)
    {
        if (news.Count == 0 && !shelf.All.Any(keeper => keeper.HasNews)) return;

        // On the writer's thread, as bookings are: so that a point never comes after a later one.
        await database.Write(writing =>
        {
            foreach (var verdict in news) writing.Tell(verdict.AccountId, verdict);
            foreach (var keeper in shelf.All)
                lock (keeper.Gate) writing.KeepPoints(keeper.NoteMarks());
        }, ct);
    }

    private static async Task<bool> Ticks(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
