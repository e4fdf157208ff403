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

    private AccountWithTrading(AccountBooks books, AccountSettings? settings, AccountStatus? status) : base(books) =>
        (Settings, Connection, Gate) = (settings, status?.Connection, status?.Gate);

    [JsonPropertyOrder(1)] // after the books
    public AccountSettings? Settings { get; }

    [JsonPropertyOrder(1)]
    public ConnectionStatus? Connection { get; }

    /// <summary>Why the gate is shut, in a sentence; null when it is open.</summary>
    [JsonPropertyOrder(1)]
    public string? Gate { get; }

    public static async Task<AccountWithTrading> Of(AccountBooks books, ITrading trading, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var settings = (await trading.ListAccounts(new(books.AccountId), patience.Token)).Accounts is [var view] ? view.Settings : null;
            var status = (await trading.GetTradingStatus(new(books.AccountId), patience.Token)).Accounts is [var found] ? found : null;
            return new(books, settings, status);
        }
        catch (Exception away) when (away is IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new(books, null, null);
        }
    }
}
