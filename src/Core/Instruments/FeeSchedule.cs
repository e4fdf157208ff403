using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>Whether an execution took resting liquidity or was the liquidity.</summary>
public enum Liquidity
{
    Taker,
    Maker,
}

/// <summary>What a venue or broker charges for an execution. Pure; the amount is in the instrument's quote currency, unrounded.</summary>
public abstract record FeeSchedule
{
    /// <summary>The fee of one execution; negative is a rebate.</summary>
    /// <param name="notional">The execution's worth in the quote currency, multiplier included, never negative.</param>
    public abstract decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity);

    /// <summary>The schedule that holds at a moment; only of schedules that change with time another one.</summary>
    public virtual FeeSchedule At(Instant64 time) => this;

    /// <summary>About what a taker pays, for sizing an order; the sizer proves its guess with the exact fee.</summary>
    internal abstract double Guess(double notional, double quantity);
}

/// <summary>No charge.</summary>
public sealed record NoFee : FeeSchedule
{
    public static readonly NoFee Instance = new();

    public override decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity) => 0m;

    internal override double Guess(double notional, double quantity) => 0;
}

/// <summary>A share of the execution's worth, in basis points (10 = 0.1 %), as crypto venues charge.</summary>
public sealed record PercentFee(decimal TakerBasisPoints, decimal MakerBasisPoints) : FeeSchedule
{
    private const decimal BasisPoint = 0.0001m;

    private readonly decimal _taker = TakerBasisPoints * BasisPoint;
    private readonly decimal _maker = MakerBasisPoints * BasisPoint;

    public PercentFee(decimal basisPoints) : this(basisPoints, basisPoints) { }

    public override decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity) =>
        notional * (liquidity == Liquidity.Taker ? _taker : _maker);

    internal override double Guess(double notional, double quantity) => notional * (double)_taker;
}

/// <summary>So much a share, at least the minimum, at most a share of the order's worth (the minimum first), as US stock brokers charge.</summary>
/// <param name="MaximumPercent">Per cent of the execution's worth; null is no cap.</param>
public sealed record PerShareFee(decimal PerShare, decimal Minimum, decimal? MaximumPercent = null) : FeeSchedule
{
    /// <summary>0.005 USD a share, at least 1 USD, at most 0.5 %: the fixed pricing of Interactive Brokers that LEAN models.</summary>
    public static readonly PerShareFee InteractiveBrokers = new(0.005m, 1m, 0.5m);

    public override decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity)
    {
        var fee = Math.Max(PerShare * quantity.Value, Minimum);
        return MaximumPercent is { } percent ? Math.Min(fee, notional * percent / 100m) : fee;
    }

    internal override double Guess(double notional, double quantity)
    {
        var fee = Math.Max((double)PerShare * quantity, (double)Minimum);
        return MaximumPercent is { } percent ? Math.Min(fee, notional * (double)percent / 100) : fee;
    }
}

/// <summary>So much a contract, as futures brokers charge.</summary>
public sealed record PerContractFee(decimal PerContract) : FeeSchedule
{
    public override decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity) => PerContract * quantity.Value;

    internal override double Guess(double notional, double quantity) => (double)PerContract * quantity;
}

/// <summary>A schedule for each stretch of time, as venues change their fees. The first holds for everything before the second, too.</summary>
public sealed record FeesByDate : FeeSchedule
{
    private readonly (Instant64 From, FeeSchedule Fees)[] _stretches;

    /// <param name="stretches">From when (UTC) which schedule holds; rising.</param>
    /// <exception cref="ArgumentException">None, or times that do not rise.</exception>
    public FeesByDate(IReadOnlyList<(Instant64 From, FeeSchedule Fees)> stretches)
    {
        if (stretches.Count == 0) throw new ArgumentException("Fees by date need at least one schedule.", nameof(stretches));
        for (var index = 1; index < stretches.Count; index++)
            if (stretches[index].From <= stretches[index - 1].From) throw new ArgumentException($"Times must rise: {stretches[index].From} follows {stretches[index - 1].From}.", nameof(stretches));
        _stretches = [.. stretches];
    }

    public IReadOnlyList<(Instant64 From, FeeSchedule Fees)> Stretches => _stretches;

    public override FeeSchedule At(Instant64 time)
    {
        var index = _stretches.Length - 1;
        while (index > 0 && _stretches[index].From > time) index--;
        return _stretches[index].Fees;
    }

    public override decimal FeeOf(decimal notional, Quantity quantity, Liquidity liquidity) => _stretches[^1].Fees.FeeOf(notional, quantity, liquidity);

    internal override double Guess(double notional, double quantity) => _stretches[^1].Fees.Guess(notional, quantity);

    public bool Equals(FeesByDate? other) => other is not null && _stretches.SequenceEqual(other._stretches);

    public override int GetHashCode() => HashCode.Combine(_stretches.Length, _stretches[0]);
}
