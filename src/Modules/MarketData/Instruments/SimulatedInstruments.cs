using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>The instruments of the built-in simulated market, marked as such.</summary>
internal sealed class SimulatedInstruments : IInstrumentSource
{
    public IReadOnlyList<Instrument> Instruments { get; } = SimulatedMarket.Instruments;

    public IReadOnlyList<FutureRoot> Futures => [];
}
