using System.Globalization;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>Orders, executions and alerts of all accounts, the newest first, a page at a time.</summary>
internal sealed class OrderLists([FromKeyedServices("trading")] Database database)
{
    private const int Most = 1000;

    private static readonly TradingRefusal NoCursor = FieldRules.No("cursor", "cursor is none that a page ended with; leave it out to begin at the newest.");

    public Task<OrderPage> Orders(OrderQuery query, CancellationToken ct) => Cursor(query.Cursor) is not { } cursor ? Task.FromResult(new OrderPage([], null, NoCursor)) : database.Read(reading =>
    {
        var limit = Math.Clamp(query.Limit, 1, Most);
        var (at, account, number) = cursor;
        var rows = reading.Query<OrderRow>(
            """
            select * from orders
            where (@AccountId is null or account_id = @AccountId) and (@Symbol is null or symbol = @Symbol) and (@Status is null or status = @Status) and (@StrategyId is null or strategy_id = @StrategyId)
                and (@open is null or (status not in ('rejected', 'filled', 'cancelled', 'expired')) = @open)
                and (created_at < @at or (created_at = @at and (account_id < @account or (account_id = @account and number < @number))))
            order by created_at desc, account_id desc, number desc limit @most
            """,
            new { query.AccountId, Symbol = query.Symbol?.ToString(), query.Status, query.StrategyId, open = query.IsOpen, at, account, number, most = limit + 1 });
        var modes = Modes(reading);
        var page = rows.Take(limit).ToArray();
        return new OrderPage([.. page.Select(row => row.ToView(modes[row.AccountId]))], rows.Count > limit ? CursorOf(page[^1].CreatedAt.ToUnixTimeNanoseconds(), page[^1].AccountId, page[^1].Number) : null);
    }, ct);

    public Task<ExecutionPage> Executions(ExecutionQuery query, CancellationToken ct) => Cursor(query.Cursor) is not { } cursor ? Task.FromResult(new ExecutionPage([], null, NoCursor)) : database.Read(reading =>
    {
        var limit = Math.Clamp(query.Limit, 1, Most);
        var (at, account, sequence) = cursor;
        var order = query.OrderId is { } id ? Names.ReadOrderId(id) ?? ("", 0) : ((string Account, long Number)?)null;
        var rows = reading.Query<ExecutionRow>(
            """
            select account_id, symbol, venue_execution_id, book_sequence, order_number, side, quantity, price, fee, fee_currency, liquidity, is_late, strategy_id, time, lots from executions
            where (@AccountId is null or account_id = @AccountId) and (@Symbol is null or symbol = @Symbol) and (@ofAccount is null or (account_id = @ofAccount and order_number = @ofNumber))
                and (time < @at or (time = @at and (account_id < @account or (account_id = @account and book_sequence < @sequence))))
            order by time desc, account_id desc, book_sequence desc limit @most
            """,
            new { query.AccountId, Symbol = query.Symbol?.ToString(), ofAccount = order?.Account, ofNumber = order?.Number, at, account, sequence, most = limit + 1 });
        var page = rows.Take(limit).ToArray();
        return new ExecutionPage([.. page.Select(row => row.ToView())], rows.Count > limit ? CursorOf(page[^1].Time.ToUnixTimeNanoseconds(), page[^1].AccountId, page[^1].BookSequence) : null);
    }, ct);

    public Task<TradingAlertPage> Alerts(TradingAlertQuery query, CancellationToken ct) => Cursor(query.Cursor) is not { } cursor ? Task.FromResult(new TradingAlertPage([], null, NoCursor)) : database.Read(reading =>
    {
        var limit = Math.Clamp(query.Limit, 1, Most);
        var (at, account, number) = cursor;
        var rows = reading.Query<AlertRow>(
            """
            select account_id, number, code, message, order_id, symbol, time from alerts
            where (@AccountId is null or account_id = @AccountId) and (time < @at or (time = @at and (account_id < @account or (account_id = @account and number < @number))))
            order by time desc, account_id desc, number desc limit @most
            """,
            new { query.AccountId, at, account, number, most = limit + 1 });
        var page = rows.Take(limit).ToArray();
        return new TradingAlertPage(
            [.. page.Select(row => new TradingAlertView(row.AccountId, row.Code, row.Message, row.OrderId, row.Symbol, row.Time))],
            rows.Count > limit ? CursorOf(page[^1].Time.ToUnixTimeNanoseconds(), page[^1].AccountId, page[^1].Number) : null);
    }, ct);

    private static Dictionary<string, AccountMode> Modes(Reading reading) => reading.Query<AccountModeRow>("select account_id, mode from accounts").ToDictionary(row => row.AccountId, row => row.Mode);

    private static string CursorOf(long at, string account, long number) => string.Create(CultureInfo.InvariantCulture, $"{at}.{account}.{number}");

    // Null where nobody gave it out.
    private static (long At, string Account, long Number)? Cursor(string? text) => text?.Split('.') switch
    {
        null => (long.MaxValue, "", 0),
        [var at, var account, var number] when FieldRules.AccountFault(account) is null && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) => (time, account, place),
        _ => null,
    };

    private sealed record AccountModeRow(string AccountId, AccountMode Mode);
}
