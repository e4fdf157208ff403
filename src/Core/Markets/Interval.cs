using System.Globalization;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>How long a bar lasts, written 1s, 5m, 1h, 1d. A day lasts as long as the instrument's session.</summary>
public readonly record struct Interval : IComparable<Interval>
{
    public static readonly Interval OneSecond = new(1, IntervalUnit.Second);
    public static readonly Interval OneMinute = new(1, IntervalUnit.Minute);
    public static readonly Interval OneHour = new(1, IntervalUnit.Hour);
    public static readonly Interval OneDay = new(1, IntervalUnit.Day);

    private const int Most = 10_000;
    private const string Units = "smhd";

    public Interval(int count, IntervalUnit unit)
    {
        if (count is < 1 or > Most) throw new ArgumentOutOfRangeException(nameof(count), count, $"An interval counts 1 to {Most} units.");
        Count = count;
        Unit = unit;
    }

    public int Count { get; }

    public IntervalUnit Unit { get; }

    /// <summary>Whether bars follow the exchange's trading days instead of a fixed time.</summary>
    public bool IsDaily => Unit == IntervalUnit.Day;

    /// <summary>The nominal length; of a day, 24 hours.</summary>
    public Duration64 Length => Unit switch
    {
        IntervalUnit.Second => Duration64.FromSeconds(Count),
        IntervalUnit.Minute => Duration64.FromMinutes(Count),
        IntervalUnit.Hour => Duration64.FromHours(Count),
        _ => Duration64.FromDays(Count),
    };

    public static Interval Parse(string text) => TryParse(text, out var interval)
        ? interval
        : throw new FormatException($"'{text}' is no interval: a number and s, m, h or d, as in 1m or 1d.");

    public static bool TryParse(string text, out Interval interval)
    {
        interval = default;
        if (text.Length < 2 || Units.IndexOf(text[^1], StringComparison.Ordinal) is var unit && unit < 0) return false;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most) return false;

        interval = new(count, (IntervalUnit)unit);
        return true;
    }

    public int CompareTo(Interval other) => Length.CompareTo(other.Length);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{Units[(int)Unit]}");
}
