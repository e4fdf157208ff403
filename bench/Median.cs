using System.Diagnostics;
using System.Globalization;

namespace AlgoTrendy.Bench;

/// <summary>Runs something five times and tells the median.</summary>
internal static class Median
{
    private const int Runs = 5;

    /// <summary>The median seconds of <paramref name="measured"/>; what <paramref name="before"/> does is not counted.</summary>
    public static double Seconds(Action measured, Action? before = null)
    {
        var seconds = new double[Runs];
        for (var run = -1; run < Runs; run++)
        {
            before?.Invoke();
            var start = Stopwatch.GetTimestamp();
            measured();
            if (run >= 0) seconds[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Runs / 2];
    }

    public static void Print(string what, double seconds, long rows, int bytesPerRow) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-58} {seconds * 1000,9:N2} ms {rows / seconds / 1e6,9:N1} million bars/s {rows * bytesPerRow / seconds / 1e9,7:N2} GB/s"));
}
