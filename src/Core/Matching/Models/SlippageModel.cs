using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>How much worse than the market's price an order trades that takes liquidity.</summary>
public abstract record SlippageModel
{
    /// <summary>As the command line and the report name it, with its figures.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a real market would most likely have been worse.</summary>
    public virtual bool IsOptimistic => false;

    /// <summary>As a fraction of the price, not negative.</summary>
    /// <param name="quantity">What is traded, in units of the instrument.</param>
    internal abstract decimal FractionOf(decimal quantity, in MarketConditions market);

    /// <summary>The price after slippage, rounded against the order to the instrument's grid unless prices are off it anyway (adjusted).</summary>
    internal decimal PriceOf(decimal price, OrderSide side, decimal quantity, in MarketConditions market)
    {
        var fraction = FractionOf(quantity, in market);
        if (fraction == 0m) return price;

        var slip = Math.Abs(price) * fraction;
        var worse = side == OrderSide.Buy ? price + slip : price - slip;
        // However thin the market, nobody pays for getting rid of something that has a price.
        if (price > 0m && worse < 0m) return 0m;
        if (!market.OnGrid) return worse;
        return (side == OrderSide.Buy ? market.Instrument.RoundUpToTick(worse) : market.Instrument.RoundDownToTick(worse)).Value;
    }
}

/// <summary>None: every order trades at the market's own price. Optimistic.</summary>
public sealed record NoSlippage : SlippageModel
{
    public static readonly NoSlippage Instance = new();

    public override string Name => "none";

    public override bool IsOptimistic => true;

    internal override decimal FractionOf(decimal quantity, in MarketConditions market) => 0m;
}

/// <summary>Half the instrument's usual distance of ask and bid: bars show trades from both sides, an order crosses to the far one. Quotes have their own spread.</summary>
public sealed record HalfSpread : SlippageModel
{
    public static readonly HalfSpread Instance = new();

    public override string Name => "half-spread";

    internal override decimal FractionOf(decimal quantity, in MarketConditions market) => market.IsQuoted ? 0m : market.Instrument.HalfSpread;
}

/// <summary>The same share of the price for every order, in basis points (1 = 0.01 %).</summary>
public sealed record FixedSlippage : SlippageModel
{
    private readonly decimal _fraction;

    public FixedSlippage(decimal basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basisPoints);
        BasisPoints = basisPoints;
        _fraction = basisPoints / 10_000m;
    }

    public decimal BasisPoints { get; }

    public override string Name => ModelText.Write("fixed", BasisPoints);

    public override bool IsOptimistic => BasisPoints == 0m;

    internal override decimal FractionOf(decimal quantity, in MarketConditions market) => _fraction;
}

/// <summary>Half the spread, and an impact that grows with the square of the order's share of the volume: coefficient × share². Source: the volume-share model of Quantopian's zipline (0.1, at most 2.5 % of a bar).</summary>
/// <param name="Coefficient">0.1 moves the price by 0.1 % for an order of a tenth of the volume.</param>
public sealed record VolumeShareSlippage(decimal Coefficient) : SlippageModel
{
    public override string Name => ModelText.Write("volume-share", Coefficient);

    internal override decimal FractionOf(decimal quantity, in MarketConditions market)
    {
        var share = Impact.ShareOf(quantity, in market);
        return HalfSpread.Instance.FractionOf(quantity, in market) + Coefficient * share * share;
    }
}

/// <summary>Half the spread, and an impact that grows with the root of the order's share of the volume: coefficient × √share. Source: R. Almgren et al., Direct Estimation of Equity Market Impact (2005), and the square-root law in general.</summary>
/// <param name="Coefficient">About the volatility of the time that the volume was traded in, as a fraction: 0.02 for a day of a stock.</param>
public sealed record SquareRootImpact(decimal Coefficient) : SlippageModel
{
    public override string Name => ModelText.Write("sqrt-impact", Coefficient);

    internal override decimal FractionOf(decimal quantity, in MarketConditions market) =>
        HalfSpread.Instance.FractionOf(quantity, in market) + Coefficient * (decimal)Math.Sqrt((double)Impact.ShareOf(quantity, in market));
}

internal static class Impact
{
    /// <summary>The order's share of what was traded, at most all of it; 0 where nobody counts volume.</summary>
    public static decimal ShareOf(decimal quantity, in MarketConditions market) =>
        market.Volume is > 0 and < MatchingRules.MostVolume ? Math.Min(1m, quantity / (decimal)market.Volume) : 0m;
}
