namespace AlgoTrendy.Connectors.Simulated;

/// <summary>How lively each time of a trading day is: the variance of a minute, and with it the expected volume, relative to the day's mean.</summary>
/// <remarks>Values stand at equal distances from the first open to the nominal close, straight lines between them; only their proportions matter.</remarks>
internal sealed class DayShape(int minutes, params double[] values)
{
    /// <summary>A reversed J: wild after the open, quiet at noon, lively to the close (R. Wood, T. McInish, J. Ord, Journal of Finance 40, 1985).</summary>
    public static readonly DayShape UsStocks = new(390, 3.4, 1.8, 1.35, 1.1, 0.95, 0.85, 0.8, 0.75, 0.75, 0.8, 0.9, 1.0, 1.2, 1.6);

    /// <summary>From 00:00 UTC: quiet Asian night, busiest while New York's stocks trade.</summary>
    public static readonly DayShape Crypto = new(1440,
        1.1, 1.0, 0.9, 0.85, 0.8, 0.75, 0.75, 0.85, 0.95, 0.95, 0.9, 0.95, 1.1, 1.45, 1.7, 1.6, 1.45, 1.25, 1.1, 1.05, 1.05, 1.0, 0.9, 0.95, 1.1);

    /// <summary>From 17:00 New York: Tokyo, London, and both London and New York at once (T. Andersen, T. Bollerslev, Journal of Finance 53, 1998).</summary>
    public static readonly DayShape Forex = new(1440,
        0.2, 0.25, 0.5, 0.6, 0.55, 0.5, 0.45, 0.4, 0.45, 0.8, 1.3, 1.3, 1.1, 1.0, 0.95, 1.4, 1.9, 1.9, 1.5, 1.0, 0.7, 0.6, 0.5, 0.35, 0.2);

    /// <summary>From 17:00 Chicago: the night, London's morning, then the reversed J of the stock market from 08:30.</summary>
    public static readonly DayShape IndexFuture = new(1380,
        0.3, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.25, 0.3, 0.5, 0.5, 0.45, 0.4, 0.4, 0.6, 1.5, 3.0, 2.0, 1.4, 1.2, 1.3, 1.9, 1.5, 0.5);

    /// <summary>How long a full trading day lasts, pauses included.</summary>
    public int Minutes { get; } = minutes;

    public double At(int minuteAfterOpen)
    {
        var position = (Math.Min(minuteAfterOpen, Minutes - 1) + 0.5) / Minutes * (values.Length - 1);
        var index = (int)position;
        return values[index] + (values[index + 1] - values[index]) * (position - index);
    }
}
