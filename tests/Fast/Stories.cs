using System.Globalization;

namespace AlgoTrendy.Tests.Fast;

/// <summary>How many stories a property test makes up: what is usual, or as many times that as ALGOTRENDY_STORIES says.</summary>
internal static class Stories
{
    private static readonly int Times = Environment.GetEnvironmentVariable("ALGOTRENDY_STORIES") is { Length: > 0 } told ? int.Parse(told, CultureInfo.InvariantCulture) : 1;

    public static int Of(int usual) => usual * Times;
}
