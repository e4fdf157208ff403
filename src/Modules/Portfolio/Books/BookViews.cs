using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Modules.Portfolio.Equity;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>Books as they are shown.</summary>
internal static class BookViews
{
    private const int Places = 8;

    /// <param name="yesterday">The last point of equity before today; null on the first day.</param>
    public static AccountBooks Of(AccountKeeper keeper, AccountRow row, EquityPoint? yesterday, Instant now)
    {
        try
        {
            return Whole(keeper, row, yesterday, now);
        }
        catch (OverflowException)
        {
            return Without(row, $"The figures of {row.AccountId} are too large to be shown.");
        }
    }

    /// <summary>An account that has no books now: what trading told of it, and why.</summary>
    public static AccountBooks Without(AccountRow row, string damage) => new(
        row.AccountId, row.Name, row.Mode, row.Broker, row.Currency, row.Kind, row.Leverage, row.Lots, 0m, null, null, null, null, null, 0m, 0m, [], [], 0, null, null, 0, "", 0, 0, null, null, [], row.Version, row.OpenedAt, row.ClosedAt, damage);

    public static long? AgeOf(Instant64? at, Instant now) => at is { } seen ? Math.Max(0L, (long)(now - seen.ToInstant()).TotalMilliseconds) : null;

    public static decimal? Rounded(decimal? amount) => amount is { } known ? decimal.Round(known, Places) : null;

    private static AccountBooks Whole(AccountKeeper keeper, AccountRow row, EquityPoint? yesterday, Instant now)
    {
        lock (keeper.Gate)
        {
            var shared = keeper.Shared!;
            var (whole, equity, margin) = (shared.Whole, Rounded(shared.Whole.Equity), shared.Whole.Margin);
            var pricedAt = keeper.OldestPrice();
            return new(
                row.AccountId, row.Name, row.Mode, row.Broker, row.Currency, row.Kind, row.Leverage, keeper.Lots,
                whole.Account.Cash,
                equity,
                Rounded(margin?.BuyingPower),
                Rounded(margin?.Initial),
                equity - whole.Capital - (yesterday is null ? 0m : yesterday.Equity - yesterday.Capital),
                DrawdownOf(keeper.Trail.Last, equity, whole.Capital),
                whole.Capital,
                whole.FeesPaid,
                BalancesOf(whole),
                [.. shared.Parts.Select(part => PartOf(part.Key, part.Value, shared))],
                whole.Positions.Count(position => !position.IsFlat),
                pricedAt,
                AgeOf(pricedAt, now),
                keeper.Sequence,
                keeper.Hash,
                keeper.BookSequence,
                keeper.Waiting,
                keeper.Agreement.Agrees,
                keeper.Agreement.CheckedAt,
                keeper.Agreement.Differences,
                row.Version,
                row.OpenedAt,
                row.ClosedAt,
                NotInTrading: keeper.OwnCash.Where(one => one.Value != 0m).Select(one => new CashBalance(one.Key, one.Value)).ToArray() is { Length: > 0 } own ? own : null);
        }
    }

    private static AccountPart PartOf(string name, AccountBook part, SharedAccount shared) => new(
        name, Rounded(part.Equity), part.Capital, part.FeesPaid,
        [.. shared.Whole.Account.Balances.Select(balance => new CashBalance(balance.Currency, shared.CashOf(name, balance.Currency)))],
        [.. part.Positions.Where(position => !position.IsFlat || position.RealizedPnl != 0m).Select(position => new PartPosition(position.Instrument.Symbol, position.Quantity, decimal.Round(position.AveragePrice, 10), position.RealizedPnl, position.Instrument.Currency))]);

    private static CashBalance[] BalancesOf(AccountBook book) => [.. book.Account.Balances.Select(balance => new CashBalance(balance.Currency, balance.Amount))];

    private static double? DrawdownOf(EquityPoint? last, decimal? equity, decimal capital)
    {
        if (last is null || equity is not { } now) return null;
        var peak = Math.Max(last.Peak + capital - last.Capital, now);
        return peak <= 0m ? null : (double)decimal.Round(1m - now / peak, Places);
    }
}
