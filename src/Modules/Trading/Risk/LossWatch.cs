using System.Globalization;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Where the equity of an account, or of a portfolio that it belongs to, has broken a limit on losses, lets the account only reduce, or halts it, by itself. A deliberate release is needed; the same loss does not halt again unless it gets worse.</summary>
internal static class LossWatch
{
    /// <summary>How much worse a released loss must become: a tenth of the limit.</summary>
    private const decimal Worse = 0.1m;

    /// <summary>Who halted, as the change of the mode tells it.</summary>
    public const string By = "limits";

    /// <param name="faults">Null: none.</param>
    public static void Look(Step step, FaultPoints? faults = null)
    {
        var state = step.State;
        // A replay is to be what a backtest is, to the last digit: there the gate alone says no, and no timer of ours.
        if (state.Settings.Feed == PaperFeed.Replay || state.Live.Equity is null || !state.IsPriced) return;

        var losses = Losses(step);
        Forget(step, losses);
        foreach (var standing in losses)
            if (standing.IsBroken && !IsReleased(state, standing)) Halt(step, standing, faults ?? FaultPoints.None);
    }

    /// <summary>Somebody lets the account go on: with the losses that it has now.</summary>
    public static void Release(Step step)
    {
        foreach (var standing in Losses(step).Where(standing => standing.IsBroken))
        {
            var key = LossKey.Of(standing);
            var release = new LossReleaseRow(step.State.Id, key.LimitId, key.PortfolioId, standing.Now, standing.Rule == LimitRule.MaxDailyLoss ? step.State.Live.Watch.DayEnds : null, standing.Rule, standing.Unit, standing.Value);
            step.State.LossReleases[key] = release;
            step.Journal.Also(writing => writing.Execute(
                """
                insert into released_losses (account_id, limit_id, portfolio_id, level, until, rule, unit, value) values (@AccountId, @LimitId, @PortfolioId, @Level, @Until, @Rule, @Unit, @Value)
                on conflict (account_id, limit_id, portfolio_id) do update set level = excluded.level, until = excluded.until, rule = excluded.rule, unit = excluded.unit, value = excluded.value
                """, release));
        }
    }

    // What a strategy has lost halts nobody else: the gate refuses that strategy's orders.
    private static LimitStanding[] Losses(Step step) =>
        [.. Standings.Of(step.State, step.Now).Concat(step.State.Room.Standings(step.State.Id, step.Now)).Where(standing => standing is { Rule: LimitRule.MaxDailyLoss or LimitRule.MaxDrawdown, StrategyId: null })];

    // A day's loss with the day; a drawdown when equity is at its highest again; any when its limit is another one.
    private static void Forget(Step step, LimitStanding[] losses)
    {
        var state = step.State;
        if (state.LossReleases.Count == 0) return;

        foreach (var release in state.LossReleases.Values.Where(IsOver).ToArray())
        {
            state.LossReleases.Remove(LossKey.Of(release));
            step.Journal.Also(writing => writing.Execute("delete from released_losses where account_id = @AccountId and limit_id = @LimitId and portfolio_id = @PortfolioId", new { release.AccountId, release.LimitId, release.PortfolioId }));
        }

        bool IsOver(LossReleaseRow release) => step.Now > release.Until
            || (Array.Find(losses, standing => LossKey.Of(standing) == LossKey.Of(release)) is { } now && (!release.IsOf(now) || (release.Until is null && now.Now == 0m)));
    }

    private static bool IsReleased(AccountState state, LimitStanding standing) =>
        state.LossReleases.TryGetValue(LossKey.Of(standing), out var release) && release.IsOf(standing) && standing.Now <= release.Level + standing.Value * Worse;

    private static void Halt(Step step, LimitStanding standing, FaultPoints faults)
    {
        var state = step.State;
        // The modes stand in the order of their strictness.
        if (state.Row.TradingMode >= state.OnBreach) return;

        var reason = Words(state, standing);
        state.Row = state.Row with { TradingMode = state.OnBreach, ModeReason = reason, ModeSince = step.Now };
        step.CountsChanged = true;
        step.Tell(new TradingModeChanged(state.Id, state.OnBreach, reason, By, step.Now));
        step.Alert(standing.Rule == LimitRule.MaxDailyLoss ? "daily-loss-halt" : "drawdown-halt", reason);
        faults.Reach("halting");
        step.After(() => faults.Reach("halted"));
    }

    private static string Words(AccountState state, LimitStanding standing)
    {
        var what = (standing.Rule, standing.PortfolioId) switch
        {
            (LimitRule.MaxDailyLoss, null) => "was lost since the day began",
            (LimitRule.MaxDailyLoss, var portfolio) => $"was lost by portfolio {portfolio} since the day began",
            (_, null) => "lies between equity and its highest",
            (_, var portfolio) => $"lies between the equity of portfolio {portfolio} and its highest",
        };
        return $"{Amount(standing.Now)} {what}; limit {standing.LimitId} is {Amount(standing.Value)}. Resume trading to go on.";

        string Amount(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture) + (standing.Unit == LimitUnit.Percent ? " %" : $" {state.Row.Currency}");
    }
}
