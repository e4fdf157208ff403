namespace AlgoTrendy.Core.Orders;

/// <summary>How long an order may wait, by the names that venues use.</summary>
public enum TimeInForce : byte
{
    /// <summary>Good till cancelled: until it is filled or cancelled.</summary>
    Gtc,

    /// <summary>Until the end of the trading day; given after it, until the end of the next.</summary>
    Day,

    /// <summary>Good till date: until the moment that the request names.</summary>
    Gtd,

    /// <summary>Immediate or cancel: what cannot trade at the first opportunity expires.</summary>
    Ioc,

    /// <summary>Fill or kill: whole at the first opportunity, or not at all.</summary>
    Fok,
}
