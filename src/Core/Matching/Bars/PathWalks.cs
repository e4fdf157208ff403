namespace AlgoTrendy.Core.Matching;

/// <summary>The walks that a fill model compares; kept, so that a bar allocates nothing.</summary>
internal sealed class PathWalks
{
    public PathWalk Chosen { get; private set; } = new();

    /// <summary>The other way through the same bar.</summary>
    public PathWalk Other { get; private set; } = new();

    /// <summary>How it stood when the bar began.</summary>
    public PathWalk Start { get; } = new();

    public void ChooseOther() => (Chosen, Other) = (Other, Chosen);
}
