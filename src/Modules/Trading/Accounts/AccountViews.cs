using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Accounts as they are shown.</summary>
internal static class AccountViews
{
    public static AccountView Of(AccountState state)
    {
        var (row, live) = (state.Row, state.Live);
        return new(
            row.AccountId, row.Name, row.Mode, row.Broker, row.Currency, row.Kind, row.Leverage, state.Settings, row.Version, live.Account.Cash, live.Equity, live.BuyingPower, live.MarginUsed, live.Account.FeesPaid,
            [.. live.Account.Balances.Select(balance => new CashBalance(balance.Currency, balance.Amount)), .. live.Unpriced.Where(one => one.Value != 0m).Select(one => new CashBalance(one.Key, one.Value))],
            [.. live.Account.Positions.Where(position => !position.IsFlat).Select(position => Position(state, position))],
            row.OpenedAt,
            row.LastBook,
            row.ClosedAt,
            row.Lots);
    }

    public static AccountStatus Status(AccountState state, ConnectionStatus connection, string? shut)
    {
        var held = state.Live.Account.Positions.Where(position => !position.IsFlat).ToArray();
        return new(
            state.Id, state.Row.TradingMode, state.Row.ModeReason, state.Row.ModeSince, connection, shut, state.Open.Count,
            state.Open.Values.Count(live => live.Order.Status == Core.Orders.OrderStatus.Unknown), held.Length, held.Count(position => state.ClosableOf(position).Value > 0m && !ProtectionWatch.IsProtected(state, position)), ReconciliationOf(state));
    }

    public static Reconciliation ReconciliationOf(AccountState state) => new(
        state.Id, state.ReconciledAt, state is { Agrees: true, ReconciledAt: not null }, [.. state.Differences.Values.Select(one => new Difference(one.DifferenceId, one.Kind, one.What, one.Here, one.AtVenue, one.Message))]);

    private static HeldPosition Position(AccountState state, Core.Accounts.Position position)
    {
        var symbol = position.Instrument.Symbol;
        var seen = state.Prices.TryGetValue(symbol, out var price) ? price : (PriceSeen?)null;
        var closable = state.ClosableOf(position).Value;
        return new(
            Names.PositionId(state.Id, symbol), symbol, position.Quantity, Rounded(position.AveragePrice), seen?.Price, seen?.At, position.RealizedPnl, position.Instrument.Currency,
            closable > 0m && ProtectionWatch.IsProtected(state, position), state.HoldingOf(symbol).OpenedAt, closable);
    }

    // An average has no last digit; what is shown has enough of them.
    private static decimal Rounded(decimal average) => decimal.Round(average, 10);
}
