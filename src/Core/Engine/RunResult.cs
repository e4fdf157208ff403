using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>What a run did. Everything in it follows from strategy, data and settings alone.</summary>
public sealed class RunResult
{
    private IReadOnlyList<Trade>? _trades;

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
    public IReadOnlyList<Trade> Trades => _trades ??= TradeLog.Of(Fills, Account);

    /// <summary>Every order that was given, where the run was asked to keep them.</summary>
    internal IReadOnlyList<Decision> Decisions { get; init; } = [];

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
}
