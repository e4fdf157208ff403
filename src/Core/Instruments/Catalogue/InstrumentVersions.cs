namespace AlgoTrendy.Core.Instruments;

/// <summary>Puts a new version among the versions of an instrument.</summary>
public static class InstrumentVersions
{
    /// <summary>The versions with <paramref name="wanted"/> in force for all of its time; what others said of that time is cut away.</summary>
    public static IReadOnlyList<Instrument> With(IReadOnlyList<Instrument> versions, Instrument wanted) =>
        [.. versions.SelectMany(version => Around(version, wanted)).Append(wanted).OrderBy(version => version.ValidFrom)];

    private static IEnumerable<Instrument> Around(Instrument version, Instrument wanted)
    {
        if (version.ValidTo <= wanted.ValidFrom || version.ValidFrom >= wanted.ValidTo)
        {
            yield return version;
            yield break;
        }

        if (version.ValidFrom < wanted.ValidFrom) yield return version with { ValidTo = wanted.ValidFrom };
        if (version.ValidTo > wanted.ValidTo) yield return version with { ValidFrom = wanted.ValidTo };
    }
}
