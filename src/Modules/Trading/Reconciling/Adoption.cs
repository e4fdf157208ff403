using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>Takes in what is at the venue and not here: what an account began with, orders of other hands, and orders that are over and still heard of.</summary>
internal sealed class Adoption(AccountWriter writer, Courier courier, TradingStore store, InstrumentShelf shelf)
{
    /// <summary>The venue's balances become the account's own, once: coins as positions where the account can trade them, the rest as money.</summary>
    /// <returns>False when the venue did not tell what they are worth.</returns>
    public async Task<bool> TakeOver(VenuePicture picture, CancellationToken ct)
    {
        var currency = await writer.Do(step => step.State.Row.Currency);
        var holdings = new List<(Instrument Instrument, decimal Quantity, decimal Price)>();
        foreach (var balance in picture.Balances.Where(balance => balance.Currency != currency && balance.Total != 0m))
        {
            if (shelf.PairOf(balance.Currency, currency) is not { } pair) continue;
            if (await courier.Broker.Quote(pair.Symbol, ct) is not Answer<Core.Markets.QuoteTick>.Got { Value: var quote }) return false;
            holdings.Add((pair, balance.Total, (decimal)quote.Mid));
        }

        // By the venue's clock, which dates its executions.
        if (await courier.Broker.MeasureClock(ct) is not Answer<ClockReading>.Got { Value: var reading }) return false;
        await writer.Do(step =>
        {
            if (step.State.Row.AdoptedAt is not null) return;
            step.State.Row = step.State.Row with { AdoptedAt = step.Now.PlusNanoseconds(reading.Offset.Ticks * 100) };
            foreach (var (instrument, quantity, price) in holdings)
            {
                shelf.Keep(step, instrument);
                BookKeeping.Move(step, new(step.State.Id, step.NextBookSequence(), "opening", null, instrument.Symbol, quantity, price, null, step.Now), instrument);
            }

            foreach (var balance in picture.Balances.Where(balance => balance.Total != 0m && holdings.TrueForAll(held => held.Instrument.BaseCurrency != balance.Currency)))
                BookKeeping.Move(step, new(step.State.Id, step.NextBookSequence(), "opening", balance.Currency, null, balance.Total, null, null, step.Now), null);
            step.State.Revision = picture.Revision;
        });
        return true;
    }

    /// <summary>Learns what other hands trade at the venue.</summary>
    /// <returns>Whether there was anything new: its executions have not been read yet.</returns>
    public Task<bool> Learn(IReadOnlyList<VenueOrder> open) => writer.Do(step =>
    {
        var state = step.State;
        var news = open.Select(order => order.Symbol).Distinct().Where(symbol => !state.Live.Has(symbol)).Select(shelf.OfVenue).OfType<Instrument>().ToArray();
        foreach (var one in news) shelf.Keep(step, one);
        return news.Any(one => state.Live.Has(one.Symbol));
    });

    /// <summary>Brings orders back that are over, as far as they are this account's: the venue still tells of them.</summary>
    public async Task Recall(Symbol symbol, IReadOnlyList<string> venueIds, CancellationToken ct)
    {
        foreach (var venueId in venueIds)
            if (await store.LoadOrderByVenue(writer.Id, symbol, venueId, ct) is { } live) await writer.Do(step => step.State.Recall(live));
    }

    public void Adopt(Step step, VenueOrder order) => Adopt(step, shelf, order);

    /// <summary>An open order at the venue becomes one of the account, for what it has not traded yet: the rest is booked as another hand's.</summary>
    public static void Adopt(Step step, InstrumentShelf shelf, VenueOrder order)
    {
        var state = step.State;
        if (shelf.OfVenue(order.Symbol) is not { } instrument || order.IsOver || order.Filled >= order.Quantity) return;
        shelf.Keep(step, instrument);

        OrderTerms terms = (order.Limit, order.Stop) switch
        {
            ({ } limit, { } stop) => new StopLimitTerms(stop, limit),
            ({ } limit, null) => new LimitTerms(limit),
            (null, { } stop) => new StopTerms(stop),
            _ => MarketTerms.Instance,
        };
        var core = new Order(new(step.NextNumber()), new(instrument, order.Side, order.Quantity - order.Filled, terms), step.Now);
        var live = new LiveOrder(state.Id, core, new(order.ClientId)) { VenueId = order.VenueId, IsForeign = true, FilledBefore = -order.Filled.Value };
        core.MoveTo(OrderState.PendingRisk);
        core.MoveTo(OrderState.Submitting);
        core.MoveTo(OrderState.Accepted);
        step.Create(live);
    }
}
