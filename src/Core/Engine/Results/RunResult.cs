using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What a run did. Everything in it follows from strategy, data and settings alone.</summary>
public sealed class RunResult
{
    private IReadOnlyList<Trade>? _trades;
    private IReadOnlyList<Excursion>? _excursions;

    internal RunResult(Account account, EquityCurve equity, long bars, decimal finalEquity)
    {
        Account = account;
        Equity = equity;
        Bars = bars;
        FinalEquity = finalEquity;
    }

    /// <summary>The account as it stands at the end, with its ledger.</summary>
    public Account Account { get; }

    public EquityCurve Equity { get; }

    /// <summary>How many bars were heard.</summary>
    public long Bars { get; }

    /// <summary>Cash and positions at the last closes, exact.</summary>
    public decimal FinalEquity { get; }

    public required IReadOnlyList<Execution> Fills { get; init; }

    /// <summary>Round trips in the order in which they ended; those still open come last.</summary>
    public IReadOnlyList<Trade> Trades => _trades ??= TradeLog.Of(this);

    /// <summary>How far each of <see cref="Trades"/> went for and against its holder, in the same order; worked out when first asked for.</summary>
    public IReadOnlyList<Excursion> Excursions => _excursions ??= TradeExcursions.Of(this);

    /// <summary>The bars that were run on.</summary>
    internal IReadOnlyList<BarSeries> Series { get; init; } = [];

    /// <summary>Every order that was given, where the run was asked to keep them.</summary>
    internal IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>What one unit of each fill's currency was worth in the account's at its time; empty where all have the account's.</summary>
    internal IReadOnlyList<decimal> Rates { get; init; } = [];

    /// <summary>Dividends, splits and changes of tickers that met a position, in the order of time.</summary>
    public IReadOnlyList<CorporateEvent> Events { get; init; } = [];

    public IReadOnlyList<MarginCall> MarginCalls { get; init; } = [];

    /// <summary>Orders that the gate refused, with the reason.</summary>
    public required IReadOnlyList<Order> Rejected { get; init; }

    /// <summary>In how many bars it was left open what came first, a stop or a target say, so that the fill model had to choose.</summary>
    public required int AmbiguousBars { get; init; }

    public required IReadOnlyList<DataGap> Gaps { get; init; }

    /// <summary>How often a message of an order book was missing, so that nothing traded until the book was told anew.</summary>
    public int BookHoles { get; init; }

    /// <summary>Whether an observer stopped the run before its data ended.</summary>
    public required bool WasStopped { get; init; }

    /// <summary>When the first bar opened; null without data.</summary>
    public required Instant64? From { get; init; }

    internal decimal RateOfFill(int index) => Rates.Count == 0 ? 1m : Rates[index];
}
