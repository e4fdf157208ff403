using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>On which side of the market a stop lies that is to guard a position: on the other one it would sell at once.</summary>
internal static class StopSide
{
    /// <returns>Null where it is right, or no price is known.</returns>
    public static TradingRefusal? FaultOf(AccountState state, Symbol symbol, Price stop, bool isLong) =>
        LastOf(state, symbol) is not { } last || (isLong ? stop.Value < last : stop.Value > last)
            ? null
            : FieldRules.No("stopPrice", $"stopPrice is {stop}; the stop of a {(isLong ? "long" : "short")} position lies {(isLong ? "below" : "above")} the last price, {FieldRules.Text(last)}.");

    public static decimal? LastOf(AccountState state, Symbol symbol) => state.Prices.TryGetValue(symbol, out var seen) ? seen.Price : state.Live.PriceOf(symbol);
}
