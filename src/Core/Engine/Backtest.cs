using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Runs a strategy on a recorded market: the engine with history as its clock and the simulated venue as its market.</summary>
public static class Backtest
{
    /// <summary>Runs on bars alone.</summary>
    /// <param name="series">What the strategy hears, in this order; several intervals of one instrument are allowed, and its orders then trade against the finest.</param>
    /// <exception cref="ArgumentException">No series, an empty one, twice the same, or instruments that the account cannot hold.</exception>
    /// <exception cref="StrategyFailedException">The strategy threw.</exception>
    public static RunResult Run(Strategy strategy, IReadOnlyList<BarSeries> series, RunSettings settings, IRunObserver? observer = null) =>
        Run(strategy, new MarketData { Bars = series }, settings, observer);

    /// <summary>Runs to the end of the data, or until the observer says stop.</summary>
    /// <exception cref="ArgumentException">No data, an empty series, twice the same, or instruments that the account cannot hold.</exception>
    /// <exception cref="StrategyFailedException">The strategy threw.</exception>
    public static RunResult Run(Strategy strategy, MarketData data, RunSettings settings, IRunObserver? observer = null) =>
        Run(strategy, data, settings, observer, keepsDecisions: false);

    internal static RunResult Run(Strategy strategy, MarketData data, RunSettings settings, IRunObserver? observer, bool keepsDecisions)
    {
        data.Check();

        var instruments = data.Instruments;
        var from = FirstMoment(data);
        var table = new InstrumentTable(instruments, data.Bars.Where(one => one.IsAdjusted).Select(one => one.Instrument.Symbol).ToHashSet());
        var desk = new OrderDesk(strategy, settings, table, new Account(settings.Account, instruments, from), keepsDecisions) { Now = from };
        var duties = new AccountDuties(desk, strategy);
        var streams = new StreamTable(data);
        try
        {
            duties.Plan(data, from);
            strategy.Begin(new RunContext(desk, streams, strategy.OnTimer));
            var bars = streams.Cursors(desk);

            // Of one moment, ticks come before the messages of books, which show what trades left.
            BookCursor[] books = [.. data.Books.Select((one, index) => new BookCursor(one, strategy, desk, data.HasTrades(one.Instrument)) { Place = bars.Count + data.Ticks.Count + index })];
            TickCursor[] ticks = [.. data.Ticks.Select((one, index) => new TickCursor(one, strategy, desk, data.HasQuotes(one.Instrument), BookOf(one, books)) { Place = bars.Count + index })];
            var loop = new MarketLoop(strategy, desk, duties, bars, ticks, books, observer);
            loop.Run();
            return new(desk.Account, loop.Equity, loop.BarsDone, desk.Account.Equity)
            {
                Series = data.Bars,
                Fills = desk.Fills,
                Decisions = desk.Decisions,
                Rejected = desk.Rejected,
                Rates = desk.Rates,
                Events = duties.Events,
                MarginCalls = duties.MarginCalls,
                AmbiguousBars = desk.Venue.AmbiguousBars,
                // Longer bars that the strategy made of these have the same holes.
                Gaps = [.. bars.Take(data.Bars.Count).SelectMany(cursor => cursor.Gaps).OrderBy(gap => gap.From)],
                BookHoles = books.Sum(cursor => cursor.Holes),
                WasStopped = loop.WasStopped,
                From = from,
            };
        }
        catch (Exception cause) when (cause is not StrategyFailedException)
        {
            throw new StrategyFailedException($"{strategy.GetType().Name} failed at {desk.Now}: {cause.Message}", desk.Now, cause);
        }
    }

    private static OrderBook? BookOf(TickSeries ticks, BookCursor[] books) => books.FirstOrDefault(one => one.Series.Instrument.Symbol == ticks.Instrument.Symbol)?.Book;

    private static Instant64 FirstMoment(MarketData data) =>
        data.Bars.Select(one => one.OpenTime[0]).Concat(data.Ticks.Select(one => one.Times[0])).Concat(data.Books.Select(one => one.Times[0])).Aggregate(Instant64.Min);
}
