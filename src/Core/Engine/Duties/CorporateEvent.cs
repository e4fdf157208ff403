using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Something that happened to a position without a trade. UTC; before the first bar of its day.</summary>
public abstract record CorporateEvent(Instrument Instrument, Instant64 Time);

/// <summary>A dividend was received, or paid on a short, in the instrument's currency.</summary>
public sealed record DividendPaid(Instrument Instrument, Instant64 Time, decimal PerShare, decimal Amount) : CorporateEvent(Instrument, Time);

/// <summary>Quantities were divided by the factor (0.5 is 2:1); the signed part that was no whole lot was settled in cash.</summary>
/// <param name="SettledAt">The price at which it was.</param>
public sealed record SplitApplied(Instrument Instrument, Instant64 Time, decimal Factor, decimal Settled, decimal SettledAt) : CorporateEvent(Instrument, Time);

/// <summary>The security goes on under another name, and what was held with it.</summary>
public sealed record TickerChanged(Instrument Instrument, Instant64 Time, Instrument To) : CorporateEvent(Instrument, Time);
