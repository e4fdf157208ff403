using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>Where the rows of a series in a file go; or, without an instrument, why they go nowhere.</summary>
/// <param name="IsNew">The instrument was not in the catalogue and is put there with the first rows.</param>
internal sealed record SeriesTarget(Instrument? Instrument, bool IsNew, string? Reason, IReadOnlyList<string> Choices)
{
    public static SeriesTarget Of(Instrument instrument, bool isNew = false) => new(instrument, isNew, null, []);

    public static SeriesTarget Nowhere(string reason, params IReadOnlyList<string> choices) => new(null, false, reason, choices);

    /// <summary>When a row ends: a bar at its close, a tick a nanosecond after its time.</summary>
    public Instant64 EndOf(Instant64 time, Interval? interval) =>
        interval is { } length ? BarSeries.CloseTimeOf(time, length, Instrument!.Calendar) : time.PlusNanoseconds(1);
}
