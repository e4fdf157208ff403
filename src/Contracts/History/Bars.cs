using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.History;

/// <summary>Bars of one instrument that open in [From, To).</summary>
/// <param name="Interval">Made of shorter bars, or of quotes, where need be.</param>
/// <param name="From">Null: from the first on.</param>
/// <param name="To">Null: until now.</param>
public sealed record BarQuery(Symbol Symbol, Interval Interval, Instant? From = null, Instant? To = null);

/// <summary>Bars that have closed, in the order of time; none where there are none, and why.</summary>
/// <param name="Assumptions">What had to be assumed, in sentences.</param>
public sealed record BarReply(IReadOnlyList<HistoryBar> Bars, IReadOnlyList<string> Assumptions, string? Reason = null);

/// <summary>A bar of [OpenTime, CloseTime). Dividends and splits are worked into its prices where they are known.</summary>
public sealed record HistoryBar(Instant64 OpenTime, Instant64 CloseTime, double Open, double High, double Low, double Close, double Volume);
