using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What the venue's replies do to orders: yes, no, or nobody knows. A doubt is asked about, never guessed.</summary>
internal static class VenueAnswers
{
    /// <summary>Why an order is over that the venue, asked twice, does not know.</summary>
    public const string NotAtVenue = "not-at-venue";

    public static void Placed(Step step, ICourier courier, IReadOnlyList<long> numbers, WriteOutcome outcome)
    {
        var exits = new List<LiveOrder>();
        foreach (var number in numbers)
        {
            if (step.State.Find(number) is not { } live) continue;
            switch (outcome)
            {
                case WriteOutcome.Accepted accepted when accepted.Orders.FirstOrDefault(order => order.ClientId == live.ClientId.Value) is { } taken:
                    OrderCourse.Apply(step, courier, live, VenueWord.Of(taken));
                    break;
                case WriteOutcome.Refused { Reason.Code: not BrokerRefusals.DuplicateOrder } refused:
                    if (live.Order.Status is not (OrderStatus.Submitting or OrderStatus.Unknown or OrderStatus.PendingCancel)) break;
                    if (Brackets.IsNeeded(live)) exits.Add(live);
                    else OrderCourse.End(step, courier, live, new OrderState.Rejected(refused.Reason));
                    break;
                default:
                    Doubt(step, courier, live);
                    break;
            }
        }

        if (exits.Count > 0) RefusedExits.Take(step, courier, exits, (WriteOutcome.Refused)outcome);
    }

    public static void Cancelled(Step step, ICourier courier, long number, WriteOutcome outcome)
    {
        if (step.State.Find(number) is not { IsOver: false } live) return;
        switch (outcome)
        {
            case WriteOutcome.Accepted accepted:
                foreach (var told in accepted.Orders)
                    if (step.State.Find(told.ClientId) is { } one) OrderCourse.Apply(step, courier, one, VenueWord.Of(told));
                break;
            case WriteOutcome.Refused { RetryAfter: not null }:
                break; // it stays wanted, and is sent again when the venue listens
            default:
                step.After(() => courier.Ask(live));
                break;
        }
    }

    public static void Replaced(Step step, ICourier courier, long number, ReplaceOutcome outcome)
    {
        if (step.State.Find(number) is not { } live || live.NextClientId is null) return;
        var from = live.Order.Status;
        switch (outcome)
        {
            case ReplaceOutcome.Replaced replaced:
                OrderCourse.Apply(step, courier, live, VenueWord.Of(replaced.Order));
                break;
            case ReplaceOutcome.Kept kept:
                live.Forget();
                live.Order.KeepAsItWas();
                step.Changed(live, from);
                step.Alert("amend-refused", $"{live.OrderId} stays as it was: {kept.Reason.Message}", live);
                break;
            case ReplaceOutcome.OnlyCancelled bare:
                live.Forget();
                OrderCourse.End(step, courier, live, new OrderState.Cancelled(bare.Reason));
                step.Alert("amend-lost", $"{live.OrderId} was cancelled to be changed, and the venue refused the change: {bare.Reason.Message}", live);
                break;
            default:
                Doubt(step, courier, live);
                break;
        }
    }

    /// <param name="name">Under which name it was asked for.</param>
    /// <param name="settling">How long a venue may take until it shows what it has accepted.</param>
    public static void Found(Step step, ICourier courier, long number, ClientOrderId name, OrderAnswer answer, TimeSpan settling)
    {
        if (step.State.Find(number) is not { } live) return;
        live.IsAsked = false;
        switch (answer)
        {
            case OrderAnswer.Found found:
                OrderCourse.Apply(step, courier, live, VenueWord.Of(found.Order));
                break;
            case OrderAnswer.Archived archived when !live.IsOver && name == live.ClientId:
                OrderCourse.End(step, courier, live, new OrderState.Cancelled(new(RefusalCodes.Cancelled, archived.Message)));
                break;
            case OrderAnswer.NotFound when !live.IsOver:
                NotFound(step, courier, live, name, settling);
                break;
        }
    }

    public static void Doubt(Step step, ICourier courier, LiveOrder live)
    {
        if (live.Order.Status is OrderStatus.Submitting or OrderStatus.PendingReplace) step.Move(live, new OrderState.Unknown(step.Now));
        step.After(() => courier.Ask(live));
    }

    // "Not there" settles a matter when the venue has had its time to show it, and says so twice. That time begins when the sending is over: what is still on its way can come yet.
    private static void NotFound(Step step, ICourier courier, LiveOrder live, ClientOrderId name, TimeSpan settling)
    {
        if (live.Order.Status is OrderStatus.Submitting or OrderStatus.PendingReplace) return;
        var tick = Environment.TickCount64;
        if (live.NotFound++ == 0) live.NotFoundAt = tick;
        if (live.NotFound < 2 || tick - live.NotFoundAt < settling.TotalMilliseconds) return;

        live.NotFound = 0;
        if (name == live.NextClientId)
        {
            // What was to take its place never came; where the old one stands is the next question.
            var from = live.Order.Status;
            live.Forget();
            step.Changed(live, from);
            step.After(() => courier.Ask(live));
            return;
        }

        if (live.VenueId is null && Brackets.IsNeeded(live)) Brackets.SendAnew(step, courier, live);
        else if (live.VenueId is null) OrderCourse.End(step, courier, live, new OrderState.Rejected(new(NotAtVenue, "It never came to the venue, which was asked twice.")));
        else OrderCourse.End(step, courier, live, new OrderState.Cancelled(new(NotAtVenue, "The venue had it and does not know it any more, and was asked twice.")));
    }
}
