namespace AlgoTrendy.Contracts.MarketData;

/// <summary>Knows the instruments: what each is, how it is written, when it trades.</summary>
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
}
