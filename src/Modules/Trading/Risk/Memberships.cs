using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>What portfolios hold, as one of their accounts sees it: the others added up. Pure.</summary>
internal static class Memberships
{
    /// <param name="pushed">Null: nobody has told.</param>
    public static AccountPortfolios Of(PortfolioHoldings? pushed, string account) => pushed is null
        ? AccountPortfolios.Unknown
        : new(pushed.ValidUntil, [.. pushed.Items.Where(portfolio => portfolio.Accounts.Any(one => one.AccountId == account)).Select(portfolio => Of(portfolio, account))]);

    private static PortfolioMembership Of(LimitedPortfolio portfolio, string account)
    {
        AccountHoldings[] others = [.. portfolio.Accounts.Where(one => one.AccountId != account).Select(one => one.Holdings).OfType<AccountHoldings>()];
        return portfolio is { Fault: null, PeakEquity: { } peak }
            ? new(portfolio.PortfolioId, new(
                others.Sum(one => one.Equity), others.Sum(one => one.DayStartEquity), peak, others.Sum(one => one.Gross), others.Sum(one => one.Net),
                others.SelectMany(one => one.Quantities).GroupBy(held => held.Key).ToDictionary(same => same.Key, same => same.Sum(held => held.Value))))
            : new(portfolio.PortfolioId, null, portfolio.Fault ?? "it was not counted");
    }
}
