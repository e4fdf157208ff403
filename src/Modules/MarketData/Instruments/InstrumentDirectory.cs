using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.MarketData.Following;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>Keeps the contract: answers from the newest catalogue, and makes a new one when something is saved.</summary>
internal sealed class InstrumentDirectory : IMarketData
{
    private const int MostItems = 1000;
    private const string SimulatedVenue = "SIM";

    private readonly IReadOnlyList<IInstrumentSource> _sources;
    private readonly InstrumentStore _store;
    private readonly LiveMarket _live;
    private readonly Lock _writing = new();
    private volatile InstrumentCatalogue _catalogue;

    public InstrumentDirectory(IEnumerable<IInstrumentSource> sources, InstrumentStore store, LiveMarket live)
    {
        _live = live;
        _sources = [.. sources, store];
        _store = store;
        _catalogue = new(_sources);
    }

    public InstrumentCatalogue Catalogue => _catalogue;

    public Task<InstrumentPage> FindInstruments(InstrumentQuery query, CancellationToken ct)
    {
        var catalogue = _catalogue;
        var limit = Math.Clamp(query.Limit, 1, MostItems);
        var page = catalogue.Symbols
            .Where(symbol => query.Cursor is null || string.CompareOrdinal(symbol.ToString(), query.Cursor) > 0)
            .Select(symbol => catalogue.Find(symbol)!)
            .Where(instrument => Fits(instrument, query))
            .Take(limit + 1)
            .ToList();
        return Task.FromResult(page.Count > limit ? new InstrumentPage(page[..limit], page[limit - 1].Symbol.ToString()) : new(page, null));
    }

    public Task<InstrumentAnswer> ResolveInstrument(InstrumentName name, CancellationToken ct)
    {
        var resolution = SymbolResolver.Resolve(_catalogue, name.Name, name.At is { } at ? Instants.Within(at) : null);
        return Task.FromResult(new InstrumentAnswer(resolution.Instrument, resolution.Reason, resolution.Choices));
    }

    public Task<InstrumentAnswer> SaveInstrument(NewInstrument wanted, CancellationToken ct)
    {
        var instrument = wanted.Instrument;
        if (Refusal(instrument) is { } reason) return Task.FromResult(new InstrumentAnswer(null, reason, []));

        Save([instrument]);
        return Task.FromResult(new InstrumentAnswer(instrument, null, []));
    }

    public Task<InstrumentImportSummary> ImportInstruments(InstrumentImport import, CancellationToken ct)
    {
        var read = LeanImport.Read(import.Paths, _catalogue);
        var rejected = read.Rejected.Concat(read.Instruments.Select(instrument => Refusal(instrument) is { } reason ? $"{instrument.Symbol} is left out: {reason}" : null).OfType<string>()).ToList();
        var changed = read.Instruments.Where(instrument => Refusal(instrument) is null && _catalogue.Find(instrument.Symbol) != instrument).ToList();
        if (changed.Count > 0) Save(changed);
        return Task.FromResult(new InstrumentImportSummary(changed.Count, read.Instruments.Count(instrument => Refusal(instrument) is null) - changed.Count, rejected));
    }

    public IAsyncEnumerable<MarketEvent> Follow(FollowRequest request, CancellationToken ct) => _live.Follow(request, ct);

    private static bool Fits(Instrument instrument, InstrumentQuery query) =>
        (query.Text is not { } text || instrument.Symbol.ToString().Contains(text, StringComparison.OrdinalIgnoreCase) || instrument.Description.Contains(text, StringComparison.OrdinalIgnoreCase)) &&
        (query.AssetClass is not { } asset || instrument.AssetClass == asset) &&
        (query.Venue is not { } venue || instrument.Symbol.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)) &&
        (query.IsSimulated is not { } simulated || instrument.IsSimulated == simulated);

    /// <summary>Why an instrument cannot be one, or null. What trades for real money and what does not are told apart by their venue.</summary>
    private static string? Refusal(Instrument instrument) => instrument switch
    {
        { Multiplier: <= 0m } => "The multiplier must be above 0.",
        { MinQuantity: <= 0m } => "The least quantity must be above 0, or be left out.",
        { MinNotional: < 0m } => "The least worth of an order must not be below 0.",
        { TypicalSpreadBasisPoints: < 0m } => "The typical spread must not be below 0.",
        _ when instrument.ValidFrom >= instrument.ValidTo => "It must be valid from before it is valid to.",
        _ when instrument.IsSimulated || instrument.Symbol.Venue == SimulatedVenue => $"The venue {SimulatedVenue} is the simulated market's own; its instruments are built in.",
        _ => null,
    };

    private void Save(IReadOnlyList<Instrument> instruments)
    {
        lock (_writing)
        {
            var catalogue = _catalogue;
            _store.Replace([.. instruments.GroupBy(instrument => instrument.Symbol)
                .Select(versions => versions.Aggregate(catalogue.VersionsOf(versions.Key), InstrumentVersions.With))]);
            _catalogue = new(_sources);
        }
    }
}
