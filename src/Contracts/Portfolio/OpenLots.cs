using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Portfolio;

/// <param name="PositionId">Account and symbol.</param>
/// <param name="Limit">1 to 1000.</param>
public sealed record OpenLotQuery(string PositionId, int Limit = 100, string? Cursor = null);

/// <param name="Method">Which of them a trade closes.</param>
/// <param name="Items">Oldest first; none where a position is kept at its average cost.</param>
public sealed record OpenLotPage(LotMethod? Method, IReadOnlyList<OpenLot> Items, string? NextCursor, PortfolioRefusal? Refusal = null);

/// <summary>A part of a position that one trade opened. Amounts in the instrument's currency, before fees.</summary>
/// <param name="Lot">Its number in the position, which an order can name.</param>
/// <param name="Quantity">What is left of it; negative is short.</param>
/// <param name="Cost">What that cost; negative is short.</param>
/// <param name="UnitCost">What one unit cost.</param>
/// <param name="UnrealizedPnl">At the last price; null without one.</param>
public sealed record OpenLot(long Lot, Instant64 OpenedAt, decimal Quantity, decimal Cost, decimal UnitCost, decimal? UnrealizedPnl, Currency Currency);
