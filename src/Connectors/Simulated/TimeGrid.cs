using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Whole multiples of a length since 1970 UTC: where bars of less than a day open.</summary>
internal readonly struct TimeGrid(Duration64 length)
{
    private readonly long _length = length.TotalNanoseconds;

    /// <summary>The multiple that is or follows <paramref name="moment"/>, of the years from 1970 on.</summary>
    public Instant64 AtOrAfter(Instant64 moment) => AtOrBefore(moment.PlusNanoseconds(_length - 1));

    /// <summary>The multiple that is or precedes <paramref name="moment"/>, of the years from 1970 on.</summary>
    public Instant64 AtOrBefore(Instant64 moment)
    {
        var time = moment.ToUnixTimeNanoseconds();
        return Instant64.FromUnixTimeNanoseconds(time - time % _length);
    }
}
