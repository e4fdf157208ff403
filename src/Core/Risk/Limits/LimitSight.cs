namespace AlgoTrendy.Core.Risk;

/// <summary>What limits are judged by beside the account: the limits themselves, whose order it is, and what its writer has counted.</summary>
/// <param name="Limits">As they were last pushed to the account's writer; null: there are none, and only what makes a position smaller passes.</param>
/// <param name="Account">The account's id.</param>
/// <param name="Strategy">Whose order it is; null: nobody's, as one that a person gives.</param>
/// <param name="Portfolio">The portfolio that the account belongs to; null: none.</param>
/// <param name="Elsewhere">What the portfolio's other accounts hold; null: there are none.</param>
public sealed record LimitSight(RiskLimits? Limits, RiskWatch Watch, string Account, string? Strategy = null, string? Portfolio = null, PortfolioElsewhere? Elsewhere = null);
