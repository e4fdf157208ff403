using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Engine;

/// <summary>Under which rules a strategy runs; the defaults are pessimistic.</summary>
public sealed record RunSettings
{
    public AccountRules Account { get; init; } = new();

    public Money StartingCash { get => Account.StartingCash; init => Account = Account with { StartingCash = value }; }

    public MatchingRules Matching { get; init; } = MatchingRules.Pessimistic;

    /// <summary>The share of equity that SetHoldings leaves in cash, as a fraction.</summary>
    public decimal CashBuffer { get; init; } = 0.0025m;

    /// <summary>How many times its equity the account may hold.</summary>
    public decimal Leverage { get => Account.Leverage; init => Account = Account with { Leverage = value }; }

    /// <summary>The limits that every order of the run is judged by; null: none, and nothing is counted for them.</summary>
    public RiskLimits? Limits { get; init; }

    /// <summary>Whom limits know the run as.</summary>
    public RunNames Names { get; init; } = new("backtest", "backtest");
}

/// <summary>Whose limits hold for a run: those of this account, strategy and portfolio, besides everyone's.</summary>
public sealed record RunNames(string Account, string Strategy, string? Portfolio = null);
