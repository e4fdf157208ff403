using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>What a <see cref="RiskWatch"/> must still know after a restart.</summary>
/// <param name="DayEnds">When the day ends that the start is of, UTC.</param>
/// <param name="LastEquity">As it was last told.</param>
public sealed record WatchState(Instant64 DayEnds, decimal DayStartEquity, decimal PeakEquity, decimal LastEquity)
{
    /// <summary>The date of each day trade that may still count.</summary>
    public IReadOnlyList<LocalDate> DayTrades { get; init; } = [];

    /// <summary>When what is held of a symbol was last added to.</summary>
    public IReadOnlyDictionary<Symbol, LocalDate> Opened { get; init; } = new Dictionary<Symbol, LocalDate>();

    public IReadOnlyList<StrategyState> Strategies { get; init; } = [];

    /// <summary>The market's last price of what was held; null in states of before.</summary>
    public IReadOnlyDictionary<Symbol, double>? Marks { get; init; }

    /// <summary>Equity when the day began, as shares are taken of it; null: as in money, in states of before.</summary>
    public decimal? DayStartWhole { get; init; }

    /// <summary>The highest equity likewise.</summary>
    public decimal? PeakWhole { get; init; }

    /// <summary>How these stood to equity when all of it was taken out; null: there is some.</summary>
    public EmptiedState? Emptied { get; init; }
}

/// <summary>Equity when the day began, and at its highest, in times of what there was when all of it was taken out.</summary>
public sealed record EmptiedState(decimal DayStart, decimal Peak);

/// <summary>What losses are taken as shares of.</summary>
/// <param name="DayStart">Equity when the day began, money that came or went since scaled in.</param>
/// <param name="Peak">The highest equity likewise.</param>
/// <param name="Emptied">How these stood to equity when all of it was taken out; null: there is some.</param>
public sealed record WholesState(decimal DayStart, decimal Peak, EmptiedState? Emptied = null);

/// <summary>What a strategy holds, and what it has gained, in the account's currency.</summary>
/// <param name="Cash">What its trades brought less what they cost, fees included.</param>
/// <param name="DayStartShare">As shares are taken of it; null: as in money, in states of before.</param>
/// <param name="PeakShare">Likewise.</param>
public sealed record StrategyState(
    string Strategy, decimal Cash, decimal DayStartPnl, decimal PeakPnl, decimal LastPnl, IReadOnlyDictionary<Symbol, decimal> Quantities, decimal? DayStartShare = null, decimal? PeakShare = null);
