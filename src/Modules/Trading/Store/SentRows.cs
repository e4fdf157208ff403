using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>What an account has sent within the last minute, so that a restart passes no limit on it.</summary>
internal static class SentRows
{
    private static readonly Duration64 Minute = Duration64.FromMinutes(1);

    /// <summary>A change of an order is about to be sent.</summary>
    public static void KeepChange(this Writing writing, string account, long number, int version, Instant64 at)
    {
        writing.Execute("delete from order_changes where account_id = @account and at <= @over", new { account, over = at - Minute });
        writing.Execute("insert into order_changes (account_id, number, version, at) values (@account, @number, @version, @at)", new { account, number, version, at });
    }

    /// <summary>Counts them again. Orders that the gate refused were never sent: they were over when they were made.</summary>
    public static void Recall(Reading reading, AccountState state, Dictionary<Symbol, Instrument> instruments)
    {
        var account = state.Id;
        // Of the minute that ended with the newest: the watch knows which of them count still.
        var since = reading.Find<Instant64?>("select created_at from orders where account_id = @account order by number desc limit 1", new { account }) is { } newest ? newest - Minute : Instant64.MaxValue;
        var sent = reading.Query<Sent>(
            """
            select created_at as at, symbol, strategy_id from orders
            where account_id = @account and created_at > @since and not is_foreign and not (status = 'rejected' and updated_at = created_at)
            union all
            select order_changes.at, orders.symbol, orders.strategy_id from order_changes
            join orders on orders.account_id = order_changes.account_id and orders.number = order_changes.number
            where order_changes.account_id = @account
            """, new { account, since });
        foreach (var one in sent.OrderBy(one => one.At))
            if (state.Live.TryAdd(instruments[one.Symbol])) state.Live.Watch.OnSent(state.Live.PlaceOf(one.Symbol), one.StrategyId, one.At);
    }

    private sealed record Sent(Instant64 At, Symbol Symbol, string? StrategyId);
}
