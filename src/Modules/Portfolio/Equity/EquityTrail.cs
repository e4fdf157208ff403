using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>The last that is known of one span, as the table has it.</summary>
/// <param name="Span">m, h or d.</param>
/// <param name="Time">When the span begins.</param>
/// <param name="At">When equity was so.</param>
/// <param name="Peak">The highest equity so far, as if money that came or went had always been so.</param>
/// <param name="Part">Of one part of the account; empty: of all of it.</param>
internal sealed record EquityPoint(string AccountId, string Span, Instant64 Time, Instant64 At, decimal Equity, decimal Cash, decimal Capital, decimal Peak, Instant64? PricedAt, string Part = EquityPoint.Whole)
{
    public const string Whole = "";
}

/// <summary>Turns the marks of one account, or of one part of it, into points of minutes, hours and days: each is written when it is over, and the last ones from time to time.</summary>
internal sealed class EquityTrail
{
    private static readonly (string Span, long Nanoseconds)[] Spans = [("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000)];

    /// <summary>Whether the points that are not over yet have changed since they were last written.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The last mark; null before the first.</summary>
    public EquityPoint? Last { get; private set; }

    /// <summary>How it stands now; its highest equity follows from those before.</summary>
    /// <returns>What was over by now.</returns>
    public IReadOnlyList<EquityPoint> Note(EquityPoint point)
    {
        var before = Last;
        Last = After(point);
        IsNew = true;
        if (before is null || StartOf(before.At, 0) == StartOf(Last.At, 0)) return [];

        var over = new List<EquityPoint>(1);
        for (var span = 0; span < Spans.Length && StartOf(before.At, span) != StartOf(Last.At, span); span++) over.Add(Of(before, span));
        return over;
    }

    /// <summary>The points that are not over yet, as they would be with this one; nothing changes.</summary>
    public IReadOnlyList<EquityPoint> Preview(EquityPoint point) => PointsOf(After(point));

    /// <summary>Goes on from what was written down last. Facts that were booked anew are marked with the prices of fills, and say nothing of what the account was worth.</summary>
    public void GoOn(EquityPoint written) => (Last, IsNew) = (written with { Span = Spans[0].Span, Time = written.At }, false);

    /// <summary>The points that are not over yet, when there is news of them.</summary>
    public IReadOnlyList<EquityPoint> Flush()
    {
        if (!IsNew) return [];
        IsNew = false;
        return Peek();
    }

    /// <summary>The points that are not over yet.</summary>
    public IReadOnlyList<EquityPoint> Peek() => Last is { } last ? PointsOf(last) : [];

    public static Instant64 MinuteOf(Instant64 time) => StartOf(time, 0);

    public static Instant64 DayOf(Instant64 time) => StartOf(time, Spans.Length - 1);

    // Books never go back: a fill that is told late counts from when it is booked.
    private EquityPoint After(EquityPoint point)
    {
        var at = Last is { } last && last.At > point.At ? last.At : point.At;
        return point with { Time = at, At = at, Peak = Last is { } before ? Math.Max(before.Peak + point.Capital - before.Capital, point.Equity) : point.Equity };
    }

    private static EquityPoint[] PointsOf(EquityPoint point) => [.. Spans.Select((_, span) => Of(point, span))];

    private static EquityPoint Of(EquityPoint point, int span) => point with { Span = Spans[span].Span, Time = StartOf(point.At, span) };

    private static Instant64 StartOf(Instant64 time, int span)
    {
        var nanoseconds = time.ToUnixTimeNanoseconds();
        var over = nanoseconds % Spans[span].Nanoseconds;
        return Instant64.FromUnixTimeNanoseconds(nanoseconds - (over < 0 ? over + Spans[span].Nanoseconds : over));
    }
}
