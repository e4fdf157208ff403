using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>The cash of one currency, and its rate in the account's.</summary>
internal sealed class Balance(Currency currency, bool isOwn, RatePath[] paths, Marks marks, bool mayLackRate = false)
{
    private RatePath[] _paths = paths;
    private decimal _basis;
    private decimal _unpaid;

    public Currency Currency => currency;

    public bool HasFixedRate { get; private set; } = Array.TrueForAll(paths, path => path.IsFixed);

    /// <summary>Cash as if margined positions had been paid for: with the worth of all positions it makes equity, whatever their kind.</summary>
    public decimal Basis => _basis;

    /// <summary>The same, for the running mark.</summary>
    public double BasisMark { get; private set; }

    public decimal Cash => _unpaid == 0m ? _basis : _basis + _unpaid;

    /// <summary>The worth of one unit in the account's currency; null while no pair that would give it has a price.</summary>
    public decimal? KnownRate
    {
        get
        {
            if (isOwn) return 1m;
            foreach (var path in _paths)
                if (path.IsKnown(marks)) return path.Of(marks);
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public decimal Rate => isOwn ? 1m : KnownRate ?? (mayLackRate ? 0m : throw NoRate());

    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public double RateMark
    {
        get
        {
            if (isOwn) return 1.0;
            foreach (var path in _paths)
                if (path.IsKnown(marks)) return path.MarkOf(marks);
            if (mayLackRate) return 0.0;
            throw NoRate();
        }
    }

    /// <param name="amount">What comes in, a price paid or brought included.</param>
    /// <param name="unpaid">How much of it is the cost of margined positions, for which no cash changes hands.</param>
    public void Move(decimal amount, decimal unpaid = 0m)
    {
        _basis += amount;
        if (unpaid != 0m) _unpaid += unpaid;
        BasisMark = (double)_basis;
    }

    /// <summary>There are more ways to its rate now.</summary>
    public void Follow(RatePath[] paths) => (_paths, HasFixedRate) = (paths, Array.TrueForAll(paths, path => path.IsFixed));

    private InvalidOperationException NoRate() => new($"There is no rate of {currency} yet.");
}
