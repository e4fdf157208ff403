using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>What an account, or a part of it, holds, waits for, has sent and has gained. Equity is as it was last told and not as prices make it: after a start, prices are those of the last fills until the market is heard.</summary>
/// <param name="Capital">Paid into the account less paid out.</param>
/// <param name="Profit">Money that came or went aside.</param>
/// <param name="DayStartProfit">When the day began that ends at DayEnds.</param>
internal sealed record MemberFigures(Currency Currency, bool IsPriced, HoldingsShare Held, decimal Capital, decimal Profit, decimal DayStartProfit, Instant64 DayEnds, OrdersShare Orders)
{
    /// <param name="part">A strategy, or unassigned; null: all of the account.</param>
    public static MemberFigures Of(AccountState state, string? part)
    {
        var (live, watch) = (state.Live, state.Live.Watch);
        var strategy = part == SharedAccount.Unassigned ? null : part;
        var held = part is null ? HoldingsShare.Of(live.Account, state.Waiting) : HoldingsShare.Of(live.Account, state.Waiting, watch, strategy);
        var orders = part is null ? OrdersShare.Of(state.Id, state.Waiting, watch) : OrdersShare.Of(state.Id, state.Waiting, watch, strategy);
        var (dayStart, last) = strategy is null ? Gain(state, isRest: part is not null) : watch.GainOf(strategy);
        return new(state.Row.Currency, live.Equity is not null, held, live.Capital, last, dayStart, watch.DayEnds, orders);
    }

    /// <summary>What it had gained when the day of this moment began.</summary>
    public decimal DayStartAt(Instant64 now) => now > DayEnds ? Profit : DayStartProfit;

    // What nobody owns has gained what strategies have not.
    private static (decimal DayStart, decimal Last) Gain(AccountState state, bool isRest)
    {
        var watch = state.Live.Watch;
        var (dayStart, last) = (watch.Equity.DayStart - state.Live.Capital, watch.Equity.Last - state.Live.Capital);
        if (!isRest) return (dayStart, last);

        foreach (var strategy in watch.Strategies)
        {
            var gained = watch.GainOf(strategy);
            (dayStart, last) = (dayStart - gained.DayStart, last - gained.Last);
        }

        return (dayStart, last);
    }
}
