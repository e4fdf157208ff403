using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Since when a <see cref="Vwap"/> counts.</summary>
public enum VwapAnchor
{
    /// <summary>The first bar.</summary>
    Start,

    /// <summary>The last midnight UTC. For an exchange's own sessions, call <see cref="Vwap.Reset"/> where one begins.</summary>
    Day
}

/// <summary>Volume-weighted average price since its anchor: Σ volume·(high + low + close) / 3 over Σ volume; NaN until something was traded.</summary>
/// <remarks>Source: Stephen Berkowitz, Dennis Logue and Eugene Noser, "The Total Cost of Transactions on the NYSE", Journal of Finance 43 (1988); of bars, their typical price stands for their trades.</remarks>
[Indicator("vwap", "Volume-weighted average price", Pane.Price)]
public sealed class Vwap : IBarIndicator
{
    private static readonly Duration64 OneDay = Duration64.FromDays(1);

    private readonly VwapAnchor _anchor;
    private readonly RunningSum _worth = new();
    private readonly RunningSum _volume = new();
    private Instant64 _dayEnd = Instant64.MinValue;

    public Vwap(VwapAnchor anchor = VwapAnchor.Start) => _anchor = anchor;

    public bool IsReady { get; private set; }

    public double Value { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        if (_anchor == VwapAnchor.Day && bar.OpenTime >= _dayEnd) Begin(bar.OpenTime);

        _worth.Add(bar.Volume * bar.Typical());
        if (_volume.Add(bar.Volume) == 0) return Value = double.NaN;

        IsReady = true;
        return Value = _worth.Value / _volume.Value;
    }

    public void Reset()
    {
        _worth.Reset();
        _volume.Reset();
        (IsReady, Value, _dayEnd) = (false, double.NaN, Instant64.MinValue);
    }

    private void Begin(Instant64 now)
    {
        _worth.Reset();
        _volume.Reset();
        _dayEnd = UtcCalendar.StartOfDay(now) + OneDay;
    }
}
