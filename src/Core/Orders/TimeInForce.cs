namespace AlgoTrendy.Core.Orders;

/// <summary>How long an order may wait.</summary>
public enum TimeInForce
{
    /// <summary>Until it is filled or cancelled.</summary>
    GoodTilCancelled,
}
