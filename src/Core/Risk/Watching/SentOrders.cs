using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>When the last orders were sent. Immutable, so that who counts them needs no turn of the account that sent them.</summary>
public sealed class SentOrders
{
    internal static readonly SentOrders None = new([]);

    internal static readonly Duration64 Minute = Duration64.FromMinutes(1);

    private readonly Instant64[] _times;

    /// <param name="times">In their order.</param>
    internal SentOrders(ReadOnlySpan<Instant64> times) => _times = times.ToArray();

    public int OfLastMinute(Instant64 now) => Count(_times, now);

    /// <summary>Those within the minute that ends now. A minute ahead counts too, because clocks are corrected a little; what is further ahead is of before a clock was set back.</summary>
    internal static int Count(ReadOnlySpan<Instant64> times, Instant64 now) => After(times, now + Minute) - After(times, now - Minute);

    // By halves, because a busy account asks it for every order.
    private static int After(ReadOnlySpan<Instant64> times, Instant64 moment)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (times[middle] <= moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
