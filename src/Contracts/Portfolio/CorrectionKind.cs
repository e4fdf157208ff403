using AlgoTrendy.Core.Accounts;

namespace AlgoTrendy.Contracts.Portfolio;

/// <summary>The facts that people may enter, by their names.</summary>
public enum CorrectionKind
{
    Conversion,
    Dividend,
    Interest,
    Borrow,
    Funding,
    Fee,
    Split,
}

public static class CorrectionKinds
{
    /// <summary>The fact of the same name.</summary>
    public static FactKind ToFact(this CorrectionKind kind) => Enum.Parse<FactKind>(kind.ToString());
}
