namespace AlgoTrendy.Core.Accounts;

/// <summary>Which part of a position a closing trade closes.</summary>
public enum LotMethod
{
    /// <summary>A share of all of it, at its average cost; no lots are kept.</summary>
    Average,

    /// <summary>What was opened first.</summary>
    Fifo,

    /// <summary>What was opened last.</summary>
    Lifo,

    /// <summary>What gains least: the dearest of what was bought, the cheapest of what was sold short; the oldest of equals.</summary>
    Hifo,

    /// <summary>What the trade names; for what it names none, what was opened first.</summary>
    Specific,
}
