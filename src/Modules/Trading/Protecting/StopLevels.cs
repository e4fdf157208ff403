using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Where stops lie. Pure.</summary>
internal static class StopLevels
{
    /// <summary>The stop's place on the tick grid: the nearest tick that is not closer to the price.</summary>
    /// <param name="from">What the distance is counted from: the average entry price, or the best price.</param>
    public static decimal Of(StopRuleRow rule, Instrument instrument, decimal from)
    {
        if (rule.StopPrice is { } fix) return fix;
        var distance = rule.DistancePercent is { } percent ? Math.Abs(from) * percent / 100m : rule.DistanceAmount ?? rule.Multiple!.Value * rule.AverageRange!.Value;
        return rule.IsLong ? instrument.RoundDownToTick(from - distance).Value : instrument.RoundUpToTick(from + distance).Value;
    }

    /// <summary>Whether a price, or a stop, is better for a position of that side.</summary>
    /// <param name="than">Null: anything is better.</param>
    public static bool IsBetter(bool isLong, decimal price, decimal? than) => than is not { } other || (isLong ? price > other : price < other);

    /// <summary>Whether the price has come to the stop.</summary>
    public static bool IsBeyond(StopRuleRow rule, decimal price) => rule.StopsAt is { } stop && !IsBetter(rule.IsLong, price, stop);
}
