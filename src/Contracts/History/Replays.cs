using AlgoTrendy.Core.Markets;
using NodaTime;

namespace AlgoTrendy.Contracts.History;

public readonly record struct ReplayId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Who hears a replay, in the order in which each event is heard.</summary>
public enum ReplayStage
{
    /// <summary>Hears every event, first.</summary>
    Venue,

    /// <summary>Hears bars when they have closed, splits and dividends (and ticks, if the plan says so), after every venue has acknowledged them.</summary>
    Strategy,
}

/// <summary>What to play again, and to how many.</summary>
/// <param name="Series">Bars, then ticks: at one moment they come in this order. Bars are made as a backtest makes them: of shorter ones, or of quotes, where need be.</param>
/// <param name="From">Series are played where their bars open in [From, To).</param>
/// <param name="Venues">How many readers of that stage must acknowledge an event before it goes on.</param>
/// <param name="Strategies">How many of that stage; 0: none has to.</param>
/// <param name="Speed">How many times as fast as it was; null: as fast as it is acknowledged.</param>
/// <param name="IsAdjusted">Whether dividends and splits are worked into prices where they are known; otherwise prices are raw.</param>
/// <param name="StrategiesHearTicks">Whether strategies hear quotes and trades too.</param>
public sealed record ReplayPlan(
    IReadOnlyList<SeriesKey> Series,
    Instant From,
    Instant To,
    int Venues,
    int Strategies,
    double? Speed = null,
    bool IsAdjusted = true,
    bool ExtendedHours = false,
    bool StrategiesHearTicks = false);

/// <summary>A replay that waits for its readers; or null and why there is none.</summary>
/// <param name="Events">How many there will be.</param>
/// <param name="Assumptions">What had to be assumed to make the bars, in sentences.</param>
public sealed record ReplaySession(ReplayId? Replay, long Events, IReadOnlyList<string> Assumptions, string? Reason);

/// <param name="Name">One of its stage: who comes back under his name goes on where he was, and an older connection of that name ends.</param>
/// <param name="After">The sequence of the last event that the reader has; null: none yet.</param>
public sealed record ReplayReader(ReplayId Replay, string Name, ReplayStage Stage, long? After = null);

/// <param name="Sequence">This event and all before it are done with.</param>
public sealed record ReplayAck(ReplayId Replay, string Name, long Sequence);

/// <summary>Where a replay stands.</summary>
/// <param name="Released">The sequence of the last event that venues may have; 0 before the first.</param>
/// <param name="IsOver">Everything was acknowledged by everybody.</param>
/// <param name="Reason">Why what was asked for was not done; null when it was.</param>
public sealed record ReplayState(long Released, bool IsOver, string? Reason = null);

public sealed record ReplayRequest(ReplayId Replay);
