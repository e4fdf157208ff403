namespace AlgoTrendy.Core.Risk;

/// <summary>What a limit's value is counted in.</summary>
public enum LimitUnit
{
    /// <summary>The rule has no value: it forbids.</summary>
    None,

    /// <summary>The account's currency.</summary>
    Money,

    /// <summary>Per cent, mostly of equity; the rule says of what.</summary>
    Percent,

    /// <summary>Units of the instrument.</summary>
    Quantity,

    Count,

    /// <summary>Times the equity.</summary>
    Times,

    Seconds,

    Minutes,
}
