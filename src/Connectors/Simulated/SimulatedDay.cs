using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>One trading date of one instrument: where the log price begins and ends, and how much it moves between.</summary>
/// <param name="Sessions">In order; more than one where the date has a pause.</param>
/// <param name="OpenLog">Natural logarithm of the price at the first open.</param>
/// <param name="Drawn">The day's log return without its jumps.</param>
/// <param name="Variance">What the day's minutes add up to, jumps apart.</param>
/// <param name="Mood">The day's volatility relative to the instrument's usual one.</param>
internal sealed record SimulatedDay(LocalDate Date, Session[] Sessions, double OpenLog, double Drawn, double Variance, double Mood, Jump[] Jumps)
{
    public Instant64 Open => Sessions[0].Open;

    public Instant64 Close => Sessions[^1].Close;

    public double CloseLog
    {
        get
        {
            var log = OpenLog + Drawn;
            foreach (var jump in Jumps) log += jump.Size;
            return log;
        }
    }
}

/// <summary>A sudden move of the log price, at a share of the day's minutes.</summary>
internal readonly record struct Jump(double At, double Size);
