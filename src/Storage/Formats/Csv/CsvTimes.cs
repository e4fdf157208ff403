using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>Turns what the time fields of a CSV say into moments.</summary>
/// <param name="zone">Of times without one; UTC where all have one.</param>
/// <param name="isDaily">Whether rows are trading days, so that the date counts and not the time.</param>
/// <param name="calendar">With which session a trading day opens; null leaves midnight.</param>
internal sealed class CsvTimes(DateOrder order, DateTimeZone zone, bool isDaily, TradingCalendar? calendar)
{
    private readonly LocalClock _clock = new(zone);

    /// <summary>Null when the moment could be told, else why not.</summary>
    /// <param name="clock">The time of day where it has a field of its own, else empty.</param>
    public string? Read(ReadOnlySpan<byte> text, ReadOnlySpan<byte> clock, Instant64 previous, out Instant64 time)
    {
        time = default;
        if (!TryMoment(text, clock, order, out var moment)) return NoTime(text, clock);
        if (isDaily) return ReadDay(moment, out time);

        if (moment.IsUtc)
        {
            time = Instant64.FromUnixTimeNanoseconds(moment.Nanoseconds);
            return null;
        }

        return _clock.TryToUtc(moment.Nanoseconds, previous, out time) ? null : $"The clocks of {zone.Id} skipped {WallTime.ToLocal(moment.Nanoseconds):uuuu-MM-dd HH:mm:ss}.";
    }

    public static bool TryMoment(ReadOnlySpan<byte> text, ReadOnlySpan<byte> clock, DateOrder order, out CsvMoment moment)
    {
        if (!CsvMoment.TryRead(text, order, out moment)) return false;
        if (clock.IsEmpty) return true;

        var isUtc = CsvOffset.TryCut(ref clock, out var offset);
        if (!moment.IsDate || !ClockTime.TryRead(clock.Trim((byte)' '), out var nanoseconds)) return false;
        moment = new(moment.Nanoseconds + nanoseconds - offset, isUtc, false);
        return true;
    }

    private string? ReadDay(CsvMoment moment, out Instant64 time)
    {
        time = Instant64.FromUnixTimeNanoseconds(moment.Nanoseconds);
        var date = DateOf(moment, time);
        if (calendar is null)
        {
            if (!moment.IsUtc) time = Instant64.FromInstant(date.AtStartOfDayInZone(zone).ToInstant());
            return null;
        }

        if (DailyBars.OpenOn(date, calendar) is not { } open) return $"{date:uuuu-MM-dd} is no trading day of {calendar.Name}.";
        time = open;
        return null;
    }

    // Midnight UTC names a date; another moment lies on a date of the exchange.
    private LocalDate DateOf(CsvMoment moment, Instant64 time) => !moment.IsUtc || calendar is null || moment.Nanoseconds % WallTime.Day == 0
        ? WallTime.DateOf(moment.Nanoseconds)
        : time.ToInstant().InZone(calendar.Zone).Date;

    private static string NoTime(ReadOnlySpan<byte> text, ReadOnlySpan<byte> clock) =>
        clock.IsEmpty ? $"{Quoted.Text(text)} is no time." : $"{Quoted.Text(text)} and {Quoted.Text(clock)} are no date and time.";
}
