namespace AlgoTrendy.Core.Orders;

/// <summary>An entry with its exits: a stop, a target or both, for as much as the entry has filled. What one exit trades the other no longer does.</summary>
/// <param name="Stop">Where a loss is cut; null: nowhere.</param>
/// <param name="Target">Where a profit is taken; null: nowhere.</param>
public sealed record BracketRequest(OrderRequest Entry, OrderTerms? Stop, OrderTerms? Target)
{
    private OrderSide ExitSide => Entry.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;

    /// <summary>The exits as orders, the stop first: in doubt it trades first.</summary>
    internal IEnumerable<OrderRequest> Exits()
    {
        if (Stop is not null) yield return Exit(Stop, "stop");
        if (Target is not null) yield return Exit(Target, "target");
    }

    private OrderRequest Exit(OrderTerms terms, string tag) => new(Entry.Instrument, ExitSide, Entry.Quantity, terms, Tag: tag) { ReduceOnly = true };
}
