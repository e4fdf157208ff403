namespace AlgoTrendy.Core.Risk;

/// <summary>What a limit of a portfolio has to know of the other accounts: in doubt only what makes a position smaller passes it.</summary>
internal enum OfOthers
{
    /// <summary>It looks at the order alone.</summary>
    Nothing,

    /// <summary>What they have sent and wait for.</summary>
    Orders,

    /// <summary>What they hold, have lost or are worth.</summary>
    Worth,
}
