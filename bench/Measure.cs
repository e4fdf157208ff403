using System.Diagnostics;

namespace AlgoTrendy.Bench;

/// <summary>Times code in turns with its baseline, so that a drifting machine hits both alike, and prints medians.</summary>
internal static class Measure
{
    private const int Rounds = 5;

    // The runtime compiles what runs often several times over; figures are those of the last of it.
    private const int WarmUpRounds = 5;

    /// <summary>The median over five rounds, in seconds, of each contender; after unmeasured ones.</summary>
    public static double[] MedianSeconds(params Action[] contenders) => MedianSeconds(WarmUpRounds, contenders);

    /// <param name="warmUpRounds">How many unmeasured rounds come first.</param>
    public static double[] MedianSeconds(int warmUpRounds, params Action[] contenders)
    {
        var seconds = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = -warmUpRounds; round < Rounds; round++)
        {
            for (var at = 0; at < contenders.Length; at++)
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                contenders[at]();
                watch.Stop();
                if (round >= 0) seconds[at].Add(watch.Elapsed.TotalSeconds);
            }
        }

        return [.. seconds.Select(all => all.Order().ElementAt(Rounds / 2))];
    }

    public static void Print(string what, double perSecond, string unit, double baselinePerSecond, string baseline) =>
        Console.WriteLine($"{what,-46} {perSecond / 1e6,10:0.0} M {unit}/s   {perSecond / baselinePerSecond,6:0.00} of {baseline} ({baselinePerSecond / 1e6:0.0} M/s)");
}
