using System.Globalization;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>Where the equity of an account has broken a limit on losses, lets it only reduce, or halts it, by itself. A deliberate release is needed; the same loss does not halt again unless it gets worse.</summary>
internal static class LossWatch
{
    /// <summary>How much worse a released loss must become: a tenth of the limit.</summary>
    private const decimal Worse = 0.1m;

    /// <summary>Who halted, as the change of the mode tells it.</summary>
    public const string By = "limits";

    public static void Look(Step step)
    {
        var state = step.State;
        // A replay is to be what a backtest is, to the last digit: there the gate alone says no, and no timer of ours.
        if (state.Settings.Feed == PaperFeed.Replay || state.Live.Equity is not { } equity) return;

        Forget(step, release => release.Until is { } until ? step.Now > until : equity >= state.Live.Watch.PeakEquity);
        foreach (var standing in Losses(step))
            if (standing.IsBroken && !IsReleased(state, standing)) Halt(step, standing);
    }

    /// <summary>Somebody lets the account go on: with the losses that it has now.</summary>
    public static void Release(Step step)
    {
        foreach (var standing in Losses(step).Where(standing => standing.IsBroken))
        {
            var release = new LossReleaseRow(step.State.Id, standing.LimitId, standing.Now, standing.Rule == LimitRule.MaxDailyLoss ? step.State.Live.Watch.DayEnds : null);
            step.State.LossReleases[standing.LimitId] = release;
            step.Journal.Also(writing => writing.Execute(
                "insert into loss_releases (account_id, limit_id, level, until) values (@AccountId, @LimitId, @Level, @Until) on conflict (account_id, limit_id) do update set level = excluded.level, until = excluded.until", release));
        }
    }

    private static IEnumerable<LimitStanding> Losses(Step step) =>
        Standings.Of(step.State, step.Now).Where(standing => standing.Rule is LimitRule.MaxDailyLoss or LimitRule.MaxDrawdown);

    private static void Forget(Step step, Func<LossReleaseRow, bool> isOver)
    {
        foreach (var release in step.State.LossReleases.Values.Where(isOver).ToArray())
        {
            step.State.LossReleases.Remove(release.LimitId);
            step.Journal.Also(writing => writing.Execute("delete from loss_releases where account_id = @AccountId and limit_id = @LimitId", new { release.AccountId, release.LimitId }));
        }
    }

    private static bool IsReleased(AccountState state, LimitStanding standing) =>
        state.LossReleases.TryGetValue(standing.LimitId, out var release) && standing.Now <= release.Level + standing.Value * Worse;

    private static void Halt(Step step, LimitStanding standing)
    {
        var state = step.State;
        // The modes stand in the order of their strictness.
        if (state.Row.TradingMode >= state.OnBreach) return;

        var reason = Words(state, standing);
        state.Row = state.Row with { TradingMode = state.OnBreach, ModeReason = reason, ModeSince = step.Now };
        step.CountsChanged = true;
        step.Tell(new TradingModeChanged(state.Id, state.OnBreach, reason, By, step.Now));
        step.Alert(standing.Rule == LimitRule.MaxDailyLoss ? "daily-loss-halt" : "drawdown-halt", reason);
    }

    private static string Words(AccountState state, LimitStanding standing)
    {
        var what = standing.Rule == LimitRule.MaxDailyLoss ? "was lost since the day began" : "lies between equity and its highest";
        return $"{Amount(standing.Now)} {what}; limit {standing.LimitId} is {Amount(standing.Value)}. Resume trading to go on.";

        string Amount(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture) + (standing.Unit == LimitUnit.Percent ? " %" : $" {state.Row.Currency}");
    }
}
