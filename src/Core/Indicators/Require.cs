using System.Runtime.CompilerServices;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Refuses parameters that make no indicator, in a sentence that names the parameter and the value.</summary>
internal static class Require
{
    /// <summary>The longest window: two years of minutes; a longer one is a slip of the finger, and would only cost memory.</summary>
    public const int LongestWindow = 1_000_000;

    public static int Length(int value, int least = 1, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value >= least && value <= LongestWindow) return value;
        throw new ArgumentOutOfRangeException(name, $"{name} must be a whole number from {least} to {LongestWindow}, not {value}.");
    }

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value > 0 && double.IsFinite(value)) return value;
        throw new ArgumentOutOfRangeException(name, $"{name} must be greater than zero, not {value}.");
    }

    public static double Within(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value >= least && value <= most) return value;
        throw new ArgumentOutOfRangeException(name, $"{name} must lie between {least} and {most}, not {value}.");
    }

    public static void Shorter(int shorter, int longer, [CallerArgumentExpression(nameof(shorter))] string shortName = "", [CallerArgumentExpression(nameof(longer))] string longName = "")
    {
        if (shorter < longer) return;
        throw new ArgumentException($"{shortName} ({shorter}) must be less than {longName} ({longer}).", shortName);
    }
}
