namespace AlgoTrendy.Core.Matching;

/// <summary>What orders do inside a bar, of which only four prices are known. Market orders that wait for an open trade there in every model.</summary>
public abstract record FillModel
{
    /// <summary>As the command line and the report name it.</summary>
    public abstract string Name { get; }

    /// <summary>In a sentence, for the report.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether it may fill orders that a real market might not have filled, or at better prices.</summary>
    public virtual bool IsOptimistic => false;

    /// <summary>All models, the default first.</summary>
    public static IReadOnlyList<FillModel> All => [WorstPath.Instance, BestPath.Instance, TouchFill.Instance, LeanFill.Instance];

    /// <summary>The bar opens: orders that its first price suits trade at it.</summary>
    internal virtual void AtOpen(PathWalk walk, decimal open) => walk.JumpTo(open);

    /// <summary>What happens between the open and the close. The outcome is in <see cref="PathWalks.Chosen"/>.</summary>
    /// <param name="finer">Finer bars that decide where the bar itself leaves it open; null: there are none.</param>
    /// <returns>Whether it could have come out differently, so that a choice was made.</returns>
    internal abstract bool Within(PathWalks walks, in BarPath bar, FinerBars? finer);

    /// <summary>Whether limit orders trade when the price touches their limit.</summary>
    internal virtual bool TouchIsEnough => false;
}
