using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Carries orders to one broker, and its answers to the account's writer. Whatever is lost on the way is asked about later.</summary>
internal sealed class Courier(AccountWriter writer, IBroker broker, FaultPoints faults, ILogger log, CancellationToken ending) : ICourier
{
    public bool KnowsReduceOnly => broker.Capabilities.ReduceOnly;

    public bool KnowsBrackets => broker.Capabilities.Bracket;

    public IBroker Broker => broker;

    public void Place(LiveOrder live, ApprovedOrder approved) => Send([live.Number], () => Tickets.Of(approved, live), ticket => broker.Place(ticket, ending));

    public void PlaceOco(LiveOrder limit, LiveOrder stop, ApprovedOrder limitApproved, ApprovedOrder stopApproved)
    {
        _ = (limitApproved.Order, stopApproved.Order); // both, or neither, went through the gate
        Send([limit.Number, stop.Number], () => Tickets.Oco(limit, stop), ticket => broker.PlaceOco(ticket, ending));
    }

    public void PlaceBracket(LiveOrder entry, LiveOrder? stop, LiveOrder? target, ApprovedOrder approved) => Send(
        [entry.Number, .. new[] { stop, target }.OfType<LiveOrder>().Select(exit => exit.Number)],
        () => Tickets.Bracket(approved, entry, stop, target), ticket => broker.PlaceBracket(ticket, ending));

    public void Cancel(LiveOrder live)
    {
        var (number, key) = (live.Number, live.Key);
        live.HeardAt = Environment.TickCount64;
        Carry(async () =>
        {
            faults.Reach("before-cancel");
            var outcome = await broker.Cancel(key, ending);
            faults.Reach("cancelled");
            await writer.Do(step => VenueAnswers.Cancelled(step, this, number, outcome));
        });
    }

    public void Replace(LiveOrder live, ApprovedOrder approved)
    {
        var number = live.Number;
        Carry(async () =>
        {
            faults.Reach("before-replace");
            var outcome = await Sent<ReplaceTicket, ReplaceOutcome>(
                () => Tickets.Next(approved, live, broker.Capabilities.ReplacesPartlyFilled), ticket => broker.Replace(ticket, ending), why => new ReplaceOutcome.Kept(NotSent(why)), why => new ReplaceOutcome.Unknown(why));
            faults.Reach("replaced");
            await writer.Do(step => VenueAnswers.Replaced(step, this, number, outcome));
        });
    }

    public void Ask(LiveOrder live)
    {
        if (live.IsAsked) return;
        live.IsAsked = true;
        live.HeardAt = Environment.TickCount64;
        var (number, name, symbol) = (live.Number, live.NextClientId ?? live.ClientId, live.Order.Instrument.Symbol);
        Carry(async () =>
        {
            var answer = await Asked(new(symbol, name));
            faults.Reach("found");
            await writer.Do(step => VenueAnswers.Found(step, this, number, name, answer, broker.Capabilities.SettlingTime));
        });
    }

    public void AskExecutions(LiveOrder live)
    {
        if (live.VenueId is not { } venueId) return;
        var (number, instrument) = (live.Number, live.Order.Instrument);
        Carry(async () =>
        {
            if (await broker.ExecutionsOf(instrument.Symbol, venueId, ending) is not Answer<IReadOnlyList<VenueExecution>>.Got got) return;
            faults.Reach("executions");
            await writer.Do(step =>
            {
                if (step.State.Find(number) is not { } known) return;
                foreach (var execution in got.Value) Fills.Take(step, this, execution, known, instrument);
                // It may have ended: that is believed once all of its fills are booked.
                if (!known.IsOver) step.After(() => Ask(known));
            });
        });
    }

    // Whatever happens, it can be asked again.
    private async Task<OrderAnswer> Asked(OrderKey key)
    {
        try
        {
            return await broker.Find(key, ending);
        }
        catch (Exception cause)
        {
            // A question that is broken off is over all the same: the next line to the venue asks again.
            if (!ending.IsCancellationRequested) log.LogWarning(cause, "Account {Account} could not ask {Broker} for an order; it asks again", writer.Id, broker);
            return new OrderAnswer.Unknown(new(BrokerRefusals.UnknownAnswer, cause.Message));
        }
    }

    // A connector does not throw for what happens every day. If it does, nobody knows what was sent; unless there was nothing to send yet.
    private async Task<TOutcome> Sent<TTicket, TOutcome>(Func<TTicket> write, Func<TTicket, Task<TOutcome>> send, Func<string, TOutcome> refused, Func<string, TOutcome> unknown)
    {
        TTicket ticket;
        try
        {
            ticket = write();
        }
        catch (Exception cause)
        {
            log.LogError(cause, "What account {Account} wants of {Broker} cannot be put into words for it; nothing was sent", writer.Id, broker);
            return refused(cause.Message);
        }

        try
        {
            return await send(ticket);
        }
        catch (Exception cause)
        {
            if (!ending.IsCancellationRequested) log.LogWarning(cause, "Whether {Broker} has what account {Account} sent is not known; it is asked", broker, writer.Id);
            return unknown(cause.Message);
        }
    }

    private static Refusal NotSent(string why) => new(BrokerRefusals.BadRequest, $"It was not sent: {why}");

    private void Send<T>(IReadOnlyList<long> numbers, Func<T> write, Func<T, Task<WriteOutcome>> send) => Carry(async () =>
    {
        faults.Reach("before-send");
        var outcome = await Sent<T, WriteOutcome>(write, send, why => new WriteOutcome.Refused(NotSent(why)), why => new WriteOutcome.Unknown(why));
        faults.Reach("sent");
        await writer.Do(step => VenueAnswers.Placed(step, this, numbers, outcome));
        faults.Reach("answered");
    });

    // Begins at once, in the order of the calls; what goes wrong leaves the order as it stands, and the watch asks for it.
    private void Carry(Func<Task> work) => _ = Guarded(work);

    private async Task Guarded(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception cause)
        {
            if (!ending.IsCancellationRequested) log.LogWarning(cause, "Something on its way between account {Account} and {Broker} was lost; it is asked about", writer.Id, broker);
        }
    }
}
