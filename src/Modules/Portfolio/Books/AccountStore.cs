using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>An account as trading last told it.</summary>
internal sealed record AccountRow(string AccountId, string Name, AccountMode Mode, string Broker, Currency Currency, AccountKind Kind, decimal Leverage, LotMethod Lots, long Version, Instant64 OpenedAt, Instant64? ClosedAt);

/// <summary>The table of accounts.</summary>
internal static class AccountStore
{
    public static void Keep(Writing writing, AccountView account) => writing.Execute(
        """
        insert into accounts (account_id, name, mode, broker, currency, kind, leverage, lots, version, opened_at, closed_at) values (@AccountId, @Name, @Mode, @Broker, @Currency, @Kind, @Leverage, @lots, @Version, @OpenedAt, @ClosedAt)
        on conflict (account_id) do update set name = excluded.name, version = excluded.version, closed_at = excluded.closed_at where excluded.version >= accounts.version
        """,
        new { account.AccountId, account.Name, account.Mode, account.Broker, account.Currency, account.Kind, account.Leverage, lots = LotsOf(account), account.Version, account.OpenedAt, account.ClosedAt });

    /// <summary>An account that was opened before trading knew of lots has had them by age.</summary>
    public static LotMethod LotsOf(AccountView account) => account.Lots ?? LotMethod.Fifo;

    /// <summary>Only the books of what is no real money can be ended by a test.</summary>
    public static FaultPoints FaultsOf(this Reading reading, string account) =>
        FaultPoints.OfProcess != FaultPoints.None && reading.Accounts(account) is [{ Mode: AccountMode.Paper }] ? FaultPoints.OfProcess : FaultPoints.None;

    public static IReadOnlyList<string> AccountNames(this Reading reading) => reading.Query<string>("select cast(account_id as text) from accounts order by 1");

    public static IReadOnlyList<AccountRow> Accounts(this Reading reading, string? account) => reading.Query<AccountRow>(
        $"select account_id, name, mode, broker, currency, kind, leverage, lots, version, opened_at, closed_at from accounts {(account is null ? "" : "where account_id = @account")} order by opened_at, account_id", account is null ? null : new { account });
}
