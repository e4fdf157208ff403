using AlgoTrendy.Contracts.Risk;

namespace AlgoTrendy.Contracts.Events;

/// <summary>There is a new version of the limits. Of risk, as all events here.</summary>
public sealed record LimitsChanged(LimitVersion Limits);

/// <summary>A limit's warning was crossed; or, at level breach, a limit on losses. By account, or by portfolio where it is one's, as those below.</summary>
public sealed record RiskThresholdBreached(RiskAlert Alert);

/// <summary>A position is larger than its limit, or too large a part of the account or portfolio.</summary>
public sealed record PositionLimitExceeded(RiskAlert Alert);

/// <summary>An account or portfolio as a whole is exposed beyond its limit: gross, net, or by leverage.</summary>
public sealed record PortfolioRiskAlert(RiskAlert Alert);
