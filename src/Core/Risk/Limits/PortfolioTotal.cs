using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Risk;

/// <summary>What all members of a portfolio together hold, wait for and are worth, in one currency; and how that stands to the limits that prices alone can break.</summary>
/// <param name="DayStartEquity">When the day began.</param>
/// <param name="PeakEquity">The most that it was.</param>
/// <param name="Gross">The worth of all positions, without signs.</param>
/// <param name="Least">The worth of all positions, with signs, once what waits to be sold has been.</param>
/// <param name="Most">Likewise once what waits to be bought has been.</param>
/// <param name="Wholes">What losses are taken as shares of; null: as in money.</param>
public sealed record PortfolioTotal(decimal Equity, decimal DayStartEquity, decimal PeakEquity, decimal Gross, decimal Least, decimal Most, IReadOnlyDictionary<Symbol, Reach> Instruments, WholesState? Wholes = null)
{
    // So that a share of nothing is a large number, and not none.
    private const decimal LeastEquity = 0.01m;

    /// <summary>None of a rule that judges orders alone; one an instrument of those that count by instrument.</summary>
    public IEnumerable<PortfolioUse> UsesOf(Limit limit) => limit.Rule switch
    {
        LimitRule.MaxPosition => Instruments.Select(one => Use(limit, limit.Unit == LimitUnit.Quantity ? one.Value.WorstQuantity : one.Value.Worst, 0m, one.Key)),
        LimitRule.MaxConcentration => Instruments.Select(one => Use(limit, one.Value.Worst, Equity, one.Key)),
        LimitRule.MaxGrossExposure or LimitRule.MaxLeverage => [Use(limit, Gross, Equity)],
        LimitRule.MaxNetExposure => [Use(limit, Math.Max(Math.Abs(Least), Math.Abs(Most)), Equity)],
        LimitRule.MaxDailyLoss => [Fall(limit, limit.Unit == LimitUnit.Percent && Wholes is { } shares ? shares.DayStart : DayStartEquity)],
        LimitRule.MaxDrawdown => [Fall(limit, Math.Max(limit.Unit == LimitUnit.Percent && Wholes is { } shares ? shares.Peak : PeakEquity, Equity))],
        _ => [],
    };

    /// <summary>Of max-orders-per-minute, for which nobody has to know what the members are worth.</summary>
    /// <param name="sent">By all members.</param>
    public static PortfolioUse OfOrders(Limit limit, int sent) => Use(limit, sent, 0m);

    private PortfolioUse Fall(Limit limit, decimal from) => Use(limit, Math.Max(0m, from - Equity), from);

    private static PortfolioUse Use(Limit limit, decimal amount, decimal whole, Symbol? instrument = null)
    {
        var measure = limit.Unit switch
        {
            LimitUnit.Percent => new Measure(amount, amount, limit.Value * whole / 100m, Math.Max(whole, LeastEquity) / 100m),
            LimitUnit.Times => new Measure(amount, amount, limit.Value * whole, Math.Max(whole, LeastEquity)),
            _ => new Measure(amount, amount, limit.Value),
        };
        return new(limit, instrument, measure.Now / measure.Scale, measure.UsedNow, measure.Now > measure.Most);
    }
}

/// <summary>How a portfolio stands to one limit.</summary>
/// <param name="Instrument">Of limits that are counted by instrument; null: the portfolio as a whole.</param>
/// <param name="Now">In the limit's unit.</param>
/// <param name="Used">The share of the limit that is used.</param>
public sealed record PortfolioUse(Limit Limit, Symbol? Instrument, decimal Now, decimal Used, bool IsBroken);
