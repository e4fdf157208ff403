using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Formats.Text;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Reads the first field of a LEAN line as a moment.</summary>
internal abstract class LeanTime
{
    protected const byte Comma = (byte)',';

    /// <summary>Reads the field and leaves the position behind its comma; null when it could be read, else why not.</summary>
    public abstract string? Read(ReadOnlySpan<byte> line, ref int position, Instant64 previous, out Instant64 time);

    protected static ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> line, ref int position)
    {
        var comma = line.IndexOf(Comma);
        var field = comma < 0 ? line : line[..comma];
        position = field.Length + 1;
        return field;
    }
}

/// <summary>Milliseconds since midnight of the file's day, on the clock of the data's zone.</summary>
internal sealed class LeanMilliseconds(LocalDate day, DateTimeZone zone) : LeanTime
{
    private readonly long _midnight = WallTime.Of(day);
    private readonly LocalClock _clock = new(zone);

    public override string? Read(ReadOnlySpan<byte> line, ref int position, Instant64 previous, out Instant64 time)
    {
        time = default;
        var field = FieldOf(line, ref position);
        // Newer tick files have a fraction; six decimals are nanoseconds.
        if (!NumberText.TryParse(field, out var milliseconds) || !(milliseconds >= 0)) return $"{Quoted.Text(field)} is no time: milliseconds since midnight are expected.";
        if (milliseconds >= WallTime.Day / 1e6) return $"{Quoted.Text(field)} milliseconds are more than a day.";

        var whole = (long)milliseconds;
        var local = _midnight + whole * 1_000_000 + (long)Math.Round((milliseconds - whole) * 1e6);
        return _clock.TryToUtc(local, previous, out time) ? null : $"The clocks of {zone.Id} skipped {WallTime.ToLocal(local)}.";
    }
}

/// <summary>A date and time, "20131004 09:00", on the clock of the data's zone.</summary>
internal sealed class LeanDateTime(DateTimeZone zone) : LeanTime
{
    private readonly LocalClock _clock = new(zone);

    public override string? Read(ReadOnlySpan<byte> line, ref int position, Instant64 previous, out Instant64 time)
    {
        time = default;
        var field = FieldOf(line, ref position);
        if (!TryWall(field, out var wall)) return $"{Quoted.Text(field)} is no time: yyyyMMdd HH:mm is expected.";
        return _clock.TryToUtc(wall, previous, out time) ? null : $"The clocks of {zone.Id} skipped {WallTime.ToLocal(wall)}.";
    }

    /// <summary>Reads "20131004 09:00" or "20131004 09:00:30".</summary>
    public static bool TryWall(ReadOnlySpan<byte> field, out long wall)
    {
        wall = 0;
        if (field.Length is not (14 or 17) || field[8] != ' ' || !CompactTime.TryDate(field[..8], out var midnight) || !ClockTime.TryRead(field[9..], out var clock)) return false;

        wall = midnight + clock;
        return true;
    }
}

/// <summary>A trading date, "20131004 00:00", whose bar opens with the session of that date.</summary>
internal sealed class LeanTradingDate(TradingCalendar calendar) : LeanTime
{
    public override string? Read(ReadOnlySpan<byte> line, ref int position, Instant64 previous, out Instant64 time)
    {
        time = default;
        var field = FieldOf(line, ref position);
        if (!LeanDateTime.TryWall(field, out var wall)) return $"{Quoted.Text(field)} is no time: yyyyMMdd HH:mm is expected.";

        var date = WallTime.DateOf(wall);
        if (DailyBars.OpenOn(date, calendar) is not { } open) return $"{date:uuuu-MM-dd} is no trading day of {calendar.Name}.";
        time = open;
        return null;
    }
}
