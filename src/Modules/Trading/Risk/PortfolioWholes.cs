using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>What losses of a portfolio are taken as shares of. What comes to its members from outside, or goes there, scales it as it scales their equity; what one member gives to another leaves the first and comes to the second, and scales it back.</summary>
internal sealed class PortfolioWholes
{
    private readonly Wholes _wholes = new();
    private Worth _last;

    /// <summary>From now on.</summary>
    /// <param name="peak">The most that the members together were worth, as amounts are counted.</param>
    public PortfolioWholes(in Worth now, decimal peak)
    {
        _wholes.State = new(now.DayStart, Math.Max(peak, now.Equity));
        _last = now;
    }

    /// <summary>As another process had counted it.</summary>
    public PortfolioWholes(PortfolioShares told)
    {
        _wholes.State = told.Wholes;
        _last = new(told.Equity, told.Capital, 0m, told.DayEnds);
    }

    public PortfolioShares Told => new(_last.Equity, _last.Capital, _last.DayEnds, _wholes.State);

    public void Take(in Worth now)
    {
        var flow = now.Capital - _last.Capital;
        // What came since is no part of what the day began with.
        if (now.DayEnds > _last.DayEnds) _wholes.BeginDay(now.DayStart - flow);
        if (flow != 0m) _wholes.Scale(now.Equity - flow, now.Equity);
        _wholes.Mark(now.Equity);
        _last = now;
    }

    /// <summary>As it is at this moment: a day that nobody has begun yet begins with what there is.</summary>
    public WholesState At(Instant64 now) => now > _last.DayEnds ? _wholes.State with { DayStart = _last.Equity } : _wholes.State;
}

/// <summary>What the members of a portfolio together are worth.</summary>
/// <param name="Capital">What was paid into them less what was paid out.</param>
/// <param name="DayStart">Their equity when the day began, as amounts are counted.</param>
/// <param name="DayEnds">The latest of them.</param>
internal readonly record struct Worth(decimal Equity, decimal Capital, decimal DayStart, Instant64 DayEnds);
