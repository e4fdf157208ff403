using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Matching;

/// <summary>Which models the simulated venue runs. The defaults are pessimistic.</summary>
public sealed record MatchingRules
{
    public static readonly MatchingRules Pessimistic = new();

    public FillTiming FillTiming { get; init; } = FillTiming.NextOpen;

    public SlippageModel Slippage { get; init; } = HalfSpread.Instance;

    /// <summary>Instead of each instrument's own; null: the instrument's.</summary>
    public FeeSchedule? Fees { get; init; }

    /// <summary>The most of a bar's volume that our orders may trade, as a fraction; null: no limit (optimistic).</summary>
    public decimal? VolumeShare { get; init; } = 0.1m;

    /// <summary>How much of a bar with so much volume our orders may trade.</summary>
    internal decimal RoomIn(double volume) => VolumeShare is { } share ? share * (decimal)volume : decimal.MaxValue;
}
