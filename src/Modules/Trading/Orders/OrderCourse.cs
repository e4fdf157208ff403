using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Moves an order along its life by what its venue says. An order never ends here before all of its fills are known.</summary>
internal static class OrderCourse
{
    private const int CancelAgainMs = 900;

    public static void Apply(Step step, ICourier courier, LiveOrder live, VenueWord word)
    {
        if (word.ClientId == live.NextClientId?.Value) TakeNext(step, live);
        else if (word.ClientId != live.ClientId.Value) return; // a version before this one: its fills are told by themselves

        var isNews = live.VenueId is null;
        Note(step, live, word);
        var known = live.Order.Filled.Value - live.FilledBefore;
        if (word.Filled > known) step.After(() => courier.AskExecutions(live));
        if (live.IsOver) return;

        var isWhole = word.Filled <= known;
        switch (word.Status)
        {
            case VenueOrderStatus.Cancelled when live.NextClientId is not null && word.Reason?.Code == BrokerRefusals.Replaced:
                break; // what takes its place is told next
            case VenueOrderStatus.Cancelled when live.NextClientId is not null:
                VenueAnswers.Doubt(step, courier, live); // cancelled to be replaced: by what, the answer to that says
                break;
            case VenueOrderStatus.Cancelled when isWhole:
                End(step, courier, live, new OrderState.Cancelled(word.Reason ?? new(RefusalCodes.Cancelled, live.CancelWanted ? "Cancelled on request." : "The venue cancelled it.")));
                break;
            case VenueOrderStatus.Expired when isWhole:
                End(step, courier, live, new OrderState.Expired(word.Reason ?? new(RefusalCodes.Expired, "It expired at the venue.")));
                break;
            case VenueOrderStatus.Rejected when isWhole:
                End(step, courier, live, new OrderState.Rejected(word.Reason ?? new(BrokerRefusals.Rejected, "The venue refused it.")));
                break;
            default:
                Stand(step, courier, live, word, isNews);
                break;
        }
    }

    /// <summary>It is over. What depended on it follows.</summary>
    public static void End(Step step, ICourier courier, LiveOrder live, OrderState end)
    {
        if (OrderLife.MayFollow(live.Order.Status, end.Status)) step.Move(live, end);
        else if (!live.IsOver && end is OrderState.Rejected rejected) step.Move(live, new OrderState.Cancelled(rejected.Reason));
        Brackets.Follow(step, courier, live);
    }

    /// <summary>Asks the venue to end it; as soon as it is known to be there, where that is not known yet.</summary>
    public static void Cancel(Step step, ICourier courier, LiveOrder live)
    {
        var from = live.Order.Status;
        live.CancelWanted = true;
        if (from == OrderStatus.New)
        {
            End(step, courier, live, new OrderState.Cancelled(new(RefusalCodes.Cancelled, "Cancelled before it was sent.")));
            return;
        }

        if (from is OrderStatus.Accepted or OrderStatus.PartiallyFilled)
        {
            step.Move(live, OrderState.PendingCancel);
            SendCancel(step, courier, live);
            return;
        }

        step.Changed(live, from);
    }

    /// <summary>The version that was asked to take its place is at the venue.</summary>
    public static void TakeNext(Step step, LiveOrder live)
    {
        var from = live.Order.Status;
        if (live.IsOver) live.Forget();
        else live.TakeNext();
        live.VenueId = null;
        step.Changed(live, from);
    }

    // Open at the venue, as far as this word goes.
    private static void Stand(Step step, ICourier courier, LiveOrder live, VenueWord word, bool isNews)
    {
        var isThere = live.Order.Status == OrderStatus.Submitting || (live.Order.Status == OrderStatus.Unknown && (word.IsAnswer || isNews) && live.NextClientId is null);
        if (isThere) step.Move(live, live.Order.Filled.Value > 0m ? OrderState.PartiallyFilled : OrderState.Accepted);
        if (word.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled && live.CancelWanted && live.Order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) Cancel(step, courier, live);
        else if (word.IsAnswer && live is { CancelWanted: true, Order.Status: OrderStatus.PendingCancel } && word.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled) CancelAgain(step, courier, live);
    }

    // Not at once: a venue that keeps refusing would be asked in a storm.
    private static void CancelAgain(Step step, ICourier courier, LiveOrder live)
    {
        if (live.CancelSentAt is not { } sent || Environment.TickCount64 - sent > CancelAgainMs) SendCancel(step, courier, live);
    }

    private static void SendCancel(Step step, ICourier courier, LiveOrder live)
    {
        live.CancelSentAt = Environment.TickCount64;
        step.After(() => courier.Cancel(live));
    }

    private static void Note(Step step, LiveOrder live, VenueWord word)
    {
        // What is said of the version that was to be replaced answers nothing about the next one.
        if (live.NextClientId is null) (live.HeardAt, live.NotFound) = (Environment.TickCount64, 0);
        if (live.VenueId == word.VenueId) return;
        live.VenueId = word.VenueId;
        step.State.KnowVenueId(live);
        step.Journal.Change(live);
    }
}
