namespace AlgoTrendy.Core.Instruments;

/// <summary>What a name stands for: one instrument, or null, the reason in a sentence, and the choices or the nearest names (at most five).</summary>
public sealed record Resolution(Instrument? Instrument, string? Reason, IReadOnlyList<string> Choices)
{
    public static Resolution Of(Instrument instrument) => new(instrument, null, []);
}
