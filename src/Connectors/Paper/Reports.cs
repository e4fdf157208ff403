using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>The engine's orders and fills in the words that all brokers share.</summary>
internal static class Reports
{
    public static VenueOrder Order(PaperOrder one, WorkingOrder? working) =>
        new(one.VenueId, one.Ticket.Id.Value, one.Ticket.Symbol, one.Ticket.Side, one.Quantity, new(one.Filled), one.Status, one.UpdatedAt)
        {
            Limit = one.Terms switch
            {
                LimitTerms terms => terms.Limit,
                StopLimitTerms terms => terms.Limit,
                _ => null,
            },
            Stop = one.Terms switch
            {
                StopTerms terms => terms.Stop,
                StopLimitTerms terms => terms.Stop,
                TrailingStopTerms terms when working?.Best is { } best => new Price(terms.StopAt(best, one.Ticket.Side)),
                _ => null,
            },
        };

    public static OrderEvent Event(PaperOrder one, Instant64 time) =>
        new(one.Ticket.Symbol, one.Ticket.Id.Value, one.VenueId, one.Ticket.Side, one.Status, one.Filled, time);

    public static VenueExecution Execution(PaperOrder one, in Execution fill) =>
        new(new(one.Ticket.Symbol, fill.Id), one.VenueId, fill.Side, fill.Quantity, fill.Price, new(fill.Fee, fill.Instrument.Currency), fill.Liquidity, fill.Time);
}
