using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk;

/// <summary>Judges every order before a venue sees it. Pure: the same order, account and price give the same verdict everywhere.</summary>
public static class RiskGate
{
    /// <summary>Approves the order, or says why not.</summary>
    /// <param name="terms">The order's own, or those it is to be changed to.</param>
    /// <param name="quantity">The whole quantity: the order's own, or the one it is to be changed to.</param>
    public static Refusal? Judge(Order order, OrderTerms terms, Quantity quantity, in GateSight sight, out ApprovedOrder approved)
    {
        approved = default;
        var refusal = FaultOf(order, terms, quantity, in sight) ?? Shut(order, quantity, in sight) ?? Beyond(order, terms, quantity, in sight) ?? LimitOf(order, terms, quantity, in sight, null);
        if (refusal is null) approved = new(order);
        return refusal;
    }

    /// <summary>All that speaks against the order, and how much of each limit it would use; approves nothing.</summary>
    /// <param name="terms">The order's own, or those it is to be changed to.</param>
    /// <param name="quantity">The whole quantity: the order's own, or the one it is to be changed to.</param>
    public static Assessment Assess(Order order, OrderTerms terms, Quantity quantity, in GateSight sight)
    {
        var (refusals, uses) = (new List<Refusal>(), new List<LimitUse>());
        foreach (var refusal in (ReadOnlySpan<Refusal?>)[FaultOf(order, terms, quantity, in sight), Shut(order, quantity, in sight), Beyond(order, terms, quantity, in sight)])
            if (refusal is not null) refusals.Add(refusal);

        // The first is in the list of uses as well, unless there were no limits to use.
        var first = LimitOf(order, terms, quantity, in sight, uses);
        if (first is not null && uses.Count == 0) refusals.Add(first);
        refusals.AddRange(uses.Select(use => use.Refusal).OfType<Refusal>());
        return new(refusals, uses);
    }

    /// <summary>Whether the stop of a bracket may become another one, or none, while its entry waits: the entry was approved with the stop that it has.</summary>
    /// <param name="stop">One of the orders that wait.</param>
    /// <param name="terms">What it is to become; null: nothing.</param>
    public static Refusal? JudgeStop(Order stop, OrderTerms? terms, in GateSight sight)
    {
        if (stop.Group?.Entry is not { IsOver: false } entry || !stop.Terms.WaitsForTrigger || sight.Limits is not { } limits || sight.Price is not { } price) return null;

        var without = sight with { Waiting = [.. sight.Waiting.Where(order => !ReferenceEquals(order, stop))], Stop = terms };
        // The venue may have taken a change of the entry that is under way, or not: as neither may it risk too much.
        foreach (var either in ((OrderTerms Terms, Quantity Quantity)?[])[(entry.Terms, entry.Quantity), entry.Wanted])
        {
            if (either is not var (entered, quantity)) continue;
            var reduces = Reduction.IsOf(entry, quantity, in sight);
            var refusal = LimitCheck.OfStop(new(entry, entered, quantity, sight with { Stop = stop.Terms }, limits, price, reduces), new(entry, entered, quantity, in without, limits, price, reduces));
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private static Refusal? FaultOf(Order order, OrderTerms terms, Quantity quantity, in GateSight sight) =>
        TermsCheck.FaultOf(order, terms, sight.OnGrid, sight.Now) ?? OffGrid(order, quantity);

    private static Refusal? Shut(Order order, Quantity quantity, in GateSight sight)
    {
        if (sight.Mode == TradingMode.Normal) return null;
        var reduces = Reduction.IsOf(order, quantity, in sight);
        if (reduces && (sight.IsEmergency || sight.Mode == TradingMode.ReduceOnly)) return null;
        return sight.Mode == TradingMode.Halted
            ? new(RefusalCodes.TradingHalted, "Trading is halted: nothing passes but what the platform sends to protect, reduce or flatten.")
            : new(RefusalCodes.ReduceOnly, $"The account may only reduce, and to {order.Side.Word()} {quantity} {order.Instrument.Symbol} would do more than that with a position of {sight.Position.Quantity}.");
    }

    private static Refusal? LimitOf(Order order, OrderTerms terms, Quantity quantity, in GateSight sight, List<LimitUse>? uses) =>
        sight.Limits is not null && sight.Price is { } price ? LimitCheck.FirstOf(order, terms, quantity, in sight, price, uses) : null;

    private static Refusal? Beyond(Order order, OrderTerms terms, Quantity quantity, in GateSight sight)
    {
        if (sight.Price is not { } price) return new(RefusalCodes.NoPrice, $"There is no price of {order.Instrument.Symbol} yet.");

        // An exit is judged with its entry: there is nothing to reduce before that has filled.
        if (order.Group?.Entry is { } entry) return OutOfOrder(order, terms, entry, price);
        if (order.IsReduceOnly) return NothingToReduce(order, in sight);
        return TooSmall(order, terms, quantity, price) ?? BeyondBuyingPower(order, terms, quantity, in sight, price);
    }

    private static Refusal? OffGrid(Order order, Quantity quantity)
    {
        var instrument = order.Instrument;
        if (quantity.Value <= 0m) return new(RefusalCodes.QuantityZero, $"An order for nothing of {instrument.Symbol}; the least is {Least(instrument)}.");
        if (!instrument.IsOnLot(quantity)) return new(RefusalCodes.OffLot, $"{quantity} {instrument.Symbol} is no multiple of the lot {instrument.LotSize}.");
        return quantity.Value < (instrument.MinQuantity ?? 0m) ? new(RefusalCodes.BelowMinimumQuantity, $"{quantity} {instrument.Symbol} is less than the least order of {Least(instrument)}.") : null;
    }

    private static Refusal? NothingToReduce(Order order, in GateSight sight)
    {
        var held = order.Side == OrderSide.Sell ? sight.Position.Quantity : -sight.Position.Quantity;
        return held > 0m ? null : new(RefusalCodes.NothingToReduce, $"The order may only reduce, and there is no position of {order.Instrument.Symbol} that a {(order.Side == OrderSide.Sell ? "sale" : "buy")} would.");
    }

    /// <summary>An exit on the wrong side of what a market entry would trade at leaves again at once. Where an entry says its price, the two are compared by whoever takes them in.</summary>
    private static Refusal? OutOfOrder(Order exit, OrderTerms terms, Order entry, Price last)
    {
        if (entry is not { Status: OrderStatus.New or OrderStatus.PendingRisk, Terms: MarketTerms }) return null;
        var (what, at, isBelow) = terms switch
        {
            StopTerms stop => ("stop", stop.Stop.Value, exit.Side == OrderSide.Sell),
            StopLimitTerms stop => ("stop", stop.Stop.Value, exit.Side == OrderSide.Sell),
            LimitTerms limit => ("take-profit", limit.Limit.Value, exit.Side == OrderSide.Buy),
            _ => ("", 0m, false),
        };
        return what.Length == 0 || (isBelow ? at < last.Value : at > last.Value)
            ? null
            : new(RefusalCodes.BadTerms, $"The {what} at {at} of an entry at the market, {(exit.Side == OrderSide.Sell ? "long" : "short")}, lies {(isBelow ? "below" : "above")} the last price, {last}: otherwise it would trade at once.");
    }

    private static Refusal? TooSmall(Order order, OrderTerms terms, Quantity quantity, Price last)
    {
        if (order.Instrument.MinNotional == 0m) return null;

        var worth = order.Instrument.Notional(terms is LimitTerms { Limit: var limit } ? limit : last, quantity).Amount;
        return worth < order.Instrument.MinNotional
            ? new(RefusalCodes.BelowMinimumNotional, $"The order is worth {worth:0.########} {order.Instrument.Currency}; the least is {order.Instrument.MinNotional}.")
            : null;
    }

    private static Refusal? BeyondBuyingPower(Order order, OrderTerms terms, Quantity quantity, in GateSight sight, Price price)
    {
        var (account, position, instrument) = (sight.Account, sight.Position, order.Instrument);
        if (account.Rules.Kind == AccountKind.Cash && Uncovered(order, quantity, in sight) is { } uncovered) return uncovered;

        var unit = UnitOf(instrument, price.Value, account.Rules.Leverage);
        var after = Exposure.Worst(instrument, position.Quantity, sight.Waiting, unit, order, terms, quantity.Value);
        if (!position.IsFlat && after <= Math.Abs(instrument.WorthOf(position.Quantity * unit))) return null;

        // What other instruments tie up is judged too: the account's worth carries everything it holds.
        if (InMoney(account, instrument, after) is not { } tied) return new(RefusalCodes.NoPrice, $"There is no rate of {instrument.Currency} in {account.Currency} yet.");
        var needed = tied + ExposureBeside(in sight);
        var power = account.Rules.Leverage == 1m ? account.Equity : account.Equity * account.Rules.Leverage;
        return needed > power
            ? new(RefusalCodes.InsufficientBuyingPower, $"{order.Side} {quantity} {instrument.Symbol} at about {Exposure.PriceOf(terms, order.Side, price.Value)} would hold {needed:0.##} {account.Currency}; {power:0.##} can be held.")
            : null;
    }

    /// <summary>What all other positions are worth at the last marks, without their signs, once the waiting orders have traded.</summary>
    private static decimal ExposureBeside(in GateSight sight)
    {
        if (sight.Account.Positions.Count == 1) return 0m;
        var (exposure, waiting) = (0m, sight.Waiting.Count == 0 ? null : new WaitingByPlace(sight.Account, sight.Waiting));
        for (var place = 0; place < sight.Account.Positions.Count; place++)
        {
            var other = sight.Account.Positions[place];
            if (ReferenceEquals(other, sight.Position) || (other.IsFlat && sight.Waiting.Count == 0)) continue;

            var unit = UnitOf(other.Instrument, sight.Account.ExactMarkOf(place), sight.Account.Rules.Leverage);
            exposure += InMoney(sight.Account, other.Instrument, Exposure.Worst(other.Instrument, other.Quantity, waiting?.At(place) ?? [], unit)) ?? 0m;
        }

        return exposure;
    }

    // Where a contract has a margin of its own, it counts as if its worth were what that margin carries.
    private static decimal UnitOf(Instrument instrument, decimal price, decimal leverage) =>
        instrument.InitialMargin is { } each ? each * leverage / instrument.Multiplier : price;

    private static decimal? InMoney(Account account, Instrument instrument, decimal worth) =>
        instrument.Currency == account.Currency || worth == 0m ? worth : worth * account.RateOf(instrument.Currency);

    /// <summary>A cash account sells only what it has, all waiting sales together.</summary>
    private static Refusal? Uncovered(Order order, Quantity quantity, in GateSight sight)
    {
        if (order.Side == OrderSide.Buy) return null;

        var sold = quantity.Value - order.Filled.Value;
        foreach (var other in sight.Waiting)
        {
            if (ReferenceEquals(other, order) || other.Side == OrderSide.Buy || other.IsReduceOnly || other.Instrument.Symbol != order.Instrument.Symbol) continue;
            if (other.Group is not null && other.Group.Id == order.Group?.Id) continue;
            if (!Exposure.IsCountedByAnother(other, other.MostRemaining.Value, sight.Waiting)) sold += other.MostRemaining.Value;
        }

        return sold > sight.Position.Quantity
            ? new(RefusalCodes.ShortNotAllowed, $"A cash account sells what it has: {sight.Position.Quantity} {order.Instrument.Symbol}, and {sold} would be sold.")
            : null;
    }

    private static decimal Least(Instrument instrument) => Math.Max(instrument.MinQuantity ?? 0m, instrument.LotSize);
}
