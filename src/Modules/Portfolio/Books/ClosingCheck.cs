using System.Diagnostics;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Sees that an account that is to be closed holds nothing in the books either: nothing is booked to it afterwards.</summary>
internal sealed class ClosingCheck(ITrading trading, Shelf shelf)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <returns>Why it is not to be closed; null where the books have nothing against it.</returns>
    public async Task<PortfolioRefusal?> Of(string account, CancellationToken ct)
    {
        // What trading holds it names itself; books that hold something else are late, or do not agree with it.
        if (!Holds(account) || (await trading.ListAccounts(new(account), ct)).Accounts is not [{ Positions.Count: 0 }]) return null;
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(LookAgain, ct))
            if (!Holds(account)) return null;
        return new("account-in-use", $"The books of {account} hold something, and trading nothing: see to that first, as nothing is booked to a closed account.");
    }

    private bool Holds(string account)
    {
        if (shelf.Find(account) is not { } keeper) return false;
        lock (keeper.Gate) return keeper.Shared!.Whole.Positions.Any(position => !position.IsFlat);
    }
}
