using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What each holder of an instrument has of what it costs or pays.</summary>
internal static class FactShares
{
    /// <summary>Dividends and funding are what one side pays the other: by signed quantity. Borrowing is what shorts cost. Fees and interest are borne by how much is held, long or short.</summary>
    /// <returns>To the currency's places, in the holders' order, with what rounding leaves for the last; none where nobody bears it.</returns>
    public static IReadOnlyList<(T Holder, decimal Share)> Of<T>(FactKind kind, Money amount, IEnumerable<(T Holder, decimal Quantity)> holders)
    {
        var bearing = holders.ToList();
        if (kind == FactKind.Borrow && bearing.Exists(one => one.Quantity < 0m)) bearing.RemoveAll(one => one.Quantity > 0m);
        Func<decimal, decimal> weigh = kind is FactKind.Dividend or FactKind.Funding ? quantity => quantity : Math.Abs;
        var all = bearing.Sum(one => weigh(one.Quantity));
        if (all == 0m) return [];

        var shares = bearing.ConvertAll(one => (one.Holder, Share: decimal.Round(amount.Amount * weigh(one.Quantity) / all, amount.Currency.Decimals)));
        shares[^1] = (shares[^1].Holder, shares[^1].Share + amount.Amount - shares.Sum(one => one.Share));
        return shares;
    }
}
