using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Strategies;

/// <summary>Bars of one instrument and one interval that a strategy hears.</summary>
/// <param name="Index">Its place among the strategy's streams, from 0.</param>
public sealed record BarStream(Instrument Instrument, Interval Interval, int Index);
