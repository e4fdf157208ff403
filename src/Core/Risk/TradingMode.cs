namespace AlgoTrendy.Core.Risk;

/// <summary>What an account may do at all, whatever its limits.</summary>
public enum TradingMode
{
    Normal,

    /// <summary>Only orders that make a position smaller pass.</summary>
    ReduceOnly,

    /// <summary>Nothing passes but what the platform itself sends to protect, reduce or flatten.</summary>
    Halted,
}
