namespace AlgoTrendy.Core.Risk;

/// <summary>What losses are taken as shares of: equity when the day began, and at its highest. Money that comes or goes scales both as it scales equity, so that a share is what trading made of it (a time-weighted return).</summary>
internal sealed class Wholes
{
    // Whoever has less than a millionth left has lost all; and no product with an amount leaves a decimal.
    private const decimal Most = 1e6m;

    private EmptiedState? _emptied;

    public decimal DayStart { get; private set; }

    public decimal Peak { get; private set; }

    public void Begin(decimal equity) => DayStart = Peak = equity;

    /// <param name="equity">With which the day before ended.</param>
    public void BeginDay(decimal equity)
    {
        DayStart = equity;
        if (_emptied is not null) _emptied = _emptied with { DayStart = 1m };
    }

    public void Mark(decimal equity) => Peak = Math.Max(Peak, equity);

    /// <param name="before">Equity without the money.</param>
    /// <param name="after">Equity with it.</param>
    /// <returns>How many times it is now what it was; 1 where that says nothing.</returns>
    public decimal Scale(decimal before, decimal after)
    {
        // Where there was nothing, nothing can be told of shares: what came is what there is to lose.
        var times = before > 0m ? new(Math.Min(DayStart / before, Most), Math.Min(Peak / before, Most)) : _emptied ?? new EmptiedState(1m, 1m);
        _emptied = after > 0m ? null : times;
        (DayStart, Peak) = after > 0m ? (times.DayStart * after, times.Peak * after) : (0m, 0m);
        return before > 0m ? Math.Min(Math.Max(after, 0m) / before, Most) : 1m;
    }

    public WatchState In(WatchState state) => state with { DayStartWhole = DayStart, PeakWhole = Peak, Emptied = _emptied };

    public void Remember(WatchState state, bool isSameDay)
    {
        (DayStart, Peak, _emptied) = (state.DayStartWhole ?? state.DayStartEquity, Math.Max(state.PeakWhole ?? state.PeakEquity, Peak), state.Emptied);
        if (!isSameDay) BeginDay(state.LastEquity);
    }
}
