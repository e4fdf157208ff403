using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>One version of all limits that an account is judged by. Immutable: a change is a new version.</summary>
public sealed class RiskLimits
{
    /// <param name="asOf">When they were true, UTC.</param>
    /// <param name="validUntil">From when on they are stale, and nothing new passes; null: never.</param>
    /// <exception cref="ArgumentException">One of them is no limit; the message says why.</exception>
    public RiskLimits(long version, Instant64 asOf, IReadOnlyList<Limit> items, Instant64? validUntil = null)
    {
        foreach (var limit in items)
            if (limit.Fault() is { } fault) throw new ArgumentException(fault, nameof(items));

        (Version, AsOf, ValidUntil) = (version, asOf, validUntil ?? Instant64.MaxValue);
        Items = [.. items];
        Active = [.. Items.Where(limit => limit.Enabled).Select(limit => new ActiveLimit(limit, RuleBook.Of(limit.Rule), SymbolOf(limit)))];
    }

    private RiskLimits(RiskLimits same, AccountPortfolios portfolios) =>
        (Version, AsOf, ValidUntil, Items, Active, Portfolios) = (same.Version, same.AsOf, same.ValidUntil, same.Items, same.Active, portfolios);

    public long Version { get; }

    public Instant64 AsOf { get; }

    public Instant64 ValidUntil { get; }

    /// <summary>All of them, disabled ones too, in the order in which they are asked.</summary>
    public IReadOnlyList<Limit> Items { get; }

    /// <summary>Where the account that is judged belongs to; null: only the portfolio that its orders name, as in a backtest.</summary>
    public AccountPortfolios? Portfolios { get; }

    internal ActiveLimit[] Active { get; }

    /// <summary>The same limits for one account of portfolios.</summary>
    public RiskLimits For(AccountPortfolios portfolios) => new(this, portfolios);

    public bool IsStaleAt(Instant64 now) => now >= ValidUntil;

    private static Symbol? SymbolOf(Limit limit) =>
        limit.Scope == LimitScope.Symbol && Symbol.TryParse(limit.ScopeId, out var symbol) ? symbol : null;
}

/// <summary>A limit that is switched on, with what would otherwise be looked up for every order.</summary>
/// <param name="Symbol">Of a limit on one symbol.</param>
internal readonly record struct ActiveLimit(Limit Limit, RiskRule Rule, Symbol? Symbol);
