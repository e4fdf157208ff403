using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>A request that was checked: all of it is known and makes sense. Data is loaded when its turn comes.</summary>
/// <param name="Instruments">The symbols that were asked for; empty when data files say which.</param>
/// <param name="Benchmark">The one that was asked for; null when none was, or when only the data files may know it.</param>
/// <param name="Limits">That orders are judged by; null: none.</param>
internal sealed record RunPlan(
    BacktestRequest Request, StrategyDefinition Strategy, StrategyArguments Arguments, IReadOnlyList<Instrument> Instruments, Instrument? Benchmark = null, RiskLimits? Limits = null)
{
    /// <summary>The engine's settings, counted in the currency of what is traded unless the request says another.</summary>
    public RunSettings SettingsFor(Instrument first) => RunSettingsOf.Request(Request, first) with { Limits = Limits, Names = new("backtest", Strategy.Name) };
}

/// <summary>Why a request cannot run, with a stable code and the nearest names or the choices.</summary>
internal sealed record PlanRefusal(string Code, string Reason, IReadOnlyList<string> Choices)
{
    public PlanRefusal(string code, string reason) : this(code, reason, []) { }
}

/// <summary>The bars of a run, and what had to be assumed to get them.</summary>
/// <param name="Benchmark">What the run is measured against; null: nothing.</param>
internal sealed record LoadedData(IReadOnlyList<BarSeries> Series, IReadOnlyList<string> Assumptions, BarSeries? Benchmark = null)
{
    public IReadOnlyList<TickSeries> Ticks { get; init; } = [];

    /// <summary>Dividends and splits of instruments whose prices are raw.</summary>
    public IReadOnlyList<InstrumentActions> Actions { get; init; } = [];

    /// <summary>Finer bars that decide what the others leave open.</summary>
    public IReadOnlyList<BarSeries> Details { get; init; } = [];

    public IReadOnlyList<Instrument> Instruments => Market.Instruments;

    /// <summary>Of the first instrument: it says which days have returns.</summary>
    public TradingCalendar Calendar => Instruments[0].Calendar;

    public MarketData Market => new() { Bars = Series, Ticks = Ticks, Actions = Actions, Details = Details };
}

/// <summary>Data that a run needs is not there, or cannot be used: a sentence for the user.</summary>
internal sealed class DataMissingException(string message) : Exception(message);
