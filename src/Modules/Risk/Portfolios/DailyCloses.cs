using AlgoTrendy.Contracts.History;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>What an instrument closed at on each day, UTC. A close at midnight belongs to the day that it ends.</summary>
internal sealed class DailyCloses
{
    // What is not between them is no price that a return can be made of.
    private const double Least = 1e-12;
    private const double Most = 1e15;

    private readonly SortedList<LocalDate, HistoryBar> _days = [];

    public DailyCloses(IReadOnlyList<HistoryBar> bars)
    {
        foreach (var bar in bars) _days[bar.CloseTime.PlusNanoseconds(-1).ToInstant().InUtc().Date] = bar;
    }

    public int Count => _days.Count;

    /// <summary>When the last bar ended.</summary>
    public Instant64 LastClose => _days.Values[^1].CloseTime;

    /// <summary>Whether every close is a price of which a return can be made: spreads and some futures fall to zero and below.</summary>
    public bool HasReturns => _days.Values.All(bar => bar.Close is > Least and < Most);

    /// <summary>The days on which all of them closed, in order.</summary>
    public static LocalDate[] CommonDays(IReadOnlyList<DailyCloses> all) =>
        all.Count == 0 ? [] : [.. all[0]._days.Keys.Where(day => all.All(one => one._days.ContainsKey(day)))];

    public Instant64 CloseOn(LocalDate day) => _days[day].CloseTime;

    /// <summary>From each of the days to the next, as fractions: one fewer than there are days.</summary>
    public double[] Returns(LocalDate[] days)
    {
        var returns = new double[Math.Max(0, days.Length - 1)];
        for (var index = 0; index < returns.Length; index++) returns[index] = _days[days[index + 1]].Close / _days[days[index]].Close - 1;
        return returns;
    }
}
