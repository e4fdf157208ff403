using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Tells a hole in the data from a market that was shut or quiet. One rule for coverage reports and for the engine.</summary>
/// <remarks>Where the venue prints every bar, one missing bar is a gap. Elsewhere bars without trades are absent, so only a silence of half an hour of trading is.</remarks>
public sealed class GapRule
{
    private static readonly Duration64 Quiet = Duration64.FromMinutes(30);

    private readonly TradingCalendar _calendar;
    private readonly Duration64 _length;
    private readonly Duration64 _least;
    private readonly bool _countsSessions;

    public GapRule(Instrument instrument, Interval interval)
    {
        _calendar = instrument.Calendar;
        _length = interval.Length;
        _least = instrument.PrintsEveryBar ? _length : Duration64.Max(_length, Quiet);
        _countsSessions = interval.IsDaily && !_calendar.IsAlwaysOpen;
    }

    /// <summary>How many bars are missing between the end of one bar and the beginning of the next; 0 when that is no gap.</summary>
    public long MissingBars(Instant64 previousClose, Instant64 nextOpen)
    {
        if (nextOpen <= previousClose) return 0;
        if (_countsSessions) return SessionsBetween(previousClose, nextOpen);

        var open = _calendar.OpenTimeBetween(previousClose, nextOpen);
        return open < _least ? 0 : Math.Max(1, (long)(open.TotalNanoseconds / _length.TotalNanoseconds));
    }

    private long SessionsBetween(Instant64 previousClose, Instant64 nextOpen)
    {
        var missing = 0L;
        for (var day = _calendar.TradingDayAtOrAfter(previousClose); day.Close <= nextOpen; day = _calendar.TradingDayAtOrAfter(day.Close)) missing++;
        return missing;
    }
}
