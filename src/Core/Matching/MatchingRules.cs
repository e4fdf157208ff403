using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Matching;

/// <summary>Which models the simulated venue runs. The defaults are pessimistic.</summary>
public sealed record MatchingRules
{
    // More than anything trades, and still a decimal.
    internal const double MostVolume = 1e20;

    public static readonly MatchingRules Pessimistic = new();

    /// <summary>As a peer's backtests fill: to compare results with LEAN's, to the cent.</summary>
    public static readonly MatchingRules LikeLean = new() { Fill = LeanFill.Instance, Slippage = NoSlippage.Instance, VolumeShare = null };

    /// <summary>When market orders trade that are given at a bar's close.</summary>
    public FillTiming FillTiming { get; init; } = FillTiming.NextOpen;

    /// <summary>What orders do inside a bar.</summary>
    public FillModel Fill { get; init; } = WorstPath.Instance;

    public SlippageModel Slippage { get; init; } = HalfSpread.Instance;

    public LatencyModel Latency { get; init; } = NoLatency.Instance;

    /// <summary>Of what the models leave to chance.</summary>
    public ulong Seed { get; init; }

    /// <summary>Instead of each instrument's own; null: the instrument's.</summary>
    public FeeSchedule? Fees { get; init; }

    /// <summary>The most of a bar's volume that our orders may trade, as a fraction; null: no limit (optimistic).</summary>
    public decimal? VolumeShare { get; init; } = 0.1m;

    /// <summary>Whether splits divide by their factor as it was rounded, as LEAN does, and not by the ratio that it stands for.</summary>
    internal bool SplitsAsWritten => Fill is LeanFill;

    /// <summary>How much of a bar with so much volume our orders may trade.</summary>
    internal decimal RoomIn(double volume) => VolumeShare is { } share && volume < MostVolume ? share * (decimal)volume : decimal.MaxValue;
}
