namespace AlgoTrendy.Connectors.Binance;

/// <summary>How patient the connector is. The defaults are for the real venue; tests are in more of a hurry.</summary>
public sealed record BinanceOptions
{
    /// <summary>After which a request without an answer counts as lost: a write is unknown then.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a signed request is good, by the venue's clock; Binance recommends 5,000 ms or less.</summary>
    public TimeSpan ReceiveWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it may take until the venue shows what it has accepted: "not found" means nothing before.</summary>
    public TimeSpan SettlingTime { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ClockEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the user stream is asked for a sign of life.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After which a stream without any frame is taken for dead.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Binance ends a connection after 24 hours; it is renewed before, at a time of our choosing.</summary>
    public TimeSpan ConnectionLife { get; init; } = TimeSpan.FromHours(23);

    public TimeSpan ReconnectAfter { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan ReconnectAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where jitter comes from, so that many processes do not come back in the same moment.</summary>
    public Random Chance { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
