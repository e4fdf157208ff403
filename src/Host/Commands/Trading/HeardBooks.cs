using System.Diagnostics;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>The books, once they have heard what trading told before: a command that works on the home itself would else be too early for them.</summary>
internal static class HeardBooks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>As they are after a moment, where they have not heard all by then: those of a damaged ledger never do.</summary>
    public static async Task<IPortfolio> Of(Session session, CancellationToken ct)
    {
        var portfolio = session.Get<IPortfolio>();
        if (!session.IsHere<IPortfolio>()) return portfolio;

        var told = (await session.Get<ITrading>().ListAccounts(new(), ct)).Accounts;
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(LookAgain, ct))
        {
            var heard = (await portfolio.ListBooks(new(), ct)).Accounts.ToDictionary(books => books.AccountId, books => books.BookSequence);
            if (told.All(account => heard.TryGetValue(account.AccountId, out var sequence) && sequence >= (account.BookSequence ?? 0))) break;
        }

        return portfolio;
    }
}
