using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Which account is meant, as trading understands it: the named one, or the first paper account, or the only one.</summary>
internal static class AccountChoice
{
    private const string First = "paper";

    public static async Task<(AccountView? Account, RiskRefusal? Refusal)> Find(ITrading trading, string? accountId, CancellationToken ct)
    {
        var all = (await trading.ListAccounts(new(), ct)).Accounts;
        var found = accountId is not null ? all.FirstOrDefault(account => account.AccountId == accountId)
            : all.FirstOrDefault(account => account.AccountId == First) ?? (all.Count == 1 ? all[0] : null);
        return found is not null ? (found, null) : (null, new("unknown-account", accountId is null ? "Which account is meant? There are several, or none." : $"There is no account '{accountId}'.", "accountId", [.. all.Select(account => account.AccountId)]));
    }

    /// <summary>On paper, dollars are dollars.</summary>
    public static bool AreDollars(Currency one, Currency other) => (one == Currency.Usd && other == Currency.Usdt) || (one == Currency.Usdt && other == Currency.Usd);
}
