using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>What an account, or a part of it, holds and waits for, at its largest: what the other members of its portfolio have to count. In the account's currency.</summary>
/// <param name="Gross">The worth of all positions, without signs.</param>
/// <param name="Least">The worth of all positions, with signs, once what waits to be sold has been.</param>
/// <param name="Most">Likewise once what waits to be bought has been.</param>
/// <param name="Instruments">Those that are held or waited for.</param>
public sealed record HoldingsShare(decimal Gross, decimal Least, decimal Most, IReadOnlyDictionary<Symbol, Reach> Instruments)
{
    /// <summary>Of the account as a whole.</summary>
    public static HoldingsShare Of(Account account, IReadOnlyList<Order> waiting) => Of(account, waiting, place => account.Positions[place].Quantity);

    /// <summary>Of what one strategy has of it; null: of what nobody owns.</summary>
    public static HoldingsShare Of(Account account, IReadOnlyList<Order> waiting, RiskWatch watch, string? strategy) =>
        Of(account, [.. waiting.Where(order => watch.StrategyOf(order.Id) == strategy)], place => watch.QuantityOf(strategy, place));

    private static HoldingsShare Of(Account account, IReadOnlyList<Order> waiting, Func<int, decimal> quantityAt)
    {
        var (gross, least, most, instruments) = (0m, 0m, 0m, new Dictionary<Symbol, Reach>());
        var byPlace = new WaitingByPlace(account, waiting);
        for (var place = 0; place < account.Positions.Count; place++)
        {
            var (held, orders) = (quantityAt(place), byPlace.At(place));
            if (held == 0m && orders.Count == 0) continue;
            var instrument = account.Positions[place].Instrument;
            var reach = HoldingsCount.InMoney(account, place, Exposure.Between(instrument, held, orders, account.ExactMarkOf(place)));
            gross += reach.Worst;
            least += reach.Least;
            most += reach.Most;
            instruments[instrument.Symbol] = reach;
        }

        return new(gross, least, most, instruments);
    }
}
