namespace AlgoTrendy.Core.Accounts;

/// <summary>One step from a currency to another: by the price of a pair, by its inverse, or at a fixed rate.</summary>
/// <param name="Pair">The instrument's place in the account; -1 where the rate is fixed.</param>
internal readonly record struct RateStep(int Pair, bool IsInverse, decimal Fixed)
{
    public static readonly RateStep None = new(-1, false, 1m);

    public bool IsFixed => Pair < 0;

    public bool IsKnown(Marks marks) => Pair < 0 || marks.Prices[Pair] != 0;

    public decimal Of(Marks marks) => Pair < 0 ? Fixed : IsInverse ? 1m / marks.Exact(Pair) : marks.Exact(Pair);

    public double MarkOf(Marks marks) => Pair < 0 ? (double)Fixed : IsInverse ? 1.0 / marks.Prices[Pair] : marks.Prices[Pair];
}

/// <summary>A way from a currency to the account's, in one step or, through a third currency, in two.</summary>
internal readonly record struct RatePath(RateStep First, RateStep Second)
{
    public bool IsFixed => First.IsFixed && Second.IsFixed;

    public bool IsKnown(Marks marks) => First.IsKnown(marks) && Second.IsKnown(marks);

    public decimal Of(Marks marks) => First.Of(marks) * Second.Of(marks);

    public double MarkOf(Marks marks) => First.MarkOf(marks) * Second.MarkOf(marks);
}
