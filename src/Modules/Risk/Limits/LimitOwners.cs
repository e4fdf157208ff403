using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Whether the accounts and portfolios that limits name are there: one that is misspelt would limit nobody. Strategies are called as their orders call them.</summary>
internal sealed class LimitOwners(ITrading trading, IPortfolio portfolios, ILogger<LimitOwners> log)
{
    /// <summary>Whoever must be asked may be away; a limit does not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="limits">That are to be kept.</param>
    /// <param name="at">Where their fields are.</param>
    public async Task<RiskRefusal?> FaultOf(IReadOnlyList<Limit> limits, Func<int, string> at, CancellationToken ct) =>
        await FaultOf(limits, LimitScope.Account, "account", at, Accounts, ct)
        ?? await FaultOf(limits, LimitScope.Portfolio, "portfolio", at, async some => (await portfolios.ListPortfolios(new(), some)).Portfolios.Select(portfolio => portfolio.PortfolioId), ct);

    // One that cannot be read now is there all the same.
    private async Task<IEnumerable<string>> Accounts(CancellationToken ct)
    {
        var found = await trading.ListAccounts(new(), ct);
        return [.. found.Accounts.Select(account => account.AccountId), .. (found.Unread ?? []).Select(unread => unread.AccountId)];
    }

    private async Task<RiskRefusal?> FaultOf(IReadOnlyList<Limit> limits, LimitScope scope, string what, Func<int, string> at, Func<CancellationToken, Task<IEnumerable<string>>> ask, CancellationToken ct)
    {
        if (!limits.Any(limit => limit.Scope == scope && limit.ScopeId != Limit.Every) || await Ask(ask, what, ct) is not { } known) return null;

        for (var index = 0; index < limits.Count; index++)
            if (limits[index] is var limit && limit.Scope == scope && limit.ScopeId != Limit.Every && !known.Contains(limit.ScopeId))
                return Fields.No(at(index) + "scopeId", $"There is no {what} '{limit.ScopeId}'; '{Limit.Every}' is each of them.", [.. known, Limit.Every]);
        return null;
    }

    private async Task<string[]?> Ask(Func<CancellationToken, Task<IEnumerable<string>>> ask, string what, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return [.. await ask(patience.Token)];
        }
        catch (Exception cause) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Whether every {What} that limits name is there could not be asked; they are taken as they are: {Reason}", what, cause.Message);
            return null;
        }
    }
}
