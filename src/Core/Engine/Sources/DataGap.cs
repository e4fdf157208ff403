using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Bars are missing in [From, To) although the market was open, and what that did to this run.</summary>
/// <param name="OrdersCancelled">Orders that waited and were cancelled, since none is filled across a gap.</param>
/// <param name="PositionHeld">The signed quantity that was held across it.</param>
/// <param name="PnlAcross">What the jump from the last close before to the first open after did to that position, in the account's currency.</param>
public sealed record DataGap(Instrument Instrument, Instant64 From, Instant64 To, long MissingBars, int OrdersCancelled, decimal PositionHeld, decimal PnlAcross);
