namespace AlgoTrendy.Core.Matching;

/// <summary>When a market order that a strategy gives at a bar's close is filled.</summary>
public enum FillTiming
{
    /// <summary>At the next bar's open: nothing that was decided on is traded at.</summary>
    NextOpen,

    /// <summary>At the very close that the strategy decided on. Optimistic.</summary>
    Close,
}
