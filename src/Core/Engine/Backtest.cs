using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Core.Engine;

/// <summary>Runs a strategy on recorded bars: the engine with history as its clock and the simulated venue as its market.</summary>
public static class Backtest
{
    /// <summary>Runs to the end of the data, or until the observer says stop.</summary>
    /// <param name="series">What the strategy hears, in this order; several intervals of one instrument are allowed, and its orders then trade against the finest.</param>
    /// <exception cref="ArgumentException">No series, an empty one, twice the same, or instruments that the account cannot hold.</exception>
    /// <exception cref="StrategyFailedException">The strategy threw.</exception>
    public static RunResult Run(Strategy strategy, IReadOnlyList<BarSeries> series, RunSettings settings, IRunObserver? observer = null) =>
        Run(strategy, series, settings, observer, keepsDecisions: false);

    internal static RunResult Run(Strategy strategy, IReadOnlyList<BarSeries> series, RunSettings settings, IRunObserver? observer, bool keepsDecisions)
    {
        Check(series);

        var instruments = series.Select(one => one.Instrument).DistinctBy(one => one.Symbol).ToArray();
        var from = series.Min(one => one.OpenTime[0]);
        var desk = new OrderDesk(strategy, settings, instruments, new Account(settings.StartingCash, instruments, from), keepsDecisions) { Now = from };
        var streams = series.Select((one, index) => new BarStream(one.Instrument, one.Interval, index)).ToArray();
        var cursors = series.Select((one, index) => new BarCursor(one, streams[index], desk, IsFinest(one, series))).ToArray();

        var loop = new MarketLoop(strategy, desk, cursors, observer);
        loop.Run(new RunContext(desk, streams));

        return new(desk.Account, loop.Equity, loop.BarsDone, desk.Account.Equity)
        {
            Series = series,
            Fills = desk.Fills,
            Decisions = desk.Decisions,
            Rejected = desk.Rejected,
            Gaps = [.. cursors.SelectMany(cursor => cursor.Gaps).OrderBy(gap => gap.From)],
            WasStopped = loop.WasStopped,
            From = from,
        };
    }

    /// <summary>Orders of an instrument trade against the shortest of its bars; the first, where two are alike.</summary>
    private static bool IsFinest(BarSeries one, IReadOnlyList<BarSeries> all) =>
        ReferenceEquals(one, all.Where(other => other.Instrument.Symbol == one.Instrument.Symbol).MinBy(other => other.Interval.Length));

    private static void Check(IReadOnlyList<BarSeries> series)
    {
        if (series.Count == 0) throw new ArgumentException("A backtest needs at least one series of bars.", nameof(series));
        foreach (var one in series)
            if (one.Count == 0) throw new ArgumentException($"There are no bars of {one.Instrument.Symbol} {one.Interval}.", nameof(series));
        foreach (var twice in series.GroupBy(one => (one.Instrument.Symbol, one.Interval)).Where(group => group.Count() > 1))
            throw new ArgumentException($"{twice.Key.Symbol} {twice.Key.Interval} was given twice.", nameof(series));
    }
}
