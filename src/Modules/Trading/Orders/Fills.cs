using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Takes in what a venue has executed, whoever tells it: its stream, its answer about one order, or the pages of a comparison.</summary>
internal static class Fills
{
    /// <param name="live">Its order; null where it is none of this account's.</param>
    public static void Take(Step step, ICourier courier, VenueExecution told, LiveOrder? live, Instrument instrument)
    {
        // What other hands traded before the account was taken over is in the balances that it began with, also where their order was adopted since.
        if (live is not { IsForeign: false } && (step.State.Row.AdoptedAt is not { } adopted || told.Time < adopted)) return;
        if (!BookKeeping.Book(step, told, live, instrument)) return;
        if (live is null) step.Alert("foreign-fill", $"{told.Side} {told.Quantity} {instrument.Symbol} at {told.Price} was traded at the venue by an order that is not of this account.");
        else Brackets.Follow(step, courier, live);
    }
}
