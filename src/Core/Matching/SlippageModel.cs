using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Matching;

/// <summary>How much worse than the bar's price an order trades.</summary>
public abstract record SlippageModel
{
    /// <summary>As the report names it.</summary>
    public abstract string Name { get; }

    /// <summary>As a fraction of the price, not negative.</summary>
    public abstract decimal FractionOf(Instrument instrument);

    /// <summary>The price after slippage, rounded against the order to the instrument's grid unless prices are off it anyway (adjusted).</summary>
    public decimal PriceOf(decimal price, OrderSide side, Instrument instrument, bool onGrid)
    {
        var fraction = FractionOf(instrument);
        if (fraction == 0m) return price;

        var slip = Math.Abs(price) * fraction;
        var worse = side == OrderSide.Buy ? price + slip : price - slip;
        if (!onGrid) return worse;
        return (side == OrderSide.Buy ? instrument.RoundUpToTick(worse) : instrument.RoundDownToTick(worse)).Value;
    }
}

/// <summary>None: every order trades at the bar's own price. Optimistic.</summary>
public sealed record NoSlippage : SlippageModel
{
    public static readonly NoSlippage Instance = new();

    public override string Name => "none";

    public override decimal FractionOf(Instrument instrument) => 0m;
}

/// <summary>Half the instrument's usual distance of ask and bid: bars show trades from both sides, an order crosses to the far one.</summary>
public sealed record HalfSpread : SlippageModel
{
    public static readonly HalfSpread Instance = new();

    public override string Name => "half-spread";

    public override decimal FractionOf(Instrument instrument) => instrument.HalfSpread;
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

    public override string Name => FormattableString.Invariant($"fixed {BasisPoints} bps");

    public override decimal FractionOf(Instrument instrument) => _fraction;
}
