using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>Judges every order before a venue sees it. Pure: the same order, account and price give the same verdict everywhere.</summary>
public static class RiskGate
{
    /// <summary>Approves the order, or says why not.</summary>
    /// <param name="waiting">The account's orders that are still open, without this one: what they may yet trade counts as held.</param>
    /// <param name="price">The last known price of the instrument; null when there is none yet.</param>
    /// <param name="leverage">How many times its equity the account may hold; 1 without borrowing.</param>
    public static Refusal? Judge(Order order, Account account, Position position, IReadOnlyList<Order> waiting, Price? price, decimal leverage, out ApprovedOrder approved)
    {
        approved = default;
        var refusal = OffGrid(order) ?? (price is { } known ? TooSmall(order, known) ?? BeyondBuyingPower(order, account, position, waiting, known, leverage) : NoPrice(order));
        if (refusal is null) approved = new(order);
        return refusal;
    }

    private static Refusal? OffGrid(Order order)
    {
        var (instrument, quantity) = (order.Instrument, order.Quantity);
        if (quantity.Value <= 0m) return new(RefusalCodes.QuantityZero, $"An order for nothing of {instrument.Symbol}; the least is {Least(instrument)}.");
        if (!instrument.IsOnLot(quantity)) return new(RefusalCodes.OffLot, $"{quantity} {instrument.Symbol} is no multiple of the lot {instrument.LotSize}.");
        return quantity.Value < (instrument.MinQuantity ?? 0m) ? new(RefusalCodes.BelowMinimumQuantity, $"{quantity} {instrument.Symbol} is less than the least order of {Least(instrument)}.") : null;
    }

    private static Refusal? TooSmall(Order order, Price price)
    {
        if (order.Instrument.MinNotional == 0m) return null;

        var worth = order.Instrument.Notional(price, order.Quantity).Amount;
        return worth < order.Instrument.MinNotional
            ? new(RefusalCodes.BelowMinimumNotional, $"The order is worth {worth:0.########} {order.Instrument.Currency}; the least is {order.Instrument.MinNotional}.")
            : null;
    }

    private static Refusal? BeyondBuyingPower(Order order, Account account, Position position, IReadOnlyList<Order> waiting, Price price, decimal leverage)
    {
        var after = position.Quantity + Signed(order) + Waiting(waiting, order.Instrument);
        if (Math.Abs(after) <= Math.Abs(position.Quantity)) return null;

        // What other instruments tie up is judged too: the account's worth carries everything it holds.
        var needed = Math.Abs(order.Instrument.WorthOf(after * price.Value)) + ExposureBeside(position, account, waiting);
        var power = leverage == 1m ? account.Equity : account.Equity * leverage;
        return needed > power
            ? new(RefusalCodes.InsufficientBuyingPower, $"{order.Side} {order.Quantity} {order.Instrument.Symbol} at about {price} would hold {needed:0.##} {account.Currency}; {power:0.##} can be held.")
            : null;
    }

    /// <summary>What all other positions are worth at the last marks, without their signs, once the waiting orders have traded.</summary>
    private static decimal ExposureBeside(Position one, Account account, IReadOnlyList<Order> waiting)
    {
        var exposure = 0m;
        for (var place = 0; place < account.Positions.Count; place++)
        {
            var other = account.Positions[place];
            if (ReferenceEquals(other, one)) continue;

            var quantity = other.Quantity + Waiting(waiting, other.Instrument);
            if (quantity != 0m) exposure += Math.Abs(other.Instrument.WorthOf(quantity * account.ExactMarkOf(place)));
        }

        return exposure;
    }

    private static decimal Waiting(IReadOnlyList<Order> orders, Instrument instrument)
    {
        var signed = 0m;
        for (var index = 0; index < orders.Count; index++)
            if (orders[index].Instrument.Symbol == instrument.Symbol) signed += Signed(orders[index]);
        return signed;
    }

    private static decimal Signed(Order order) => order.Side == OrderSide.Buy ? order.Remaining.Value : -order.Remaining.Value;

    private static Refusal NoPrice(Order order) => new(RefusalCodes.NoPrice, $"There is no price of {order.Instrument.Symbol} yet.");

    private static decimal Least(Instrument instrument) => Math.Max(instrument.MinQuantity ?? 0m, instrument.LotSize);
}
