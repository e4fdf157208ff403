namespace AlgoTrendy.Core.Risk;

/// <summary>What losses are taken as shares of: equity when the day began, and at its highest. Money that comes or goes scales both as it scales equity, so that a share is what trading made of it (a time-weighted return).</summary>
public sealed class Wholes
{
    // Whoever has less than a millionth left has lost all; and no product with an amount leaves a decimal.
    private const decimal Most = 1e6m;

    private EmptiedState? _emptied;

    /// <summary>Equity when the day began.</summary>
    public decimal DayStart { get; private set; }

    /// <summary>The highest equity.</summary>
    public decimal Peak { get; private set; }

    /// <summary>What is to be written down, and taken up again.</summary>
    public WholesState State
    {
        get => new(DayStart, Peak, _emptied);
        set => (DayStart, Peak, _emptied) = (value.DayStart, value.Peak, value.Emptied);
    }

    /// <summary>With a day, and the highest, that are the equity of now.</summary>
    public void Begin(decimal equity) => DayStart = Peak = equity;

    /// <summary>What was lost before is another day's.</summary>
    /// <param name="equity">With which the day before ended.</param>
    public void BeginDay(decimal equity)
    {
        DayStart = equity;
        if (_emptied is not null) _emptied = _emptied with { DayStart = 1m };
    }

    /// <summary>Equity is so much now.</summary>
    public void Mark(decimal equity) => Peak = Math.Max(Peak, equity);

    /// <summary>Money came or went.</summary>
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

    internal WatchState In(WatchState state) => state with { DayStartWhole = DayStart, PeakWhole = Peak, Emptied = _emptied };

    internal void Remember(WatchState state, bool isSameDay)
    {
        (DayStart, Peak, _emptied) = (state.DayStartWhole ?? state.DayStartEquity, state.PeakWhole ?? state.PeakEquity, state.Emptied);
        if (!isSameDay) BeginDay(state.LastEquity);
    }
}
