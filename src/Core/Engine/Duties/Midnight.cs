using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

internal static class Midnight
{
    private const long Day = 86_400L * 1_000_000_000L;

    /// <summary>The first midnight, UTC, after a moment.</summary>
    public static Instant64 After(Instant64 moment)
    {
        var time = moment.ToUnixTimeNanoseconds();
        var passed = time % Day;
        return Instant64.FromUnixTimeNanoseconds(time - (passed < 0 ? passed + Day : passed) + Day);
    }
}
