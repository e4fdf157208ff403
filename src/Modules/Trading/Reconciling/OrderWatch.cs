using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>Looks after orders of which news is due: those in doubt, those that were asked to change or end, those with fills that nobody has told.</summary>
internal static class OrderWatch
{
    private const int DoubtMs = 1_000;
    private const int UsualStaleSeconds = 5;

    public static void Look(Step step, ICourier courier)
    {
        var (tick, stale) = (Environment.TickCount64, (step.State.Settings.StaleOrderSeconds ?? UsualStaleSeconds) * 1000L);
        foreach (var live in step.State.Open.Values)
        {
            if (!live.IsAtVenue || live.IsAsked) continue;
            var silence = tick - live.HeardAt;
            var isDue = live.Order.Status switch
            {
                OrderStatus.Unknown => silence > DoubtMs,
                OrderStatus.Submitting or OrderStatus.PendingCancel or OrderStatus.PendingReplace => silence > stale,
                // A market order that waits is one whose fill was not told; one that traded late was believed to be over.
                _ => (live.CancelWanted || live.NextClientId is not null || live.HasLateFill || live.Order.Terms is MarketTerms) && silence > stale,
            };
            if (isDue) step.After(() => courier.Ask(live));
        }

        Brackets.SendDue(step, courier);
    }
}
