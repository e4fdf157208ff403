using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>What a venue's stream tells, as turns of the account's writer. A hint: what is not understood is looked up.</summary>
internal static class VenueStream
{
    /// <returns>Whether it was understood: otherwise account and venue must be compared.</returns>
    public static bool Heard(Step step, ICourier courier, BrokerEvent told) => told switch
    {
        BrokerEvent.Filled filled => Filled(step, courier, filled),
        BrokerEvent.Accepted accepted => Apply(step, courier, VenueWord.Of(accepted.Order)),
        BrokerEvent.Cancelled cancelled => Apply(step, courier, VenueWord.Of(cancelled.Order, cancelled.Reason)),
        BrokerEvent.Expired expired => Apply(step, courier, VenueWord.Of(expired.Order, new(RefusalCodes.Expired, expired.Why))),
        BrokerEvent.Rejected rejected => Apply(step, courier, VenueWord.Of(rejected.Order, new(BrokerRefusals.Rejected, rejected.Why))),
        BrokerEvent.Changed changed => Changed(step, courier, changed),
        _ => true,
    };

    private static bool Filled(Step step, ICourier courier, BrokerEvent.Filled filled)
    {
        if (step.State.Find(filled.Order.ClientId) is not { } live) return step.State.Executions.Contains(filled.Execution.Key);

        // A fill can come before the answer to the change it belongs to: it is the next version's, which counts from nothing.
        if (filled.Order.ClientId == live.NextClientId?.Value && !live.IsOver) OrderCourse.TakeNext(step, live);
        Fills.Take(step, courier, filled.Execution, live, live.Order.Instrument);
        OrderCourse.Apply(step, courier, live, VenueWord.Of(filled.Order));
        return true;
    }

    // The venue itself changed it: exits are for as much as their entry is, and a split changes all that waits.
    private static bool Changed(Step step, ICourier courier, BrokerEvent.Changed changed)
    {
        if (!Apply(step, courier, VenueWord.Of(changed.Order)) || step.State.Find(changed.Order.ClientId) is not { } live) return false;
        if (live.IsOver || live.ClientId.Value != changed.Order.ClientId) return true;

        var from = live.Order.Status;
        live.Order.Replace(changed.Terms, new(changed.Quantity.Value + live.FilledBefore));
        // Changed once, so that all of it is written.
        live.Version++;
        step.Changed(live, from);
        return true;
    }

    private static bool Apply(Step step, ICourier courier, VenueWord word)
    {
        if (step.State.Find(word.ClientId) is not { } live) return false;
        OrderCourse.Apply(step, courier, live, word);
        return true;
    }
}
