using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Equity;

/// <summary>The table of equity.</summary>
internal static class EquityStore
{
    private const string Columns = "account_id, span, time, at, equity, cash, capital, peak, priced_at, part";

    // Before others had a part of the account, the whole was that of nobody in particular.
    private const string OfNobody =
        $"(part = @part or (part = '{EquityPoint.Whole}' and time < coalesce((select min(time) from equity_points first where first.account_id = @account and first.part = @part and first.span = @span), 9223372036854775807)))";

    public static void KeepPoints(this Writing writing, IReadOnlyList<EquityPoint> points)
    {
        foreach (var point in points)
        {
            writing.Execute(
                """
                insert into equity_points (account_id, part, span, time, at, equity, cash, capital, peak, priced_at) values (@AccountId, @Part, @Span, @Time, @At, @Equity, @Cash, @Capital, @Peak, @PricedAt)
                on conflict (account_id, part, span, time) do update set at = excluded.at, equity = excluded.equity, cash = excluded.cash, capital = excluded.capital, peak = excluded.peak, priced_at = excluded.priced_at
                where excluded.at >= equity_points.at
                """,
                point);
        }
    }

    public static IReadOnlyList<EquityPoint> Points(this Reading reading, string account, string part, string span, Instant64 start, Instant64 end, long most = long.MaxValue) => reading.Query<EquityPoint>(
        $"select {Columns} from equity_points where account_id = @account and {Of(part)} and span = @span and time >= @start and time < @end order by time limit @most",
        new { account, part, span, start, end, most });

    /// <summary>The newest of the account and of each of its parts.</summary>
    public static IReadOnlyList<EquityPoint> NewestPoints(this Reading reading, string account) => reading.Query<EquityPoint>(
        $"select {Columns} from equity_points one where account_id = @account and span = 'd' and time = (select max(time) from equity_points where account_id = one.account_id and part = one.part and span = 'd')", new { account });

    /// <summary>The last before a moment.</summary>
    public static EquityPoint? LastPoint(this Reading reading, string account, string part, string span, Instant64 before) => reading.Find<EquityPoint>(
        $"select {Columns} from equity_points where account_id = @account and {Of(part)} and span = @span and time < @before order by time desc limit 1",
        new { account, part, span, before });

    private static string Of(string part) => part == SharedAccount.Unassigned ? OfNobody : "part = @part";
}
