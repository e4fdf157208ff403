using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>An instrument with the parameters of its price: what the simulated market needs to know of it.</summary>
internal sealed record Listing
{
    public required Instrument Instrument { get; init; }

    /// <summary>Whose common moves it shares, beside those of all markets: equity, crypto, dollar.</summary>
    public required string Group { get; init; }

    public required DayShape Shape { get; init; }

    /// <summary>The centre of its price on 2025-01-01.</summary>
    public required double Level { get; init; }

    /// <summary>How fast that centre grows, per year (0.05 = 5 %).</summary>
    public required double Drift { get; init; }

    /// <summary>Standard deviation of a year's log returns.</summary>
    public required double Volatility { get; init; }

    /// <summary>Correlation with the factor of all markets.</summary>
    public required double MarketLoad { get; init; }

    /// <summary>Correlation with the factor of its group; negative where the group's gain is its loss (USDJPY of the dollar's).</summary>
    public required double GroupLoad { get; init; }

    /// <summary>What a day's turnover is usually worth, in the instrument's currency.</summary>
    public required double Turnover { get; init; }

    /// <summary>Days of trading a year, over which the yearly variance is spread.</summary>
    public double DaysPerYear { get; init; } = 252.0;

    /// <summary>The part of a day's variance that falls into a night of 17.5 hours without trading.</summary>
    public double NightShare { get; init; }

    /// <summary>Expected jumps a day.</summary>
    public double JumpRate { get; init; } = 1.0;

    /// <summary>Deviation of the log volatility that fades in days.</summary>
    public double FastDeviation { get; init; } = 0.28;

    /// <summary>Deviation of the log volatility that fades in months.</summary>
    public double SlowDeviation { get; init; } = 0.28;

    /// <summary>How a day's return bears on the next day's volatility: negative where falling prices make nervous, as with stocks.</summary>
    public double Leverage { get; init; }

    /// <summary>The share of the distance to its centre that the price returns in a year.</summary>
    public double Reversion { get; init; } = 0.45;

    /// <summary>What neither factor explains.</summary>
    public double OwnLoad => Math.Sqrt(1.0 - MarketLoad * MarketLoad - GroupLoad * GroupLoad);
}
