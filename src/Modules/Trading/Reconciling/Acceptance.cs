using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>Takes the venue's word for differences that a person has looked at: what is missing is booked, and orders of other hands become the account's.</summary>
internal static class Acceptance
{
    private const int Tries = 8;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    public static async Task<TradingRefusal?> Take(AccountDesk desk, BrokerConnection connection, DifferenceAcceptance acceptance, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // What has traded is booked as that, and not once more as what is missing.
            if (!await connection.PullExecutions(ct)) return Unreachable();
            var revision = await desk.Writer.Do(step => step.State.Revision);
            if (await connection.Broker.OpenOrders(null, ct) is not Answer<IReadOnlyList<VenueOrder>>.Got open || await connection.Broker.Balances(ct) is not Answer<IReadOnlyList<Balance>>.Got balances
                || await connection.Broker.MeasureClock(ct) is not Answer<ClockReading>.Got { Value: var reading })
                return Unreachable();

            var (isTaken, refusal) = await desk.Writer.Do(step => step.State.Revision == revision ? (true, Take(step, desk, new(revision, open.Value, balances.Value), acceptance, by, reading)) : (false, null));
            if (isTaken) return refusal;
            await Task.Delay(Breath, ct);
        }

        return new("account-moves", "The account moves too fast to say what is missing; nothing was accepted. Try again.");

        static TradingRefusal Unreachable() => new("venue-unreachable", "The venue does not answer now; nothing was accepted.");
    }

    private static TradingRefusal? Take(Step step, AccountDesk desk, VenuePicture picture, DifferenceAcceptance acceptance, string by, ClockReading reading)
    {
        foreach (var id in acceptance.DifferenceIds)
            if (!step.State.Differences.ContainsKey(id)) return new TradingRefusal("unknown-difference", $"There is no difference '{id}' now.", "differenceIds", [.. step.State.Differences.Keys]);

        var note = $"Accepted by {by}{(acceptance.Note is { } said ? ": " + said : "")}";
        foreach (var id in acceptance.DifferenceIds) Take(step, desk.Shelf, step.State.Differences[id], picture.Open, picture.Balances, note);
        // What strangers traded until now is in what was booked, also where their executions are read only later.
        if (acceptance.DifferenceIds.Any(id => step.State.Differences[id].Kind == Comparison.Balance)) step.State.Row = step.State.Row with { AdoptedAt = step.Now.PlusNanoseconds(reading.Offset.Ticks * 100) };
        return null;
    }

    private static void Take(Step step, InstrumentShelf shelf, DifferenceRow difference, IReadOnlyList<VenueOrder> open, IReadOnlyList<Balance> balances, string note)
    {
        switch (difference.Kind)
        {
            case Comparison.ForeignOrder or Comparison.OpenOrder:
                foreach (var order in open.Where(order => order.VenueId == difference.What || order.ClientId == difference.What)) Adoption.Adopt(step, shelf, order);
                break;
            case Comparison.Balance:
                Book(step, shelf, new(difference.What), balances, note);
                break;
        }
    }

    // As a holding where the coin can be traded against the account's currency and has a price; as money otherwise.
    private static void Book(Step step, InstrumentShelf shelf, Currency currency, IReadOnlyList<Balance> balances, string note)
    {
        var state = step.State;
        var missing = (balances.FirstOrDefault(balance => balance.Currency == currency)?.Total ?? 0m) - state.Live.TotalOf(currency);
        if (missing == 0m) return;

        if (currency != state.Row.Currency && shelf.PairOf(currency, state.Row.Currency) is { } pair && state.Live.PriceOf(pair.Symbol) is { } price)
        {
            shelf.Keep(step, pair);
            BookKeeping.Move(step, new(state.Id, step.NextBookSequence(), "adjustment", null, pair.Symbol, missing, price, note, step.Now), pair);
        }
        else
        {
            BookKeeping.Move(step, new(state.Id, step.NextBookSequence(), "adjustment", currency, null, missing, null, note, step.Now), null);
        }
    }
}
