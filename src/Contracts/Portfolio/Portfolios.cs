using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Portfolio;

/// <param name="Version">That is meant, where it is to be deleted; another one meanwhile refuses it. Null: whatever it is.</param>
public sealed record PortfolioName(string PortfolioId, long? Version = null);

/// <param name="PortfolioId">Null: all.</param>
public sealed record PortfolioQuery(string? PortfolioId = null);

public sealed record PortfolioList(IReadOnlyList<PortfolioView> Portfolios);

public sealed record PortfolioReply(PortfolioView? Portfolio, PortfolioRefusal? Refusal);

/// <summary>An account, or one part of it.</summary>
public sealed record PortfolioMember(string AccountId, string? Part = null);

/// <param name="Strategy">What it is run by; for people.</param>
/// <param name="IdempotencyKey">The same key makes one portfolio.</param>
public sealed record NewPortfolio(string Name, IReadOnlyList<PortfolioMember> Accounts, string? PortfolioId = null, string? Strategy = null, string? IdempotencyKey = null);

/// <summary>What is null stays as it is.</summary>
/// <param name="Version">That the change was made from; another one meanwhile refuses it. Null: whatever it is.</param>
public sealed record PortfolioChange(string PortfolioId, string? Name = null, IReadOnlyList<PortfolioMember>? Accounts = null, string? Strategy = null, long? Version = null);

/// <summary>Accounts and parts of accounts that somebody looks at as one.</summary>
/// <param name="Equity">By currency, as nothing gives a rate between accounts.</param>
/// <param name="IsComplete">Whether all members and all prices are known.</param>
/// <param name="Unknown">Members that the books do not know yet: a part is known once it has traded or got money.</param>
public sealed record PortfolioView(
    string PortfolioId,
    string Name,
    string? Strategy,
    IReadOnlyList<PortfolioMember> Accounts,
    IReadOnlyList<CashBalance> Equity,
    bool IsComplete,
    long Version,
    Instant64 CreatedAt,
    Instant64 UpdatedAt,
    IReadOnlyList<PortfolioMember>? Unknown = null);

/// <param name="Targets">What each instrument is to be of the equity; what is held and not named stays as it is, unless Only is set.</param>
/// <param name="AccountId">Where to trade; null: the portfolio's only account.</param>
/// <param name="Only">Whether what is not named is sold.</param>
/// <param name="Execute">False: a preview.</param>
public sealed record RebalanceRequest(string PortfolioId, IReadOnlyList<TargetWeight> Targets, string? AccountId = null, bool Only = false, bool Execute = false, string? IdempotencyKey = null);

/// <param name="Weight">A fraction of equity: 0.25 is a quarter; negative is short.</param>
public sealed record TargetWeight(Symbol Symbol, decimal Weight);

/// <param name="Executed">Whether an order was placed.</param>
public sealed record RebalanceReply(IReadOnlyList<RebalanceStep> Steps, decimal? Equity, Currency? Currency, bool Executed, PortfolioRefusal? Refusal = null);

/// <param name="Held">Signed.</param>
/// <param name="Target">Signed, in whole lots.</param>
/// <param name="Side">Null: nothing is to be traded, and Reason says why.</param>
/// <param name="Order">When it was placed.</param>
public sealed record RebalanceStep(
    Symbol Symbol,
    decimal Weight,
    decimal Held,
    decimal Target,
    decimal? Price,
    OrderSide? Side,
    Quantity? Quantity,
    string? Reason,
    OrderView? Order,
    TradingRefusal? Refusal);
