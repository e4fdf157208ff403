using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>The last that is known of one span, as the table has it.</summary>
/// <param name="Span">m, h or d.</param>
/// <param name="Time">When the span begins.</param>
/// <param name="At">When equity was so.</param>
/// <param name="Peak">The highest equity so far, as if money that came or went had always been so.</param>
internal sealed record EquityPoint(string AccountId, string Span, Instant64 Time, Instant64 At, decimal Equity, decimal Cash, decimal Capital, decimal Peak, Instant64? PricedAt);

/// <summary>Turns the marks of one account into points of minutes, hours and days: each is written when it is over, and the last ones from time to time.</summary>
internal sealed class EquityTrail(string account)
{
    private static readonly (string Span, long Nanoseconds)[] Spans = [("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000)];

    /// <summary>Whether the points that are not over yet have changed since they were last written.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The last mark; null before the first.</summary>
    public EquityPoint? Last { get; private set; }

    /// <returns>What was over by now.</returns>
    public IReadOnlyList<EquityPoint> Note(Instant64 time, decimal equity, decimal cash, decimal capital, Instant64? pricedAt)
    {
        var before = Last;
        // Books never go back: a fill that is told late counts from when it is booked.
        var at = before is not null && before.At > time ? before.At : time;
        var peak = before is null ? equity : Math.Max(before.Peak + capital - before.Capital, equity);
        Last = new(account, "m", at, at, equity, cash, capital, peak, pricedAt);
        IsNew = true;
        if (before is null || StartOf(before.At, 0) == StartOf(at, 0)) return [];

        var over = new List<EquityPoint>(1);
        for (var span = 0; span < Spans.Length && StartOf(before.At, span) != StartOf(at, span); span++) over.Add(Of(before, span));
        return over;
    }

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
    public IReadOnlyList<EquityPoint> Peek() => Last is { } last ? [.. Spans.Select((_, span) => Of(last, span))] : [];

    public static Instant64 DayOf(Instant64 time) => StartOf(time, Spans.Length - 1);

    private static EquityPoint Of(EquityPoint point, int span) => point with { Span = Spans[span].Span, Time = StartOf(point.At, span) };

    private static Instant64 StartOf(Instant64 time, int span)
    {
        var nanoseconds = time.ToUnixTimeNanoseconds();
        var over = nanoseconds % Spans[span].Nanoseconds;
        return Instant64.FromUnixTimeNanoseconds(nanoseconds - (over < 0 ? over + Spans[span].Nanoseconds : over));
    }
}
