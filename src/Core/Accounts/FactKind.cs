namespace AlgoTrendy.Core.Accounts;

/// <summary>What can happen to an account.</summary>
public enum FactKind
{
    /// <summary>The first of every account: nothing is booked yet.</summary>
    Opening,

    Trade,

    /// <summary>Money from outside, or (negative) to outside.</summary>
    Cash,

    /// <summary>A quantity that came or went other than by a trade.</summary>
    Holding,

    /// <summary>Money from one part of the account to another; the whole does not notice.</summary>
    Transfer,

    /// <summary>One currency against another.</summary>
    Conversion,

    Dividend,
    Interest,
    Borrow,
    Funding,

    /// <summary>One that belongs to no trade.</summary>
    Fee,

    Split,

    /// <summary>One instrument goes on as another.</summary>
    Rename,

    /// <summary>What is held is closed at a settlement price.</summary>
    Expiry,
}
