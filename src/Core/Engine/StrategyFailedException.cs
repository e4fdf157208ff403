using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>The strategy threw. Says at which bar, so that its author can look there.</summary>
public sealed class StrategyFailedException(string message, Instant64 at, Exception cause) : Exception(message, cause)
{
    /// <summary>The close of the bar that was being handled, UTC.</summary>
    public Instant64 At { get; } = at;
}
