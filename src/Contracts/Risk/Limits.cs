using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Risk;

/// <summary>Why something was not done: a stable code and a sentence, and the field that it is about where it is one.</summary>
/// <param name="Choices">Values that would do, or the nearest names.</param>
public sealed record RiskRefusal(string Code, string Message, string? Field = null, IReadOnlyList<string>? Choices = null);

/// <summary>One version of all limits.</summary>
/// <param name="By">Who made it.</param>
/// <param name="OnBreach">What an account may do once its equity has broken a limit on losses; normal: all that the limit lets it, people are alerted alone.</param>
public sealed record LimitVersion(long Version, Instant64 At, string By, string? Note, TradingMode OnBreach, IReadOnlyList<Limit> Items)
{
    /// <summary>An enabled limit of this portfolio alone; null: there is none.</summary>
    public Limit? About(string portfolioId) => Items.FirstOrDefault(limit => limit is { Enabled: true, Scope: LimitScope.Portfolio } && limit.ScopeId == portfolioId);
}

/// <param name="Version">Null: the newest.</param>
public sealed record LimitsQuery(long? Version = null);

/// <param name="InForce">Whether trading has said that it judges by this version.</param>
/// <param name="Used">The largest share of each limit that an account used when it was last looked at, by the limits' ids; of those that prices alone can break, and of orders a minute.</param>
public sealed record LimitsReply(LimitVersion? Limits, bool InForce, IReadOnlyDictionary<string, decimal> Used, RiskRefusal? Refusal)
{
    public static LimitsReply No(RiskRefusal refusal) => new(null, false, new Dictionary<string, decimal>(), refusal);
}

/// <summary>What is null stays as it is.</summary>
/// <param name="All">Instead of all that there are.</param>
/// <param name="Set">Added, or put in the place of those with the same ids.</param>
/// <param name="Remove">Ids.</param>
/// <param name="Version">That the change was made from; another one meanwhile refuses it. Null: whatever it is.</param>
/// <param name="Note">For people, kept with the version.</param>
public sealed record LimitsChange(IReadOnlyList<Limit>? All = null, IReadOnlyList<Limit>? Set = null, IReadOnlyList<string>? Remove = null, TradingMode? OnBreach = null, long? Version = null, string? Note = null);

public sealed record PortfolioChanged(string PortfolioId);

/// <param name="Pushed">Whether trading counts by it now, or no limit counts it; otherwise trading does with the next push.</param>
public sealed record PortfolioRecount(bool Pushed);

public sealed record LimitVersionQuery(int Limit = 100, string? Cursor = null);

public sealed record LimitVersionPage(IReadOnlyList<LimitVersionSummary> Items, string? NextCursor);

/// <param name="Added">Ids, as those that were changed or removed since the version before.</param>
public sealed record LimitVersionSummary(long Version, Instant64 At, string By, string? Note, TradingMode OnBreach, int Count, IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);
