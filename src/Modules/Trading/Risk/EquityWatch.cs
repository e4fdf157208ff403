using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Tells the limits what prices do to an account's equity; what they count of it is written down once a minute.</summary>
internal sealed class EquityWatch
{
    private const int KeepEveryMs = 60_000;

    private long _keepAt = Environment.TickCount64 + KeepEveryMs;
    private decimal? _kept;

    public void Look(Step step)
    {
        var live = step.State.Live;
        if (live.Equity is not { } equity || !step.State.IsPriced) return;

        live.Watch.OnEquity(step.Now);
        if (equity == _kept || Environment.TickCount64 < _keepAt) return;

        (_kept, _keepAt) = (equity, Environment.TickCount64 + KeepEveryMs);
        step.CountsChanged = true;
        step.Journal.Touch();
    }
}
