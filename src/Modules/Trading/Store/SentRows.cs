using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>What an account has sent within the last minute, so that a restart passes no limit on it.</summary>
internal static class SentRows
{
    private const int Page = 1_000;

    private static readonly Duration64 Minute = Duration64.FromMinutes(1);

    /// <summary>A change of an order is about to be sent.</summary>
    public static void KeepChange(this Writing writing, string account, long number, int version, Instant64 at)
    {
        writing.Execute("delete from order_changes where account_id = @account and at <= @over", new { account, over = at - Minute });
        writing.Execute("insert into order_changes (account_id, number, version, at) values (@account, @number, @version, @at)", new { account, number, version, at });
    }

    /// <summary>Counts them again.</summary>
    public static void Recall(Reading reading, AccountState state, Dictionary<Symbol, Instrument> instruments)
    {
        var account = state.Id;
        var sent = reading.Query<Sent>(
            """
            select order_changes.number, order_changes.at, orders.symbol, orders.strategy_id from order_changes
            join orders on orders.account_id = order_changes.account_id and orders.number = order_changes.number
            where order_changes.account_id = @account
            """, new { account }).Concat(NewestOf(reading, account));
        foreach (var one in sent.OrderBy(one => one.At))
            if (state.Live.TryAdd(instruments[one.Symbol])) state.Live.Watch.OnSent(state.Live.PlaceOf(one.Symbol), one.StrategyId, one.At);
    }

    // Of the minute that ended with the newest: the watch knows which of them count still. Page by page from there, as an account may have millions.
    private static List<Sent> NewestOf(Reading reading, string account)
    {
        List<Sent> newest = [];
        var (before, since) = (long.MaxValue, default(Instant64?));
        while (true)
        {
            var page = reading.Query<MadeRow>(
                "select number, created_at, updated_at, symbol, strategy_id, status, is_foreign from orders where account_id = @account and number < @before order by number desc limit @Page", new { account, before, Page });
            if (page.Count == 0) return newest;
            since ??= page[0].CreatedAt - Minute;
            newest.AddRange(page.Where(row => row.CreatedAt > since && row.WasSent).Select(row => new Sent(row.Number, row.CreatedAt, row.Symbol, row.StrategyId)));
            if (page.Count < Page || page[^1].CreatedAt <= since) return newest;
            before = page[^1].Number;
        }
    }

    private sealed record Sent(long Number, Instant64 At, Symbol Symbol, string? StrategyId);

    private sealed record MadeRow(long Number, Instant64 CreatedAt, Instant64 UpdatedAt, Symbol Symbol, string? StrategyId, OrderStatus Status, bool IsForeign)
    {
        /// <summary>Orders that the gate refused were never sent: they were over when they were made.</summary>
        public bool WasSent => !IsForeign && !(Status == OrderStatus.Rejected && UpdatedAt == CreatedAt);
    }
}
