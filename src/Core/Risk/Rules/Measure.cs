namespace AlgoTrendy.Core.Risk;

/// <summary>What a rule found. It is broken where what would be is more than the most; nothing is rounded or divided before that is decided.</summary>
/// <param name="Scale">What a figure is divided by to be shown in the limit's unit: a share of equity is compared as money.</param>
internal readonly record struct Measure(decimal Now, decimal WouldBe, decimal Most, decimal Scale = 1m)
{
    /// <summary>Of rules that only forbid.</summary>
    public static Measure Forbidden(bool isForbidden) => new(0m, isForbidden ? 1m : 0m, 0m);

    public decimal UsedNow => ShareOf(Now);

    public decimal Used => ShareOf(WouldBe);

    private decimal ShareOf(decimal amount) => Most > 0m ? amount / Most : amount > 0m ? 1m : 0m;
}
