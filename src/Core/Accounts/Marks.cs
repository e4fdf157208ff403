namespace AlgoTrendy.Core.Accounts;

/// <summary>The last price of each instrument of an account; 0 before the first.</summary>
internal sealed class Marks(int count)
{
    private (double Mark, decimal Exact)[] _exact = new (double, decimal)[count];

    public double[] Prices { get; private set; } = new double[count];

    /// <summary>Exact: a double's 15 significant digits. Kept, because it is asked for several times an order and costs more than a multiplication.</summary>
    public decimal Exact(int instrument)
    {
        ref var known = ref _exact[instrument];
        if (known.Mark != Prices[instrument]) known = (Prices[instrument], (decimal)Prices[instrument]);
        return known.Exact;
    }

    /// <summary>Makes room for one more instrument.</summary>
    public void Add()
    {
        Prices = [.. Prices, 0.0];
        _exact = [.. _exact, default];
    }
}
