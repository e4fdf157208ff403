using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Sees that a split which somebody enters makes books and trading agree: trading never hears of it, and would hold another quantity for ever.</summary>
internal sealed class SplitCheck(ITrading trading)
{
    /// <returns>What to ask when the split is about to be booked; null for what is no split.</returns>
    public async Task<Func<AccountKeeper, PortfolioRefusal?>?> Of(Correction correction, CancellationToken ct)
    {
        if (correction is not { Kind: FactKind.Split, Symbol: { } symbol, Factor: { } factor and > 0m }) return null;

        if ((await trading.ListAccounts(new(correction.AccountId), ct)).Accounts is not [var view]) return null;
        var held = view.Positions.Where(position => position.Symbol == symbol).Sum(position => position.Quantity);
        return keeper =>
        {
            if (view.BookSequence != keeper.BookSequence) return new("books-behind", "The books have not heard all that trading told, or have heard more: try again in a moment.");
            var after = keeper.Shared!.Whole.PositionOf(symbol)!.AfterSplit(factor);
            return after == held ? null : new("trading-disagrees", FormattableString.Invariant($"After this split the books would hold {after} of {symbol}, and trading holds {held}. Trading tells the splits of its accounts itself; by hand one can be entered where trading holds what it leaves."), "factor");
        };
    }
}
