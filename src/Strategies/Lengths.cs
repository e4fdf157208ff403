namespace AlgoTrendy.Strategies;

internal static class Lengths
{
    /// <exception cref="ArgumentException">The fast average is not the shorter one.</exception>
    public static void Check(int fast, int slow)
    {
        if (fast >= slow) throw new ArgumentException($"fast ({fast}) must be shorter than slow ({slow}).");
    }
}
