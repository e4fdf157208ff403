using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>When a market trades: weekly sessions in the exchange's time zone, holidays, early closes and late opens. Immutable; knows the years 1701 to 2238.</summary>
/// <remarks>Daily bars are [first open, last close) of a trading date, as <see cref="TradingDay"/> tells. Zones come from the tz database that NodaTime carries.</remarks>
public sealed class TradingCalendar : IEquatable<TradingCalendar>
{
    private const int FirstBlock = -384;
    private const int EndBlock = 384;
    private const int FirstYear = 1701;
    private const int LastYear = 2238;

    /// <summary>Around the clock, every day, in UTC days, as crypto trades.</summary>
    public static readonly TradingCalendar AlwaysOpen = new(new()
    {
        Name = "24/7",
        Zone = "UTC",
        Hours = [.. Enumerable.Range(1, 7).Select(day => new TradingHours((IsoDayOfWeek)day, 0, TradingHours.MinutesADay))],
    });

    private static readonly Instant64 Start = Instant64.FromUnixTimeNanoseconds(FirstBlock * SessionBlock.Nanoseconds);
    private static readonly Instant64 End = Instant64.FromUnixTimeNanoseconds(EndBlock * SessionBlock.Nanoseconds);

    private readonly CalendarRules _rules;

    // Filled as asked for. A block published twice is the same block twice, and .NET orders an object's fields before the reference to it.
    private readonly SessionBlock?[] _blocks = new SessionBlock?[EndBlock - FirstBlock];

    /// <exception cref="ArgumentException">The zone is unknown, there are no regular hours, or hours overlap; the message says which.</exception>
    public TradingCalendar(CalendarDefinition definition)
    {
        Definition = definition;
        _rules = new(definition);
        IsAlwaysOpen = NeverPauses(definition);
    }

    /// <summary>The values that this calendar is made of.</summary>
    public CalendarDefinition Definition { get; }

    public string Name => Definition.Name;

    /// <summary>The exchange's time zone, in which trading dates are counted.</summary>
    public DateTimeZone Zone => _rules.Zone;

    /// <summary>Whether regular trading never pauses.</summary>
    public bool IsAlwaysOpen { get; }

    /// <summary>Whether regular trading goes on at that moment.</summary>
    public bool IsOpen(Instant64 moment) => IsAlwaysOpen || (TryFind(moment, out var block, out var index) && block[index].Open <= moment && moment >= Start);

    /// <summary>The regular session that contains <paramref name="moment"/>, or else the next one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No session follows before the end of the calendar's years.</exception>
    public Session SessionAtOrAfter(Instant64 moment) => TryFind(moment, out var block, out var index)
        ? block[index]
        : throw new ArgumentOutOfRangeException(nameof(moment), moment, $"Calendar {Name} has no session after that.");

    /// <summary>The last regular session that has ended at or before <paramref name="moment"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No session precedes it within the calendar's years.</exception>
    public Session SessionBefore(Instant64 moment) => TryFindBefore(moment, out var block, out var index)
        ? block[index]
        : throw new ArgumentOutOfRangeException(nameof(moment), moment, $"Calendar {Name} has no session before that.");

    /// <summary>The regular sessions that have time in common with [from, to), in order, found as they are asked for.</summary>
    public IEnumerable<Session> Sessions(Instant64 from, Instant64 to)
    {
        if (!TryFind(from, out var block, out var index)) yield break;
        for (var session = block[index]; session.Open < to; session = block[index])
        {
            yield return session;
            if (!TryFind(session.Close, out block, out index)) yield break;
        }
    }

    /// <summary>The regular sessions of a trading date, in order; none on a holiday.</summary>
    public IReadOnlyList<Session> SessionsOf(LocalDate date) => SessionsOf(date, regular: true);

    /// <summary>The stretches before and after regular trading that belong to a trading date, in order.</summary>
    public IReadOnlyList<Session> ExtendedHoursOf(LocalDate date) => SessionsOf(date, regular: false);

    /// <summary>From the first open to the last close of a trading date, as its daily bar lasts; null where it does not trade.</summary>
    public Session? TradingDay(LocalDate date) => SessionsOf(date) is { Count: > 0 } sessions ? new(date, sessions[0].Open, sessions[^1].Close) : null;

    /// <summary>The trading day, breaks included, that contains <paramref name="moment"/>, or else the next one.</summary>
    public Session TradingDayAtOrAfter(Instant64 moment)
    {
        if (!TryFind(moment, out var block, out var index)) return SessionAtOrAfter(moment);

        var session = block[index];
        var isAlone = index > 0 && index + 1 < block.Count && block[index - 1].Date != session.Date && block[index + 1].Date != session.Date;
        return isAlone ? session : TradingDay(session.Date) ?? session;
    }

    /// <summary>The trading date that a moment belongs to, before- and after-hours trading included; of the next session where nothing trades.</summary>
    public LocalDate TradingDateOf(Instant64 moment)
    {
        var next = SessionAtOrAfter(moment);
        if (!_rules.HasExtendedHours || next.Open <= moment) return next.Date;

        // Trading before hours belongs to the next date anyway.
        return TryFindBefore(moment, out var block, out var index) && moment < block.TradedUntil(index) ? block[index].Date : next.Date;
    }

    /// <summary>Whether regular trading takes place on a date.</summary>
    public bool IsTradingDate(LocalDate date) => SessionsOf(date).Count > 0;

    /// <summary>How long regular trading lasts within [from, to); zero when they do not rise. Costs the same for a minute and for a year.</summary>
    public Duration64 OpenTimeBetween(Instant64 from, Instant64 to)
    {
        var (first, last) = (Instant64.Max(from, Start), Instant64.Min(to, End));
        if (first >= last) return Duration64.Zero;
        if (IsAlwaysOpen) return last - first;

        var (firstNumber, lastNumber) = (BlockOf(first), last == End ? EndBlock : BlockOf(last));
        var total = -OpenTimeUpTo(firstNumber, first);
        for (var number = firstNumber; number < lastNumber; number++) total += Block(number).OpenTime;
        if (last != End) total += OpenTimeUpTo(lastNumber, last);
        return Duration64.FromNanoseconds(total);
    }

    /// <summary>The moment at which the exchange's clock shows a minute of a date, counted as <see cref="TradingHours"/> does.</summary>
    public Instant64 MomentOf(LocalDate date, int minute) => _rules.MomentOf(date, minute);

    public bool Equals(TradingCalendar? other) => other is not null && (ReferenceEquals(this, other) || Definition.Equals(other.Definition));

    public override bool Equals(object? obj) => Equals(obj as TradingCalendar);

    public override int GetHashCode() => Definition.GetHashCode();

    public override string ToString() => Name;

    private static bool NeverPauses(CalendarDefinition definition) =>
        definition.Holidays.Count == 0 && definition.EarlyCloses.Count == 0 && definition.LateOpens.Count == 0 &&
        definition.Hours.All(hours => hours.From is null && hours.Until is null) &&
        definition.Hours.Where(hours => hours.Kind == HoursKind.Regular).Sum(hours => hours.CloseMinute - hours.OpenMinute) == 7 * TradingHours.MinutesADay;

    private static int BlockOf(Instant64 moment)
    {
        var number = moment.ToUnixTimeNanoseconds() / SessionBlock.Nanoseconds;
        return (int)(moment.ToUnixTimeNanoseconds() < number * SessionBlock.Nanoseconds ? number - 1 : number);
    }

    private SessionBlock Block(int number) => _blocks[number - FirstBlock] ??= new(_rules, number);

    private bool TryFind(Instant64 moment, out SessionBlock block, out int index)
    {
        (block, index) = (null!, 0);
        if (moment >= End) return false;

        var at = Instant64.Max(moment, Start);
        var number = BlockOf(at);
        block = Block(number);
        index = block.FirstClosingAfter(at);
        while (index == block.Count)
        {
            if (++number == EndBlock) return false;
            (block, index) = (Block(number), 0);
        }

        return true;
    }

    private bool TryFindBefore(Instant64 moment, out SessionBlock block, out int index)
    {
        (block, index) = (null!, 0);
        var at = moment >= End ? End.PlusNanoseconds(-1) : moment;
        if (at < Start) return false;

        var number = BlockOf(at);
        block = Block(number);
        index = block.FirstClosingAfter(at);
        while (index == 0 && number > FirstBlock)
        {
            block = Block(--number);
            index = block.Count;
        }

        return --index >= 0;
    }

    /// <summary>Open time of the block's sessions, and of the one that runs on into the next block, before a moment of the block.</summary>
    private long OpenTimeUpTo(int number, Instant64 moment)
    {
        var block = Block(number);
        var index = block.FirstClosingAfter(moment);
        var before = block.OpenTimeBefore(index);
        if (!TryFind(moment, out var holder, out var next)) return before;

        var open = holder[next].Open;
        return open < moment ? before + (moment - open).TotalNanoseconds : before;
    }

    private List<Session> SessionsOf(LocalDate date, bool regular)
    {
        var sessions = new List<Session>(2);
        if (date.Year is < FirstYear or > LastYear) return sessions;
        _rules.AddSessions(date, regular, sessions);
        return sessions;
    }
}
