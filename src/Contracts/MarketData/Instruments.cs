using AlgoTrendy.Core.Instruments;
using NodaTime;

namespace AlgoTrendy.Contracts.MarketData;

/// <param name="Text">Part of symbol or description; null: all.</param>
/// <param name="Cursor">NextCursor of the page before; null: the first page.</param>
public sealed record InstrumentQuery(string? Text = null, AssetClass? AssetClass = null, string? Venue = null, bool? IsSimulated = null, int Limit = 100, string? Cursor = null);

public sealed record InstrumentPage(IReadOnlyList<Instrument> Items, string? NextCursor);

/// <param name="Name">In any usual spelling: BTCUSDT, BTC-USD, BTC/USDT, BTCUSDT.BINANCE.</param>
/// <param name="At">The moment whose rules are wanted; null: the newest.</param>
public sealed record InstrumentName(string Name, Instant? At = null);

/// <summary>The instrument, or null and why, with the nearest names or the choices.</summary>
public sealed record InstrumentAnswer(Instrument? Instrument, string? Reason, IReadOnlyList<string> Choices);

public sealed record NewInstrument(Instrument Instrument);

/// <param name="Paths">Files on the machine where this module runs.</param>
public sealed record InstrumentImport(IReadOnlyList<string> Paths);

public sealed record InstrumentImportSummary(int Imported, int Unchanged, IReadOnlyList<string> Rejected);
