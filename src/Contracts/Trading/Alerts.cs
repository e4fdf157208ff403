using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Trading;

/// <summary>What people were to be told of accounts, the newest first.</summary>
/// <param name="AccountId">Null: of all.</param>
/// <param name="Limit">How many fit a page.</param>
/// <param name="Cursor">Where the page before ended; null: at the newest.</param>
public sealed record TradingAlertQuery(string? AccountId = null, int Limit = 100, string? Cursor = null);

/// <param name="NextCursor">Null: there are no older ones.</param>
public sealed record TradingAlertPage(IReadOnlyList<TradingAlertView> Items, string? NextCursor, TradingRefusal? Refusal = null);

/// <summary>Something that somebody should see: a position without its stop, a fill after the end of its order, a venue that differs, a halt.</summary>
/// <param name="Code">Stable, kebab-case: unprotected.</param>
/// <param name="OrderId">The order that it is about; null: none.</param>
/// <param name="Time">UTC.</param>
public sealed record TradingAlertView(string AccountId, string Code, string Message, string? OrderId, Symbol? Symbol, Instant64 Time);
