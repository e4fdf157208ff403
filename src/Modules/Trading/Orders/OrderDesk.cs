using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Takes what people and programs want of orders to the writer of the account.</summary>
internal sealed class OrderDesk(AccountDesks desks, TradingStore store)
{
    private const int FreshPriceMs = 5_000;

    /// <param name="asked">The fingerprint of what was asked for, where that is not the order itself.</param>
    /// <param name="closes">Whether it is to close a position, and no more than others leave of it.</param>
    public async Task<OrderReply> Place(NewOrder order, OrderPurpose purpose, bool isEmergency, CancellationToken ct, string? asked = null, bool closes = false)
    {
        if (OrderFieldCheck.FaultOf(order) is { } fault) return OrderReply.No(fault);
        var (desk, unknown) = await desks.Find(order.AccountId);
        if (desk is null) return OrderReply.No(unknown!);
        asked ??= order.IdempotencyKey is null ? null : Requests.Fingerprint(order with { IdempotencyKey = null, WaitMs = 0 });
        if (order.IdempotencyKey is { } key && await Again(desk, key, asked!, ct) is { } first) return first;
        var (instrument, refusal) = await Prepare(desk, order, ct);
        if (instrument is null) return OrderReply.No(refusal!);
        if (desk.Connection is not { } connection) return OrderReply.No(desk.Trouble ?? new("not-connected", $"Account {desk.Id} is not connected to its venue."));

        return await Enter(desk, connection, new(order, instrument, purpose, isEmergency, closes), asked, ct);
    }

    /// <summary>What is wrong with an order itself, before anything makes room for it; null: nothing.</summary>
    public static async Task<TradingRefusal?> MistakeIn(AccountDesk desk, NewOrder order, CancellationToken ct)
    {
        if (OrderFieldCheck.FaultOf(order) is { } fault) return fault;
        var (instrument, refusal) = await Prepare(desk, order, ct);
        return instrument is null ? refusal : await desk.Writer.Do(step => LotCheck.RefusalOf(step.State, new(order, instrument))
            ?? (OrderEntry.MistakeIn(step, new(order, instrument)) is { } mistake ? GridHints.Of(mistake, order, instrument) : null));
    }

    public async Task<OrderPreview> Preview(NewOrder order, CancellationToken ct)
    {
        if (OrderFieldCheck.FaultOf(order) is { } fault) return Refused(fault);
        var (desk, unknown) = await desks.Find(order.AccountId);
        if (desk is null) return Refused(unknown!);
        var (instrument, refusal) = await Prepare(desk, order, ct);
        if (instrument is null) return Refused(refusal!);

        return await desk.Writer.Do(step =>
        {
            var assessed = OrderEntry.Assess(step, new(order, instrument));
            List<TradingRefusal> refusals = [.. assessed.Refusals.Select(one => GridHints.Of(one.Refusal, order, instrument, one.Part))];
            if (desk.Connection is { } connection && VenueFit.FaultOf(connection.Broker.Capabilities, order) is { } misfit) refusals.Insert(0, misfit);
            if (LotCheck.RefusalOf(step.State, new(order, instrument)) is { } noLot) refusals.Insert(0, noLot);
            if (Shut(desk, step, new(order, instrument)) is { } shut) refusals.Insert(0, shut);
            var price = order.LimitPrice?.Value ?? step.State.Live.PriceOf(instrument.Symbol);
            var notional = price is { } at ? instrument.Notional(new(at), order.Quantity).Amount : (decimal?)null;
            return new OrderPreview(
                refusals.Count == 0, refusals, instrument.Currency, price, notional, notional is { } worth ? instrument.Fees.At(step.Now).FeeOf(worth, order.Quantity, Liquidity.Taker) : null, step.State.Live.BuyingPower,
                [.. assessed.Uses.Select(LimitViews.Of)]);
        });

        static OrderPreview Refused(TradingRefusal refusal) => new(false, [refusal], null, null, null, null, null);
    }

    public async Task<OrderReply> Cancel(OrderCancel cancel, CancellationToken ct)
    {
        if (OrderFieldCheck.FaultOf(cancel) is { } fault) return OrderReply.No(fault);
        var (desk, number, unknown) = await Named(cancel.OrderId);
        if (desk is null) return OrderReply.No(unknown!);
        if (desk.Connection is not { } connection) return OrderReply.No(desk.Trouble ?? new("not-connected", $"Account {desk.Id} is not connected to its venue."));

        var (waiting, refusal) = await desk.Writer.Do(step => End(step, connection, number));
        if (refusal is not null) return OrderReply.No(refusal);
        return waiting is null ? await NotOpen(cancel.OrderId, ct) : await Reply(desk, number, waiting, cancel.WaitMs, null, ct);
    }

    public async Task<OrderReply> Amend(OrderAmendment wanted, CancellationToken ct)
    {
        if (OrderFieldCheck.FaultOf(wanted) is { } fault) return OrderReply.No(fault);
        var (desk, number, unknown) = await Named(wanted.OrderId);
        if (desk is null) return OrderReply.No(unknown!);
        var asked = Requests.Fingerprint(wanted with { IdempotencyKey = null, WaitMs = 0 });
        if (wanted.IdempotencyKey is { } key && await Again(desk, key, asked, ct) is { } first) return first;
        if (desk.Connection is not { } connection) return OrderReply.No(desk.Trouble ?? new("not-connected", $"Account {desk.Id} is not connected to its venue."));

        var (waiting, refusal) = await desk.Writer.Do(step => Change(step, connection, number, wanted, asked));
        if (refusal is not null) return OrderReply.No(refusal);
        return waiting is null ? await NotOpen(wanted.OrderId, ct) : await Reply(desk, number, waiting, wanted.WaitMs, null, ct);
    }

    public async Task<OrderReply> Find(string orderId, CancellationToken ct)
    {
        var (desk, number, unknown) = await Named(orderId);
        if (desk is null) return OrderReply.No(unknown!);
        var mode = await desk.Writer.Do(step => step.State.Row.Mode);
        var rows = await store.Orders(desk.Id, number, ct);
        return rows.FirstOrDefault(row => row.Number == number) is { } row
            ? new(row.ToView(mode), [.. rows.Where(other => other.Number != number).Select(other => other.ToView(mode))], null)
            : OrderReply.No(NoOrder(orderId));
    }

    /// <summary>What came of the same request before; null when there was none.</summary>
    public async Task<OrderReply?> Again(AccountDesk desk, string key, string asked, CancellationToken ct)
    {
        if (await store.FindRequest(desk.Id, key, ct) is not { } before) return null;
        return before.Fingerprint == asked ? await Reply(desk, before.Number ?? 0, null, 0, Requests.RefusalOf(before), ct) : OrderReply.No(Requests.Reused(key));
    }

    private async Task<OrderReply> NotOpen(string orderId, CancellationToken ct)
    {
        var found = await Find(orderId, ct);
        return found.Order is { } old ? found with { Order = null, Group = [], Refusal = new(RefusalCodes.NotOpen, $"{orderId} is {old.Status.Word()} already.") } : found;
    }

    private static (TaskCompletionSource? Waiting, TradingRefusal? Refusal) End(Step step, BrokerConnection connection, long number)
    {
        if (step.State.Find(number) is not { IsOver: false } live) return (null, null);
        if (EntryRisk.OfCancel(step, live) is { } refusal) return (null, new(refusal.Code, refusal.Message));
        OrderCourse.Cancel(step, connection.Courier, live);
        return (live.IsOver ? Done() : WaitFor(live), null);
    }

    private static (TaskCompletionSource? Waiting, TradingRefusal? Refusal) Change(Step step, BrokerConnection connection, long number, OrderAmendment wanted, string asked)
    {
        if (wanted.IdempotencyKey is { } key && step.State.Requests.TryGetValue(key, out var before)) return (before.Fingerprint == asked ? Done() : null, before.Fingerprint == asked ? null : Requests.Reused(key));
        if (step.State.Find(number) is not { } live) return (null, null);
        if (OrderAmending.MisfitOf(FlatTerms.Of(live.Order.Terms).Type, wanted) is { } misfit) return (null, misfit);
        if (AmendedGroup.FaultOf(step.State, live, wanted) is { } apart) return (null, apart);
        if (GridHints.OffTick("trailAmount", wanted.TrailAmount, live.Order.Instrument) is { } off) return (null, off);
        if (OrderAmending.Amend(step, connection.Courier, live, wanted, connection.Broker.Capabilities.ReplacesPartlyFilled) is { } refusal) return (null, GridHints.Of(refusal, wanted, live.Order.Instrument));
        Requests.Remember(step, wanted.IdempotencyKey, asked, number);
        return (WaitFor(live), null);
    }

    private async Task<OrderReply> Enter(AccountDesk desk, BrokerConnection connection, Entry entry, string? asked, CancellationToken ct)
    {
        var (number, waiting, refusal, shown) = await desk.Writer.Do(step =>
        {
            var key = entry.Order.IdempotencyKey;
            if (key is not null && step.State.Requests.TryGetValue(key, out var before)) return before.Fingerprint == asked ? (before.Number ?? 0, null, Requests.RefusalOf(before), null) : (0L, null, Requests.Reused(key), null);
            if (AccountClosing.RefusalOf(step.State) is { } closed) return (0L, null, closed, null);
            if (Shut(desk, step, entry) is { } shut) return (0L, null, shut, null);
            if (entry is { IsEmergency: true, Order.StopPrice: { } stop } && StopSide.FaultOf(step.State, entry.Instrument.Symbol, stop, entry.Order.Side == OrderSide.Sell) is { } beyond) return (0L, null, beyond, null);
            if (VenueFit.FaultOf(connection.Broker.Capabilities, entry.Order) is { } misfit) return (0L, null, misfit, null);

            if (entry.Closes && ClosingOrders.Fit(step.State, ref entry) is { } nothing) return (0L, null, nothing, null);
            if (LotCheck.RefusalOf(step.State, entry) is { } noLot) return (0L, null, noLot, null);

            desk.Shelf.Keep(step, entry.Instrument);
            var entered = OrderEntry.Enter(step, connection.Courier, entry);
            var first = entered.Orders.Count > 0 ? entered.Orders[0] : null;
            var no = entered.Refusal is { } reason ? GridHints.Of(reason, entry.Order, entry.Instrument, entered.Part) : null;
            if (first is null) return (0L, null, no, null);
            if (entry.Closes && no is null) ExitsAside.Begin(step, entry.Instrument.Symbol, first.Number);

            Requests.Remember(step, key, asked, first.Number, no);
            var waits = no is null && entry.Order.WaitMs > 0;
            return (first.Number, waits ? WaitFor(first) : null, no, waits ? null : AtHand(step, first.Number));
        });
        if (number == 0) return OrderReply.No(refusal!);
        return shown is null ? await Reply(desk, number, waiting, entry.Order.WaitMs, refusal, ct) : shown with { Refusal = refusal };
    }

    // What surely makes a position smaller passes: the venue sees to it that it does no more.
    private static TradingRefusal? Shut(AccountDesk desk, Step step, Entry entry)
    {
        if (entry.IsEmergency || desk.ShutBecause(step.State) is not { } why) return null;
        var held = step.State.Live.PositionOf(entry.Instrument.Symbol)?.Quantity ?? 0m;
        var closable = entry.Order.Side == OrderSide.Sell ? held : -held;
        return entry.Order.ReduceOnly && entry.Order.Quantity.Value <= closable ? null : new("gate-shut", why);
    }

    /// <summary>The instrument, known and priced; or why not.</summary>
    private static async Task<(Instrument?, TradingRefusal?)> Prepare(AccountDesk desk, NewOrder order, CancellationToken ct)
    {
        var (instrument, reason, choices) = await desk.Shelf.Find(order.Symbol, ct);
        if (instrument is null) return (null, new("unknown-instrument", reason ?? $"There is no instrument '{order.Symbol}'.", "symbol", choices));
        if (!desk.Shelf.Trades(instrument)) return (null, new(VenueAnswers.NotAtVenue, $"{instrument.Symbol} is not traded at the venue of account {desk.Id}.", "symbol", desk.Shelf.Near(instrument.Symbol)));
        if ((GridHints.OffTick("trailAmount", order.TrailAmount, instrument) ?? GridHints.OffTick("stopLoss.trailAmount", order.StopLoss?.TrailAmount, instrument)) is { } off) return (null, off);

        // Where no feed brings prices, the venue is asked for one.
        if (desk.Connection is not { } connection) return await desk.Writer.Do(step => AccountClosing.RefusalOf(step.State)) is { } closed ? (null, closed) : (instrument, null);
        if (connection.Broker is PaperBroker) return (instrument, null);
        var hasPrice = await desk.Writer.Do(step => step.State.Prices.TryGetValue(instrument.Symbol, out var seen) && Environment.TickCount64 - seen.Tick < FreshPriceMs);
        if (!hasPrice && await connection.Broker.Quote(instrument.Symbol, ct) is Answer<QuoteTick>.Got { Value: var quote } && double.IsFinite(quote.Mid))
        {
            await desk.Writer.Do(step =>
            {
                // Kept, as somebody may trade it there by hand from now on, and a start reads what was traded.
                desk.Shelf.Keep(step, instrument);
                step.State.See(instrument.Symbol, quote.Mid, step.Now);
            });
        }

        return (instrument, null);
    }

    private async Task<(AccountDesk? Desk, long Number, TradingRefusal? Refusal)> Named(string orderId)
    {
        if (Names.ReadOrderId(orderId) is not { } name || await desks.Find(name.Account) is not { Desk: { } desk }) return (null, 0, NoOrder(orderId));
        return (desk, name.Number, null);
    }

    private async Task<OrderReply> Reply(AccountDesk desk, long number, TaskCompletionSource? waiting, int waitMs, TradingRefusal? refusal, CancellationToken ct)
    {
        if (waiting is not null && waitMs > 0) await Task.WhenAny(waiting.Task, Task.Delay(waitMs, ct));
        var reply = await desk.Writer.Do(step => AtHand(step, number)) ?? await Find(Names.OrderId(desk.Id, number), ct);
        return reply with { Refusal = refusal ?? reply.Refusal };
    }

    /// <summary>The order and its group, if all of them are still at hand.</summary>
    private static OrderReply? AtHand(Step step, long number)
    {
        if (step.State.Find(number) is not { } live) return null;
        if (live.Order.Group is not null) return null;
        return new(step.View(live), [], null);
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private static TaskCompletionSource WaitFor(LiveOrder live) => live.Answered ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TradingRefusal NoOrder(string orderId) => new("unknown-order", $"There is no order '{orderId}'.");
}
