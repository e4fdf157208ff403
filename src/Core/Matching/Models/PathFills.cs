namespace AlgoTrendy.Core.Matching;

/// <summary>Follows the price through the bar on the two ways that its four prices allow at the least: by the high first, and by the low first.</summary>
/// <remarks>Where both come to the same there is nothing to choose. Where not, finer bars decide if there are any; what is still open is decided by the model.</remarks>
public abstract record PathFills : FillModel
{
    private protected abstract bool TakesBest { get; }

    internal override bool Within(PathWalks walks, in BarPath bar, FinerBars? finer)
    {
        walks.Start.CopyFrom(walks.Chosen);
        if (!Walk(walks, in bar)) return false;
        if (finer?.Find() is not { } detail) return true;

        walks.Chosen.CopyFrom(walks.Start);
        var isOpen = false;
        for (var row = detail.From; row < detail.To; row++)
        {
            var step = BarPath.Of(detail.Series, row);
            // What traded at the open was of the first of them.
            walks.Chosen.MeetVolume(detail.Series.Volume[row], detail.Series.HasVolume, row == detail.From ? walks.Start.Taken : 0m);
            isOpen |= Walk(walks, in step);
        }

        return isOpen;
    }

    /// <summary>One bar; whether its two ways differ.</summary>
    private bool Walk(PathWalks walks, in BarPath bar)
    {
        walks.Chosen.JumpTo(bar.Open);
        var before = walks.Chosen.Fills.Count;
        var hasOneWay = HasOneWay(walks.Chosen);
        if (!hasOneWay) walks.Other.CopyFrom(walks.Chosen);

        Move(walks.Chosen, bar.HighIsNearer ? bar.High : bar.Low, bar.HighIsNearer ? bar.Low : bar.High, bar.Close);
        if (hasOneWay) return false;

        Move(walks.Other, bar.HighIsNearer ? bar.Low : bar.High, bar.HighIsNearer ? bar.High : bar.Low, bar.Close);
        if (walks.Chosen.DidTheSameAs(walks.Other)) return false;

        var (likely, other) = (walks.Chosen.WorthAt(bar.Close, before), walks.Other.WorthAt(bar.Close, before));
        if (TakesBest ? other > likely : other < likely) walks.ChooseOther();
        return true;
    }

    private static void Move(PathWalk walk, decimal first, decimal second, decimal close)
    {
        walk.MoveTo(first);
        walk.MoveTo(second);
        walk.MoveTo(close);
    }

    // A single order that only waits for one price trades there, whichever way the price takes.
    private static bool HasOneWay(PathWalk walk) => walk.Orders.Length == 1 && walk.Orders[0].IsSimple;
}

/// <summary>The default: where a bar leaves open what came first, the worse for the account did. Limit orders trade only when the price goes beyond them.</summary>
public sealed record WorstPath : PathFills
{
    public static readonly WorstPath Instance = new();

    public override string Name => "worst-path";

    public override string Summary => "the worse of what a bar leaves open; limit orders trade only beyond their limit";

    private protected override bool TakesBest => false;
}

/// <summary>Where a bar leaves open what came first, the better for the account did: the other end of the band that a report shows.</summary>
public sealed record BestPath : PathFills
{
    public static readonly BestPath Instance = new();

    public override string Name => "best-path";

    public override string Summary => "the better of what a bar leaves open";

    public override bool IsOptimistic => true;

    private protected override bool TakesBest => true;
}

/// <summary>As the default, but limit orders trade as soon as the price touches them, as if nobody stood before them in the queue.</summary>
public sealed record TouchFill : PathFills
{
    public static readonly TouchFill Instance = new();

    public override string Name => "touch";

    public override string Summary => "limit orders trade as soon as the price touches them";

    public override bool IsOptimistic => true;

    internal override bool TouchIsEnough => true;

    private protected override bool TakesBest => false;
}
