using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>What a position could come to be worth once the waiting orders have traded: market orders surely do, of the others those that make it largest.</summary>
internal static class Exposure
{
    /// <summary>Without a sign, in the instrument's currency.</summary>
    /// <param name="held">Signed.</param>
    /// <param name="changed">An order whose terms and quantity are judged instead of its own; null: none.</param>
    public static decimal Worst(Instrument instrument, decimal held, IReadOnlyList<Order> waiting, decimal price, Order? changed = null, OrderTerms? terms = null, decimal quantity = 0m)
    {
        // Nearly every order: alone, and at whatever price is there.
        return waiting.Count == 0 && terms is null or MarketTerms
            ? instrument.WorthOf(Math.Abs(changed is null ? held : changed.Side == OrderSide.Buy ? held + quantity : held - quantity) * price)
            : Between(instrument, held, waiting, price, changed is { IsReduceOnly: false } ? changed : null, terms, quantity).Worst;
    }

    /// <summary>From the most sold to the most bought, in the instrument's currency.</summary>
    /// <param name="changed">Counts whatever it may do, so one that only reduces is not given.</param>
    public static Reach Between(Instrument instrument, decimal held, IReadOnlyList<Order> waiting, decimal price, Order? changed = null, OrderTerms? terms = null, decimal quantity = 0m)
    {
        var (surely, bought, sold, boughtFor, soldFor) = (held, 0m, 0m, 0m, 0m);
        for (var index = 0; index < waiting.Count; index++)
        {
            var order = waiting[index];
            if (ReferenceEquals(order, changed) || order.IsReduceOnly || !IsOf(instrument, order)) continue;
            Add(order, order.Terms, order.MostRemaining.Value, waiting);
        }

        if (changed is not null) Add(changed, terms!, quantity - changed.Filled.Value, waiting);
        var worth = surely * price;
        return new(instrument.WorthOf(worth - soldFor), instrument.WorthOf(worth + boughtFor), surely - sold, surely + bought);

        void Add(Order order, OrderTerms its, decimal remaining, IReadOnlyList<Order> others)
        {
            if (IsCountedByAnother(order, remaining, others)) return;

            if (its is MarketTerms)
            {
                surely += order.Side == OrderSide.Buy ? remaining : -remaining;
            }
            else if (order.Side == OrderSide.Buy)
            {
                bought += remaining;
                boughtFor += remaining * PriceOf(order, its, price);
            }
            else
            {
                sold += remaining;
                soldFor += remaining * PriceOf(order, its, price);
            }
        }
    }

    // Nearly always the very same object; a later version of an instrument has the same symbol.
    private static bool IsOf(Instrument instrument, Order order) => ReferenceEquals(order.Instrument, instrument) || order.Instrument.Symbol == instrument.Symbol;

    /// <summary>Of the legs of a group on one side of one instrument only the largest trades; of equal ones the first counts.</summary>
    public static bool IsCountedByAnother(Order order, decimal remaining, IReadOnlyList<Order> others)
    {
        if (order.Group is not { Type: OrderGroupType.Oco } group) return false;
        for (var index = 0; index < others.Count; index++)
        {
            var other = others[index];
            if (ReferenceEquals(other, order) || other.Group?.Id != group.Id || other.Side != order.Side || other.Instrument.Symbol != order.Instrument.Symbol) continue;
            if (other.MostRemaining.Value > remaining || (other.MostRemaining.Value == remaining && other.Id.Value < order.Id.Value)) return true;
        }

        return false;
    }

    /// <summary>At what price it trades if it does: a limit bounds it, a stop of a buy lies above the market, and one that follows it at most its distance above.</summary>
    public static decimal PriceOf(OrderTerms terms, OrderSide side, decimal last) => terms switch
    {
        LimitTerms limit => side == OrderSide.Buy ? limit.Limit.Value : Math.Max(limit.Limit.Value, last),
        StopLimitTerms limit => side == OrderSide.Buy ? limit.Limit.Value : Math.Max(limit.Limit.Value, last),
        StopTerms stop => Math.Max(stop.Stop.Value, last),
        TrailingStopTerms trailing when side == OrderSide.Buy => trailing.StopAt(last, side),
        _ => last,
    };

    // While a change is under way either price may be the one.
    private static decimal PriceOf(Order order, OrderTerms terms, decimal last) => order.Wanted is { } wanted
        ? Math.Max(PriceOf(terms, order.Side, last), PriceOf(wanted.Terms, order.Side, last))
        : PriceOf(terms, order.Side, last);
}
