using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Tells the lives of a database apart: what was given out after a backup is forgotten by its restore, and must not be given out again.</summary>
internal static class Generation
{
    /// <summary>Generations are the seconds since, so that even two restores of one backup into new homes differ.</summary>
    private static readonly Instant Beginning = Instant.FromUtc(2026, 1, 1, 0, 0);

    public static long Of(Reading reading) => reading.Get<long>("select number from generation where id = 1");

    /// <summary>Part of a restore.</summary>
    /// <param name="before">The generation of what was there.</param>
    /// <returns>A higher one than any that this database or its backup had.</returns>
    public static long Raise(Writing writing, long before)
    {
        var seconds = (long)(writing.Clock.GetCurrentInstant() - Beginning).TotalSeconds;
        var number = long.Max(seconds, long.Max(before, Of(writing)) + 1);
        writing.Execute("update generation set number = @number where id = 1", new { number });
        return number;
    }
}
