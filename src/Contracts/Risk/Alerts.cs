using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Risk;

public enum RiskLevel
{
    /// <summary>So much of the limit is used that people wanted to know.</summary>
    Warning,

    /// <summary>It is broken.</summary>
    Breach,
}

/// <summary>A limit was crossed, or its warning was. Once a crossing.</summary>
/// <param name="AccountId">Null: of a portfolio.</param>
/// <param name="Symbol">Of limits that are counted by instrument; null: the account or portfolio as a whole.</param>
/// <param name="Value">Of the limit, in its unit, as Now is.</param>
/// <param name="Used">The share of the limit that was used.</param>
/// <param name="AcknowledgedBy">Null: nobody has seen it.</param>
/// <param name="PortfolioId">Null: of an account.</param>
/// <param name="StrategyId">Of what the strategy has of the account; null: of all of it.</param>
public sealed record RiskAlert(
    string AlertId,
    string? AccountId,
    RiskLevel Level,
    string LimitId,
    LimitRule Rule,
    Symbol? Symbol,
    decimal Value,
    LimitUnit Unit,
    decimal Now,
    decimal Used,
    string Message,
    Instant64 Time,
    string? AcknowledgedBy = null,
    Instant64? AcknowledgedAt = null,
    string? PortfolioId = null,
    string? StrategyId = null);

public sealed record AlertQuery(string? AccountId = null, bool? IsAcknowledged = null, int Limit = 100, string? Cursor = null, string? PortfolioId = null);

public sealed record AlertPage(IReadOnlyList<RiskAlert> Items, string? NextCursor);

public sealed record AlertAcknowledgement(IReadOnlyList<string> AlertIds);

/// <summary>The alerts as they are now; or why not.</summary>
public sealed record AlertReply(IReadOnlyList<RiskAlert> Alerts, RiskRefusal? Refusal);
