using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Matching;

/// <summary>What a venue remembers of a waiting order beside the order itself.</summary>
/// <param name="ArrivesAt">When it reached the venue, or will.</param>
/// <param name="Best">The best price for a trailing stop since it rests; null before the first.</param>
/// <param name="IsTriggered">Whether its stop was reached.</param>
/// <param name="IsResting">Whether it is the liquidity that others take.</param>
/// <param name="GroupMayTrade">What its group may trade in all, where a split has changed that; null: as the orders of the group tell.</param>
public readonly record struct WaitingMark(Instant64 ArrivesAt, decimal? Best = null, bool IsTriggered = false, bool IsResting = false, decimal? GroupMayTrade = null);
