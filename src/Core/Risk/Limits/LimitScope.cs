namespace AlgoTrendy.Core.Risk;

/// <summary>Whose orders a limit holds for, and so what it counts.</summary>
public enum LimitScope
{
    Account,

    /// <summary>What one strategy holds and waits for within the account.</summary>
    Strategy,

    Symbol,

    /// <summary>The account together with the others of its portfolio.</summary>
    Portfolio,
}
