using System.Collections.Frozen;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Paper;

internal static class Capabilities
{
    /// <summary>All that the engine's venue knows, which is all that there is.</summary>
    public static readonly BrokerCapabilities Engine = new()
    {
        Terms = new[] { typeof(MarketTerms), typeof(LimitTerms), typeof(StopTerms), typeof(StopLimitTerms), typeof(TrailingStopTerms) }.ToFrozenSet(),
        TimesInForce = Enum.GetValues<TimeInForce>().ToFrozenSet(),
        PostOnly = true,
        TrailingPercent = true,
        TrailingAmount = true,
        Oco = true,
        Bracket = true,
        ReduceOnly = true,
        Replace = true,
        ReplacesPartlyFilled = true,
        ClientOrderIdsReturn = false,
        SettlingTime = TimeSpan.Zero,
    };
}
