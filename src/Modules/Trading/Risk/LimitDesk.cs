using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Platform.Databases;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Takes limits to the writers of all accounts, and tells how these, and the portfolios of them, stand.</summary>
internal sealed class LimitDesk(AccountDesks desks, LimitShelf shelf, PortfolioRoom room, IClock clock)
{
    public async Task<LimitReceipt> Set(LimitSet set, CancellationToken ct)
    {
        // Those that are pushed again are no step.
        var faults = set.Version > shelf.Receipt().Version ? await desks.Faults() : FaultPoints.None;
        faults.Reach("limits-heard");
        if (await shelf.Take(set, ct) is { } refusal) return shelf.Receipt() with { Refusal = refusal };
        faults.Reach("limits-taken");
        await Task.WhenAll(desks.All.Select(Give));
        return shelf.Receipt();
    }

    public async Task<StandingList> Standings(string? account)
    {
        if (FieldRules.AccountFault(account) is not null) return new([]);
        var (all, unread) = await desks.See(account, (_, step) => Risk.Standings.Of(step.State, step.Now));
        return new([.. all.SelectMany(one => one), .. room.Standings(account, Instant64.FromInstant(clock.GetCurrentInstant()))], unread);
    }

    private async Task Give(AccountDesk desk)
    {
        try
        {
            await desk.Writer.Do(step => shelf.Give(step.State));
        }
        catch (DatabaseException)
        {
            // It is read again, or closed; whoever opens it gives it what is on the shelf.
        }
    }
}
