using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>The table of equity.</summary>
internal static class EquityStore
{
    public static void KeepPoints(this Writing writing, IReadOnlyList<EquityPoint> points)
    {
        foreach (var point in points)
        {
            writing.Execute(
                """
                insert into equity_points (account_id, span, time, at, equity, cash, capital, peak, priced_at) values (@AccountId, @Span, @Time, @At, @Equity, @Cash, @Capital, @Peak, @PricedAt)
                on conflict (account_id, span, time) do update set at = excluded.at, equity = excluded.equity, cash = excluded.cash, capital = excluded.capital, peak = excluded.peak, priced_at = excluded.priced_at
                where excluded.at >= equity_points.at
                """,
                point);
        }
    }

    public static IReadOnlyList<EquityPoint> Points(this Reading reading, string account, string span, Instant64 start, Instant64 end, long most = long.MaxValue) => reading.Query<EquityPoint>(
        "select account_id, span, time, at, equity, cash, capital, peak, priced_at from equity_points where account_id = @account and span = @span and time >= @start and time < @end order by time limit @most",
        new { account, span, start, end, most });

    /// <summary>The newest of all.</summary>
    public static EquityPoint? NewestPoint(this Reading reading, string account) => reading.Find<EquityPoint>(
        "select account_id, span, time, at, equity, cash, capital, peak, priced_at from equity_points where account_id = @account and span = 'd' order by time desc limit 1", new { account });

    /// <summary>The last before a moment.</summary>
    public static EquityPoint? LastPoint(this Reading reading, string account, string span, Instant64 before) => reading.Find<EquityPoint>(
        "select account_id, span, time, at, equity, cash, capital, peak, priced_at from equity_points where account_id = @account and span = @span and time < @before order by time desc limit 1",
        new { account, span, before });
}
