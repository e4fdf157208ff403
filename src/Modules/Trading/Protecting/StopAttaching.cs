using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Makes a rule of what somebody wants: where its stop lies to begin with, and from when on.</summary>
internal static class StopAttaching
{
    /// <param name="range">Of a rule by the average true range.</param>
    /// <returns>Why not; null when the rule is attached.</returns>
    public static TradingRefusal? Attach(Step step, StopRuleChange wanted, Symbol symbol, decimal? range)
    {
        var state = step.State;
        if (state.Live.PositionOf(symbol) is not { IsFlat: false } position) return StopRuleDesk.NoPosition(wanted.PositionId);
        if (StopOrders.ClosableOf(state, position) == 0m) return new(RefusalCodes.BelowMinimumQuantity, $"{position.Quantity} {symbol} is less than can be sold; there is nothing to guard.");
        if (wanted.CloseAt <= step.Now) return FieldRules.No("closeAt", $"closeAt is {wanted.CloseAt}; it is later than now, {step.Now}.");
        if (wanted.CloseAfterSeconds is { } after && step.Now > Instant64.MaxValue + Duration64.FromSeconds(-after)) return FieldRules.No("closeAfterSeconds", "That is after the end of time.");

        if (wanted.StopPrice is { } fix && StopSide.FaultOf(state, symbol, fix, position.Quantity > 0m) is { } beyond) return beyond;

        var (row, refusal) = Placed(RowOf(step, wanted, symbol, position, range), wanted, position, StopSide.LastOf(state, symbol));
        if (row is null) return refusal;

        var rule = new StopRule(row);
        state.Stops.Put(rule);
        StopKeeper.Save(step, rule, row);
        step.Tell(new StopRuleChanged(StopRuleViews.Of(state, rule), null, step.Now));
        return null;
    }

    private static StopRuleRow RowOf(Step step, StopRuleChange wanted, Symbol symbol, Position position, decimal? range)
    {
        var isAtr = wanted.Kind == StopKind.Atr;
        return new(
            step.State.Id, symbol, position.Quantity > 0m, wanted.Kind, wanted.StopPrice?.Value, wanted.Percent, wanted.Amount, wanted.Multiple,
            isAtr ? wanted.Period ?? StopFieldCheck.UsualPeriod : null, isAtr ? (wanted.Interval ?? Interval.OneDay).ToString() : null, range,
            wanted.Kind == StopKind.Trailing || wanted.IsTrailing, wanted.CloseAfterSeconds is { } seconds ? step.Now + Duration64.FromSeconds(seconds) : wanted.CloseAt,
            null, null, false, null, step.Now, step.Now);
    }

    private static (StopRuleRow?, TradingRefusal?) Placed(StopRuleRow row, StopRuleChange wanted, Position position, decimal? price)
    {
        var instrument = position.Instrument;
        if (!row.HasStop) return (row, null);
        if (wanted.StopPrice is { } fix && !instrument.IsOnTick(fix)) return (null, OffTick(instrument, fix));
        if (row.Trails && price is null) return (null, new(RefusalCodes.NoPrice, $"There is no price of {row.Symbol} yet that a stop could follow."));

        var best = row.Trails ? price : null;
        var stop = StopLevels.Of(row, instrument, best ?? position.AveragePrice);
        return stop > 0m || instrument.AssetClass == AssetClass.Future
            ? (row with { BestPrice = best, StopsAt = stop }, null)
            : (null, FieldRules.No(wanted.Amount is not null ? "amount" : wanted.Multiple is not null ? "multiple" : "percent", $"So far away the stop would lie at {FieldRules.Text(stop)}; a price is above zero."));
    }

    private static TradingRefusal OffTick(Instrument instrument, Price price) =>
        new(RefusalCodes.OffTick, $"The stop {price} is no multiple of the tick {instrument.TickSize} of {instrument.Symbol}.", "stopPrice", [instrument.RoundDownToTick(price.Value).ToString(), instrument.RoundUpToTick(price.Value).ToString()]);
}
