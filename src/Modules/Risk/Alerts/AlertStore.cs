using System.Globalization;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Platform.Databases;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Alerts;

/// <summary>Alerts, and how far each use of a limit has been told: both change together, with the events.</summary>
internal sealed class AlertStore([FromKeyedServices("risk")] Database database, CallerContext callers, IClock clock)
{
    private const int MostAtOnce = 500;
    private const string Columns = "number, account_id, portfolio_id, strategy_id, level, limit_id, rule, symbol, value, unit, now, used, message, time, acknowledged_by, acknowledged_at";

    public Task<AlertPage> List(AlertQuery query, CancellationToken ct) => database.Read(reading =>
    {
        var (below, most) = (Fields.PlaceOf(query.Cursor) ?? long.MaxValue, Math.Clamp(query.Limit, 1, Fields.MostItems));
        var rows = reading.Query<Row>(
            $"""
            select {Columns} from alerts
            where number < @below and (@AccountId is null or account_id = @AccountId) and (@PortfolioId is null or portfolio_id = @PortfolioId) and (@IsAcknowledged is null or (acknowledged_at is not null) = @IsAcknowledged)
            order by number desc limit @more
            """, new { below, query.AccountId, query.PortfolioId, query.IsAcknowledged, more = most + 1 });
        return new AlertPage([.. rows.Take(most).Select(row => row.ToAlert())], rows.Count > most ? IdOf(rows[most - 1].Number) : null);
    }, ct);

    public async Task<AlertReply> Acknowledge(AlertAcknowledgement acknowledgement, CancellationToken ct)
    {
        if (acknowledgement.AlertIds.Count is 0 or > MostAtOnce) return new([], Fields.No("alertIds", $"Name 1 to {MostAtOnce} alerts that somebody has seen."));
        if (acknowledgement.AlertIds.FirstOrDefault(id => Fields.PlaceOf(id) is null) is { } noId) return new([], new("unknown-alert", $"There is no alert '{noId}'.", "alertIds"));

        var (by, at) = (callers.Current.Name, Instant64.FromInstant(clock.GetCurrentInstant()));
        return await database.Write(writing =>
        {
            var rows = acknowledgement.AlertIds.Select(id => (Id: id, Row: writing.Find<Row>($"select {Columns} from alerts where number = @number", new { number = Fields.PlaceOf(id)!.Value }))).ToArray();
            if (rows.FirstOrDefault(one => one.Row is null).Id is { } missing) return new([], new("unknown-alert", $"There is no alert '{missing}'.", "alertIds"));

            foreach (var (_, row) in rows) writing.Execute("update alerts set acknowledged_by = @by, acknowledged_at = @at where number = @Number and acknowledged_at is null", new { by, at, row!.Number });
            return new AlertReply([.. rows.Select(one => writing.Get<Row>($"select {Columns} from alerts where number = @Number", new { one.Row!.Number }).ToAlert())], null);
        }, ct);
    }

    /// <summary>Compares how accounts and portfolios stand with what was told, and tells every crossing once.</summary>
    public async Task Take(StandingList standings, FaultPoints faults, CancellationToken ct)
    {
        if (await database.Write(writing => Take(writing, standings, faults), ct)) faults.Reach("alerts-kept");
    }

    /// <returns>Whether anything was told.</returns>
    private bool Take(Writing writing, StandingList standings, FaultPoints faults)
    {
        var hasTold = false;
        var told = writing.Query<LevelRow>("select account_id, portfolio_id, strategy_id, limit_id, symbol, level from told_uses").ToDictionary(row => row.Key, row => row.Level);
        var now = Instant64.FromInstant(clock.GetCurrentInstant());
        foreach (var standing in standings.Items)
        {
            var key = LevelKey.Of(standing);
            var before = told.Remove(key, out var level) ? level : (RiskLevel?)null;
            var after = Crossing.LevelOf(standing, before);
            if (after == before) continue;

            Note(writing, key, after);
            if (after is not { } reached || reached <= before) continue;
            Alert(writing, standing, reached, now);
            hasTold = true;
        }

        // What is left counts nothing any more: a position that is closed, a limit that is gone. Unless nobody knows how it stands now.
        foreach (var gone in told.Keys.Where(key => !IsUnknown(key, standings.Unread ?? []))) Note(writing, gone, null);
        if (hasTold) faults.Reach("alerts-written");
        return hasTold;
    }

    private static bool IsUnknown(LevelKey key, IReadOnlyList<UnreadAccount> unread) => unread.Count > 0 && (key.Portfolio.Length > 0 || unread.Any(one => one.AccountId == key.Account));

    private static void Note(Writing writing, LevelKey key, RiskLevel? level)
    {
        if (level is { } reached)
            writing.Execute(
                """
                insert into told_uses (account_id, portfolio_id, strategy_id, limit_id, symbol, level) values (@Account, @Portfolio, @Strategy, @Limit, @Symbol, @reached)
                on conflict (account_id, portfolio_id, strategy_id, limit_id, symbol) do update set level = excluded.level
                """, new { key.Account, key.Portfolio, key.Strategy, key.Limit, key.Symbol, reached });
        else
            writing.Execute(
                "delete from told_uses where account_id = @Account and portfolio_id = @Portfolio and strategy_id = @Strategy and limit_id = @Limit and symbol = @Symbol",
                new { key.Account, key.Portfolio, key.Strategy, key.Limit, key.Symbol });
    }

    private static void Alert(Writing writing, LimitStanding standing, RiskLevel level, Instant64 now)
    {
        // After a restore the numbers that were given out since the backup are not given out again.
        var number = Math.Max(writing.Get<long?>("select max(number) from alerts") ?? 0, writing.Generation) + 1;
        var row = new Row(number, standing.AccountId ?? "", standing.PortfolioId ?? "", standing.StrategyId ?? "", level, standing.LimitId, standing.Rule, standing.Symbol, standing.Value, standing.Unit, standing.Now, standing.Used, Crossing.Words(standing, level), now, null, null);
        writing.Execute($"insert into alerts ({Columns}) values (@Number, @AccountId, @PortfolioId, @StrategyId, @Level, @LimitId, @Rule, @Symbol, @Value, @Unit, @Now, @Used, @Message, @Time, @AcknowledgedBy, @AcknowledgedAt)", row);
        Crossing.Tell(writing, row.ToAlert());
    }

    private static string IdOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record LevelRow(string AccountId, string PortfolioId, string StrategyId, string LimitId, string Symbol, RiskLevel Level)
    {
        public LevelKey Key => new(AccountId, PortfolioId, StrategyId, LimitId, Symbol);
    }

    /// <summary>Of an account, a strategy in it, or a portfolio; what it is not of is empty.</summary>
    private readonly record struct LevelKey(string Account, string Portfolio, string Strategy, string Limit, string Symbol)
    {
        public static LevelKey Of(LimitStanding standing) => new(standing.AccountId ?? "", standing.PortfolioId ?? "", standing.StrategyId ?? "", standing.LimitId, standing.Symbol?.ToString() ?? "");
    }

    private sealed record Row(
        long Number,
        string AccountId,
        string PortfolioId,
        string StrategyId,
        RiskLevel Level,
        string LimitId,
        LimitRule Rule,
        Symbol? Symbol,
        decimal Value,
        LimitUnit Unit,
        decimal Now,
        decimal Used,
        string Message,
        Instant64 Time,
        string? AcknowledgedBy,
        Instant64? AcknowledgedAt)
    {
        public RiskAlert ToAlert() => new(IdOf(Number), NullIfEmpty(AccountId), Level, LimitId, Rule, Symbol, Value, Unit, Now, Used, Message, Time, AcknowledgedBy, AcknowledgedAt, NullIfEmpty(PortfolioId), NullIfEmpty(StrategyId));

        private static string? NullIfEmpty(string id) => id.Length == 0 ? null : id;
    }
}
