using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Contracts.MarketData;

/// <summary>Knows the instruments: what each is, how it is written, when it trades; and follows their markets.</summary>
public interface IMarketData
{
    /// <summary>The instruments that fit, in the order of their symbols, a page at a time.</summary>
    Task<InstrumentPage> FindInstruments(InstrumentQuery query, CancellationToken ct);

    /// <summary>The one instrument that a name stands for, in any usual spelling, or the nearest names where there is none or more than one.</summary>
    Task<InstrumentAnswer> ResolveInstrument(InstrumentName name, CancellationToken ct);

    /// <summary>Adds or replaces an instrument, as an import does for a symbol that nobody knew.</summary>
    Task<InstrumentAnswer> SaveInstrument(NewInstrument wanted, CancellationToken ct);

    /// <summary>Reads instruments and calendars from files of the LEAN symbol-properties and market-hours kind.</summary>
    Task<InstrumentImportSummary> ImportInstruments(InstrumentImport import, CancellationToken ct);

    /// <summary>The market as it happens, lossless: in the order of (time, sequence), with no end. What is not followed here is refused: no-live-feed, unknown-symbol, no-such-bars; and unknown-sequence or too-old (a day) where it cannot go on from.</summary>
    /// <exception cref="StreamRefusedException">With one of these codes, when the first item is asked for.</exception>
    IAsyncEnumerable<MarketEvent> Follow(FollowRequest request, CancellationToken ct);
}
