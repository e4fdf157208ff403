namespace AlgoTrendy.Core.Instruments;

/// <summary>Where instruments come from: the built-in list, the simulated market, what was imported. What a later source says of a symbol replaces what an earlier one said.</summary>
public interface IInstrumentSource
{
    /// <summary>All versions of all instruments, without single futures contracts, which their root makes.</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    IReadOnlyList<FutureRoot> Futures { get; }
}
