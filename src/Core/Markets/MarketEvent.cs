using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>One event of a market as a lossless stream carries it to strategies and paper venues, which order by time and sequence, never by arrival.</summary>
/// <param name="Sequence">Its place in its stream: later ones have higher numbers, and whoever resumes names the last that he has.</param>
/// <param name="Time">When it happened at the market, UTC.</param>
public abstract record MarketEvent(long Sequence, Instant64 Time, Symbol Symbol)
{
    /// <summary>A bar begins, at its open time. Its open can be traded at; the rest of it is for the venue alone, which must know how much may trade, and no strategy hears it.</summary>
    public sealed record BarOpened(long Sequence, Instant64 Time, Symbol Symbol, Interval Interval, Bar Bar, bool IsAdjusted = false) : MarketEvent(Sequence, Time, Symbol);

    /// <summary>A bar has ended, at its close time.</summary>
    /// <param name="MoreFollow">Whether the next event is another bar that closes at this very moment: all are known before anything comes of the first.</param>
    public sealed record BarClosed(long Sequence, Instant64 Time, Symbol Symbol, Interval Interval, Bar Bar, bool IsAdjusted = false, bool MoreFollow = false) : MarketEvent(Sequence, Time, Symbol);

    /// <summary>Raw prices are multiplied with the factor from now on, and quantities divided by it (0.5 is 2:1). Before the first trade of its day.</summary>
    /// <param name="ReferenceClose">The last close before; fractions of a share are settled at this times the factor.</param>
    public sealed record Split(long Sequence, Instant64 Time, Symbol Symbol, decimal Factor, decimal ReferenceClose) : MarketEvent(Sequence, Time, Symbol);

    /// <summary>Whoever holds the share is paid in its currency; raw prices are without it from now on. Before the first trade of its day.</summary>
    public sealed record DividendPaid(long Sequence, Instant64 Time, Symbol Symbol, decimal PerShare) : MarketEvent(Sequence, Time, Symbol);

    public sealed record Quoted(long Sequence, Instant64 Time, Symbol Symbol, QuoteTick Quote) : MarketEvent(Sequence, Time, Symbol);

    public sealed record Traded(long Sequence, Instant64 Time, Symbol Symbol, TradeTick Trade) : MarketEvent(Sequence, Time, Symbol);
}
