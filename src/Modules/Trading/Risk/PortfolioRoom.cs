using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Where the writers of a portfolio's accounts tell one another what they hold, wait for and have sent. Who judges an order holds the room until what was approved counts for all, so that orders of several accounts cannot pass a limit together.</summary>
/// <remarks>Nothing is awaited, read or written while it is held. After a restart, or when an account was read again, its writer tells its figures anew.</remarks>
internal sealed class PortfolioRoom
{
    private readonly Lock _turn = new();
    private volatile Guests _guests = new(null, [], []);

    /// <summary>Takes in which accounts belong together, and the limits that prices alone can break. Members that are new count once their writers have told of them.</summary>
    public void Set(LimitedPortfolios? portfolios, RiskLimits watched)
    {
        lock (_turn)
        {
            var before = _guests.Portfolios.ToDictionary(one => one.Id);
            CountedPortfolio[] all = [.. (portfolios?.Items ?? []).Select(one => new CountedPortfolio(one, before.GetValueOrDefault(one.PortfolioId)))];
            _guests = new(portfolios?.ValidUntil, all, [.. watched.Items.Where(limit => limit is { Enabled: true, Scope: LimitScope.Portfolio })]);
        }
    }

    /// <summary>Until it is let go of, no other account of a portfolio takes of what is left of its limits. An account that is in none waits for nobody.</summary>
    public Lock.Scope Hold(string account) => _guests.Of(account).Count == 0 ? default : _turn.EnterScope();

    /// <summary>What the account holds, waits for and was last told to be worth counts for the others from now on.</summary>
    public void Tell(AccountState state)
    {
        if (_guests.Of(state.Id).Count == 0) return;
        lock (_turn)
        {
            foreach (var portfolio in _guests.Of(state.Id)) portfolio.Take(state);
        }
    }

    /// <summary>The account's limits, with what an order has to count of its portfolios now.</summary>
    /// <param name="strategy">Whose order it is; null: nobody's.</param>
    public RiskLimits? Seen(AccountState state, Symbol symbol, string? strategy, Instant64 now)
    {
        var guests = _guests;
        if (state.Limits is not { } limits) return null;
        if (guests.ValidUntil is not { } until) return limits.For(AccountPortfolios.Unknown);
        if (guests.Of(state.Id).Count == 0) return limits.For(new(until, []));

        lock (_turn)
        {
            return limits.For(new(until, [.. guests.Of(state.Id).Select(portfolio => portfolio.SeenBy(state.Id, strategy, symbol, now)).OfType<PortfolioMembership>()]));
        }
    }

    /// <summary>How portfolios stand to the limits that prices alone can break, and to how many orders they may send, whether or not these are stale: a halt must work when risk is down.</summary>
    /// <param name="account">Only those that it belongs to; null: all.</param>
    public IReadOnlyList<LimitStanding> Standings(string? account, Instant64 now)
    {
        var guests = _guests;
        var meant = account is null ? guests.Portfolios : guests.Of(account);
        if (guests.Watched.Count == 0 || meant.Count == 0) return [];

        (string Id, PortfolioTotal? Total, int? Sent)[] counted;
        lock (_turn)
        {
            counted = [.. meant.Select(portfolio => (portfolio.Id, portfolio.Fault is null ? portfolio.Total(now) : null, portfolio.OrdersOfLastMinute(now)))];
        }

        return
        [
            .. from one in counted
               from limit in guests.Watched
               where limit.ScopeId is Limit.Every || limit.ScopeId == one.Id
               from use in UsesOf(limit, one.Total, one.Sent)
               select new LimitStanding(null, limit.Id, limit.Rule, use.Instrument, limit.Value, limit.Unit, limit.WarnAt, LimitViews.Rounded(use.Now), LimitViews.Rounded(use.Used), use.IsBroken, one.Id),
        ];
    }

    // Orders are counted also where worths cannot be.
    private static IEnumerable<PortfolioUse> UsesOf(Limit limit, PortfolioTotal? total, int? sent) => (limit.Rule, sent) switch
    {
        (LimitRule.MaxOrdersPerMinute, { } count) => [PortfolioTotal.OfOrders(limit, count)],
        (LimitRule.MaxOrdersPerMinute, null) => [],
        _ => total?.UsesOf(limit) ?? [],
    };

    /// <summary>How each was counted, for whoever keeps its highest.</summary>
    public IReadOnlyList<PortfolioReceipt> Receipts()
    {
        lock (_turn)
        {
            return [.. _guests.Portfolios.Select(portfolio => portfolio.Fault is { } fault ? new PortfolioReceipt(portfolio.Id, null, fault) : new(portfolio.Id, portfolio.Peak, Shares: portfolio.GiveShares()))];
        }
    }

    /// <summary>What was pushed last.</summary>
    /// <param name="ValidUntil">Null: nobody has said which portfolios there are.</param>
    /// <param name="Watched">The limits of portfolios that prices alone can break.</param>
    private sealed record Guests(Instant64? ValidUntil, IReadOnlyList<CountedPortfolio> Portfolios, IReadOnlyList<Limit> Watched)
    {
        private readonly Dictionary<string, IReadOnlyList<CountedPortfolio>> _byAccount = Portfolios
            .SelectMany(portfolio => portfolio.Accounts.Select(account => (Account: account, Portfolio: portfolio)))
            .GroupBy(one => one.Account, one => one.Portfolio).ToDictionary(same => same.Key, same => (IReadOnlyList<CountedPortfolio>)[.. same]);

        public IReadOnlyList<CountedPortfolio> Of(string account) => _byAccount.TryGetValue(account, out var its) ? its : [];
    }
}
