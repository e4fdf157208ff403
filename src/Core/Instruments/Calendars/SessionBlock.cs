using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>The regular sessions that close within 256 UTC days, with what makes finding one and summing many cheap.</summary>
internal sealed class SessionBlock
{
    public const int Days = 256;
    public const long NanosecondsADay = 86_400_000_000_000;
    public const long Nanoseconds = Days * NanosecondsADay;

    // A session ends at most two days after its trading date begins, in zones up to 14 hours from UTC.
    private const int Margin = 3;

    private readonly Session[] _sessions;
    private readonly long[] _openBefore;
    private readonly Instant64[] _tradedUntil;
    private readonly int[] _firstOfDay = new int[Days];
    private readonly long _start;

    public SessionBlock(CalendarRules rules, int number)
    {
        _start = number * Nanoseconds;
        _sessions = Collect(rules, new LocalDate(1970, 1, 1).PlusDays(number * Days));
        _openBefore = new long[_sessions.Length + 1];
        for (var i = 0; i < _sessions.Length; i++) _openBefore[i + 1] = _openBefore[i] + LengthOf(_sessions[i]);

        _tradedUntil = rules.HasExtendedHours ? [.. _sessions.Select(session => TradedUntil(rules, session))] : [];

        var next = 0;
        for (var day = 0; day < Days; day++)
        {
            while (next < _sessions.Length && _sessions[next].Close.ToUnixTimeNanoseconds() <= _start + day * NanosecondsADay) next++;
            _firstOfDay[day] = next;
        }
    }

    public int Count => _sessions.Length;

    /// <summary>How long the block's sessions are together, in nanoseconds.</summary>
    public long OpenTime => _openBefore[^1];

    public ref readonly Session this[int index] => ref _sessions[index];

    /// <summary>The index of the first session that closes after a moment of this block; Count where none does.</summary>
    public int FirstClosingAfter(Instant64 moment)
    {
        var index = _firstOfDay[(int)((moment.ToUnixTimeNanoseconds() - _start) / NanosecondsADay)];
        while (index < _sessions.Length && _sessions[index].Close <= moment) index++;
        return index;
    }

    /// <summary>How long the sessions before an index are together, in nanoseconds.</summary>
    public long OpenTimeBefore(int index) => _openBefore[index];

    /// <summary>When trading after hours ends that follows a session on the same date; its close where there is none.</summary>
    public Instant64 TradedUntil(int index) => _tradedUntil.Length == 0 ? _sessions[index].Close : _tradedUntil[index];

    private static Instant64 TradedUntil(CalendarRules rules, Session session)
    {
        var extended = new List<Session>();
        rules.AddSessions(session.Date, regular: false, extended);
        return extended.Aggregate(session.Close, (until, hours) => Instant64.Max(until, hours.Close));
    }

    private static long LengthOf(Session session) => session.Close.ToUnixTimeNanoseconds() - session.Open.ToUnixTimeNanoseconds();

    private Session[] Collect(CalendarRules rules, LocalDate first)
    {
        var found = new List<Session>(Days + Margin + Margin);
        for (var day = -Margin; day < Days + Margin; day++) rules.AddSessions(first.PlusDays(day), regular: true, found);

        var start = Instant64.FromUnixTimeNanoseconds(_start);
        var end = Instant64.FromUnixTimeNanoseconds(_start + Nanoseconds);
        return [.. found.Where(session => session.Close > start && session.Close <= end)];
    }
}
