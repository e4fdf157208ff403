using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>Adds up what an account, or a strategy in it, holds and waits for.</summary>
internal static class HoldingsCount
{
    /// <param name="quantityAt">What is held at a place, signed.</param>
    /// <param name="counted">The order; null where it cannot add to anything.</param>
    /// <param name="elsewhere">What others hold beside it; null: nothing.</param>
    public static Holdings Of(OrderSight sight, Func<int, decimal> quantityAt, WaitingByPlace waiting, Order? counted, PortfolioElsewhere? elsewhere)
    {
        var account = sight.Account;
        var (gross, least, most) = (elsewhere?.Gross ?? 0m, elsewhere?.Least ?? 0m, elsewhere?.Most ?? 0m);
        for (var place = 0; place < account.Positions.Count; place++)
        {
            var held = quantityAt(place);
            var orders = waiting.At(place);
            if (place == sight.Place || (held == 0m && orders.Count == 0)) continue;
            var reach = InMoney(account, place, Exposure.Between(account.Positions[place].Instrument, held, orders, account.ExactMarkOf(place)));
            gross += reach.Worst;
            least += reach.Least;
            most += reach.Most;
        }

        var (here, others) = (quantityAt(sight.Place), WithoutOwn(sight, waiting.At(sight.Place)));
        var (before, after) = (Own(here, null), Own(here, counted));

        // Long in one account and short in another is two positions, but no more than their difference of one instrument.
        var there = elsewhere?.Instrument ?? default;
        var (oneBefore, oneAfter) = (before + there, after + there);
        return new(
            oneBefore.WorstQuantity,
            oneAfter.WorstQuantity,
            oneBefore.Worst,
            oneAfter.Worst,
            gross + before.Worst,
            gross + after.Worst,
            Math.Max(Math.Abs(least + before.Least), Math.Abs(most + before.Most)),
            Math.Max(Math.Abs(least + after.Least), Math.Abs(most + after.Most)));

        Reach Own(decimal held, Order? order) =>
            InMoney(account, sight.Place, Exposure.Between(sight.Instrument, held, others, sight.Price, order, sight.Terms, sight.Quantity.Value));
    }

    /// <summary>Worths in the account's currency.</summary>
    public static Reach InMoney(Account account, int place, in Reach reach)
    {
        var currency = account.Positions[place].Instrument.Currency;
        if (currency == account.Currency) return reach;

        // Without a rate nothing of the currency can be held, and the gate refuses an order in it.
        var rate = account.RateOf(currency) ?? 0m;
        return reach with { Least = reach.Least * rate, Most = reach.Most * rate };
    }

    // An order that is being changed waits too; before is without it.
    private static IReadOnlyList<Order> WithoutOwn(OrderSight sight, IReadOnlyList<Order> waiting)
    {
        for (var index = 0; index < waiting.Count; index++)
            if (ReferenceEquals(waiting[index], sight.Order)) return [.. waiting.Where(order => !ReferenceEquals(order, sight.Order))];
        return waiting;
    }
}
