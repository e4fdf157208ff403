using AlgoTrendy.Contracts.Backtesting;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The trades that the page lists: all, or of too many the ones that made or lost the most, since those decide the result.</summary>
/// <param name="Numbers">The trade's number in the run, from 1; rising.</param>
internal sealed record TradeSelection(IReadOnlyList<int> Numbers, IReadOnlyList<ResultTrade> Trades)
{
    public static TradeSelection Of(IReadOnlyList<ResultTrade> trades, int most)
    {
        var kept = Enumerable.Range(0, trades.Count);
        if (trades.Count > most) kept = kept.OrderByDescending(index => Math.Abs(trades[index].Pnl)).Take(most).Order();

        int[] places = [.. kept];
        return new([.. places.Select(place => place + 1)], [.. places.Select(place => trades[place])]);
    }
}
