using System.Text.Json.Serialization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Portfolio.Doors;

/// <summary>An account as it is opened at the public door.</summary>
internal sealed record AccountBody(
    string AccountId,
    string Name,
    AccountMode Mode,
    string Broker,
    Currency Currency,
    decimal? Cash = null,
    AccountKind Kind = AccountKind.Cash,
    decimal Leverage = 1m,
    AccountSettings? Settings = null,
    LotMethod? Lots = null)
{
    public NewAccount With(int waitMs) => new(AccountId, Name, Mode, Broker, Currency, Cash, Kind, Leverage, Settings, waitMs, Lots);
}

/// <summary>The books of an account, and what trading says of it: null while trading does not answer.</summary>
internal sealed record AccountWithTrading : AccountBooks
{
    /// <summary>The books are worth an answer without trading too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private AccountWithTrading(AccountBooks books, Told? told) : base(books) =>
        (Settings, Connection, Gate, Reconciliation, Unread) = (told?.Settings, told?.Status?.Connection, told?.Status?.Gate, told?.Status?.Reconciliation, told?.Unread);

    [JsonPropertyOrder(1)] // after the books
    public AccountSettings? Settings { get; }

    [JsonPropertyOrder(1)]
    public ConnectionStatus? Connection { get; }

    /// <summary>Why the gate is shut, in a sentence; null when it is open.</summary>
    [JsonPropertyOrder(1)]
    public string? Gate { get; }

    /// <summary>How trading's account compares with its venue.</summary>
    [JsonPropertyOrder(1)]
    public Reconciliation? Reconciliation { get; }

    /// <summary>Why trading cannot read the account now, in a sentence; null when it can, or does not answer.</summary>
    [JsonPropertyOrder(1)]
    public string? Unread { get; }

    public static async Task<AccountWithTrading> Of(AccountBooks books, ITrading trading, CancellationToken ct) => new(books, await Patiently(async some =>
    {
        var all = await trading.GetTradingStatus(new(), some);
        if (all.Unread?.FirstOrDefault(one => one.AccountId == books.AccountId) is { } unread) return new Told(null, null, unread.Reason);

        var settings = (await trading.ListAccounts(new(books.AccountId), some)).Accounts is [var view] ? view.Settings : null;
        return new Told(settings, all.Accounts.FirstOrDefault(one => one.AccountId == books.AccountId), null);
    }, ct));

    /// <summary>The accounts that trading cannot read now; null while it does not answer.</summary>
    public static Task<IReadOnlyList<UnreadAccount>?> UnreadOf(ITrading trading, CancellationToken ct) => Patiently(async some => (await trading.GetTradingStatus(new(), some)).Unread ?? [], ct);

    private static async Task<T?> Patiently<T>(Func<CancellationToken, Task<T?>> ask, CancellationToken ct) where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await ask(patience.Token);
        }
        catch (Exception away) when (away is IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Told(AccountSettings? Settings, AccountStatus? Status, string? Unread);
}
