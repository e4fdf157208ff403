using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Storage.Formats;

/// <summary>One series that a file holds; a file of futures holds one a contract.</summary>
/// <param name="Interval">Of bars; null for ticks.</param>
public sealed record FileSeries(SymbolHint Symbol, SeriesKind Kind, Interval? Interval);
