using NodaTime;

namespace AlgoTrendy.Storage.Columnar;

/// <summary>Which bars of an instrument are wanted, and how they are treated: the same choice is the same bars, for a backtest as for a replay.</summary>
/// <param name="Interval">Null: the only length that is there, or the shortest.</param>
/// <param name="IsAdjusted">Whether dividends and splits are worked into prices where they are known.</param>
/// <param name="ExtendedHours">Whether bars before and after regular trading hours are wanted too.</param>
public sealed record BarChoice(Interval? Interval = null, Instant? From = null, Instant? To = null, bool IsAdjusted = true, bool ExtendedHours = false);
