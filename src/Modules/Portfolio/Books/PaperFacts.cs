using System.Diagnostics;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Has trading book what somebody enters for an account that trading itself keeps, so that its cash, gate and limits count it. The books hear of it as of everything else.</summary>
internal sealed class PaperFacts(ITrading trading, [FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf)
{
    private const string Paper = "paper";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether trading books it: not a split, of which trading hears from the market, nothing of a venue's account, and nothing that the books have under this key already.</summary>
    public Task<bool> Takes(BookedFact fact, string account, string? key, CancellationToken ct) => database.Read(reading =>
        fact.Kind != FactKind.Split && reading.Accounts(account) is [{ Broker: Paper }] && (key is null || reading.RequestOf(account, key) is null), ct);

    /// <returns>Why it is not booked; null when the books have it.</returns>
    public async Task<PortfolioRefusal?> Book(BookedFact fact, string account, string? key, CancellationToken ct)
    {
        if (FaultOf(fact, account) is { } fault) return fault;

        var reply = await trading.BookCash(new(account, fact.Kind, fact.Currency!.Value, fact.Amount!.Value, fact.Note, fact.Symbol, fact.Part, fact.Received, fact.ReceivedCurrency, key), ct);
        if (reply.Refusal is { } refusal) return new(refusal.Code, refusal.Message, refusal.Field);

        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(LookAgain, ct))
            if (shelf.Find(account) is { } keeper && keeper.BookSequence >= reply.Account!.BookSequence) return null;
        return Refusals.Late(account);
    }

    // What trading cannot know: whether the books can hold it.
    private PortfolioRefusal? FaultOf(BookedFact fact, string account)
    {
        if (shelf.Find(account) is not { } keeper) return shelf.NoBooks(account);
        lock (keeper.Gate)
        {
            if (keeper.Shared is not { } shared) return Refusals.Account(account);
            return shared.FaultOf(fact) is { } fault ? new("cannot-be-booked", fault) : OwnFacts.FaultOf(fact, shared);
        }
    }
}
