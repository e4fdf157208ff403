using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Takes limits to the writers of all accounts, and tells how these stand to them.</summary>
internal sealed class LimitDesk(AccountDesks desks, LimitShelf shelf)
{
    public async Task<LimitReceipt> Set(LimitSet set, CancellationToken ct)
    {
        var receipt = await shelf.Take(set, ct);
        if (receipt.Refusal is null) await Task.WhenAll(desks.All.Select(Give));
        return receipt;
    }

    public async Task<StandingList> Standings(string? account)
    {
        if (FieldRules.AccountFault(account) is not null) return new([]);
        await desks.Opened;
        var meant = desks.All.Where(desk => account is null || desk.Id == account);
        var all = await Task.WhenAll(meant.Select(desk => desk.Writer.Do(step => Risk.Standings.Of(step.State, step.Now))));
        return new([.. all.SelectMany(one => one)]);
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
