using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Engine;

/// <summary>The recorded market that a run meets.</summary>
public sealed record MarketData
{
    /// <summary>What the strategy hears, in this order; several intervals of one instrument are allowed, and its orders then trade against the finest.</summary>
    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Trades and quotes. Orders of an instrument that has them trade against its quotes, or else against its trades, instead of its bars.</summary>
    public IReadOnlyList<TickSeries> Ticks { get; init; } = [];

    /// <summary>Order books. Orders of an instrument that has one trade against it, and against the trades that eat its queues, instead of quotes and bars.</summary>
    public IReadOnlyList<BookSeries> Books { get; init; } = [];

    /// <summary>Finer bars that nobody hears: they decide what happened inside a bar where that bar leaves it open.</summary>
    public IReadOnlyList<BarSeries> Details { get; init; } = [];

    /// <summary>Dividends and splits of instruments whose prices are raw: they happen to what is held.</summary>
    public IReadOnlyList<InstrumentActions> Actions { get; init; } = [];

    /// <summary>Tickers that change during the run, where the two are instruments of their own.</summary>
    public IReadOnlyList<TickerChange> TickerChanges { get; init; } = [];

    public IReadOnlyList<Instrument> Instruments => [.. Bars.Select(one => one.Instrument).Concat(Ticks.Select(one => one.Instrument)).Concat(Books.Select(one => one.Instrument)).DistinctBy(one => one.Symbol)];

    /// <exception cref="ArgumentException">Nothing at all, an empty series, or one twice.</exception>
    internal void Check()
    {
        if (Bars.Count + Ticks.Count + Books.Count == 0) throw new ArgumentException("A backtest needs at least one series of bars.");
        foreach (var one in Bars)
            if (one.Count == 0) throw new ArgumentException($"There are no bars of {one.Instrument.Symbol} {one.Interval}.");
        foreach (var one in Ticks)
            if (one.Count == 0) throw new ArgumentException($"There are no {one.Kind} of {one.Instrument.Symbol}.");
        foreach (var one in Books)
            if (one.Count == 0) throw new ArgumentException($"There is no book of {one.Instrument.Symbol}.");
        var names = Bars.Select(one => $"{one.Instrument.Symbol} {one.Interval}").Concat(Ticks.Select(one => $"{one.Instrument.Symbol} {one.Kind}")).Concat(Books.Select(one => $"The book of {one.Instrument.Symbol}"));
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            throw new ArgumentException($"{twice.Key} was given twice.");
        foreach (var twice in Bars.Where(one => one.IsAdjusted && Actions.Any(actions => actions.Symbol == one.Instrument.Symbol)))
            throw new ArgumentException($"Prices of {twice.Instrument.Symbol} are adjusted: dividends and splits are in them already.");
    }

    /// <summary>The finest bars of an instrument; the first, where two are alike. Null without bars.</summary>
    internal BarSeries? FinestOf(Instrument instrument) => Bars.Where(one => one.Instrument.Symbol == instrument.Symbol).MinBy(one => one.Interval.Length);

    /// <summary>Whether its orders meet something finer than bars.</summary>
    internal bool HasTicks(Instrument instrument) => Ticks.Any(one => one.Instrument.Symbol == instrument.Symbol) || Books.Any(one => one.Instrument.Symbol == instrument.Symbol);

    internal bool HasTrades(Instrument instrument) => Ticks.Any(one => one.Kind == SeriesKind.Trades && one.Instrument.Symbol == instrument.Symbol);

    internal bool HasQuotes(Instrument instrument) => Ticks.Any(one => one.Kind == SeriesKind.Quotes && one.Instrument.Symbol == instrument.Symbol);
}
