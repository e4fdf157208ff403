using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform.Streaming;

/// <summary>How a connection on which nothing happens is told from one that is dead: the sender writes an empty line after so long a silence, and the reader gives up when several are missing.</summary>
internal sealed record StreamBeat(TimeSpan Every)
{
    public const string Setting = "Streams:BeatSeconds";
    public const double LeastSeconds = 0.1;
    private const double UsualSeconds = 5;
    private const int Missing = 3;

    /// <summary>Where no settings are at hand.</summary>
    public static StreamBeat Usual { get; } = new(TimeSpan.FromSeconds(UsualSeconds));

    /// <summary>How long a reader waits for anything at all.</summary>
    public TimeSpan Patience => Every * Missing;

    public static StreamBeat Of(IConfiguration settings) => new(TimeSpan.FromSeconds(Math.Max(LeastSeconds, settings.GetValue(Setting, UsualSeconds))));
}
