using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Tells the limits what prices do to an account's equity. What they count of it is written down once a minute, and at once when a day begins or equity is a thousandth higher than it ever was: losses are counted from there, also after a restart.</summary>
internal sealed class EquityWatch
{
    private const int KeepEveryMs = 60_000;
    private const decimal Higher = 0.001m;

    private long _keepAt = Environment.TickCount64 + KeepEveryMs;
    private decimal? _kept;
    private Mark? _marked;

    public void Look(Step step)
    {
        var live = step.State.Live;
        if (live.Equity is not { } equity || !step.State.IsPriced) return;

        _marked ??= Mark.Of(live.Watch);
        live.Watch.OnEquity(step.Now);
        var now = Mark.Of(live.Watch);
        if (!now.IsBeyond(_marked.Value) && (equity == _kept || Environment.TickCount64 < _keepAt)) return;

        (_kept, _keepAt, _marked) = (equity, Environment.TickCount64 + KeepEveryMs, now);
        step.CountsChanged = true;
        step.Journal.Touch();
    }

    /// <summary>What losses are counted from.</summary>
    private readonly record struct Mark(decimal Peak, Instant64 DayEnds)
    {
        public static Mark Of(RiskWatch watch) => new(watch.PeakEquity, watch.DayEnds);

        public bool IsBeyond(Mark kept) => DayEnds != kept.DayEnds || Peak - kept.Peak > Math.Abs(kept.Peak) * Higher;
    }
}
