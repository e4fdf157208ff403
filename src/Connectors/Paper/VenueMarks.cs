using AlgoTrendy.Core.Matching;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>What a paper venue alone knows of its orders: as far as a trailing stop has followed, whether a stop was reached, and what a split has made of a group. All else follows from the orders themselves.</summary>
/// <param name="Time">The venue's, then.</param>
/// <param name="Orders">By the id that the client gave.</param>
public sealed record VenueMarks(Instant64 Time, IReadOnlyDictionary<string, WaitingMark> Orders);
