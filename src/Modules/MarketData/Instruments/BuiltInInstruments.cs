using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>The instruments that come with the platform, from BuiltIn/instruments.json.</summary>
/// <remarks>
/// Grids, lots and least sizes as the venues publish them (crypto, forex and futures as in LEAN's symbol-properties database); fees as of the lowest tier of each venue,
/// Interactive Brokers' for US stocks and futures; spreads are typical ones. Whoever trades real money imports what the venue says now.
/// </remarks>
internal sealed class BuiltInInstruments : IInstrumentSource
{
    private readonly InstrumentFile _file = Load();

    public IReadOnlyList<Instrument> Instruments => _file.Instruments;

    public IReadOnlyList<FutureRoot> Futures => _file.Futures ?? [];

    private static InstrumentFile Load()
    {
        using var stream = typeof(BuiltInInstruments).Assembly.GetManifestResourceStream("instruments.json")!;
        return InstrumentFile.Read(stream);
    }
}
