using System.Collections.Frozen;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What a venue can do by itself, so that nobody finds out by trying.</summary>
public sealed record BrokerCapabilities
{
    /// <summary>Kinds of <see cref="OrderTerms"/> that the venue keeps; one that is missing would have to be emulated.</summary>
    public required FrozenSet<Type> Terms { get; init; }

    public required FrozenSet<TimeInForce> TimesInForce { get; init; }

    public required bool PostOnly { get; init; }

    /// <summary>Whether a trailing stop can be a per cent of the price, and whether it can be an amount.</summary>
    public required bool TrailingPercent { get; init; }

    public required bool TrailingAmount { get; init; }

    /// <summary>Two orders of which the venue itself cancels one when the other trades.</summary>
    public required bool Oco { get; init; }

    /// <summary>An entry with exits that the venue itself brings to life as the entry fills.</summary>
    public required bool Bracket { get; init; }

    /// <summary>Whether the venue sees to it that an order makes a position smaller and never turns it.</summary>
    public required bool ReduceOnly { get; init; }

    /// <summary>Cancel and place in one request; false: they are two, with a time in between that nothing guards.</summary>
    public required bool Replace { get; init; }

    /// <summary>Whether an order that has traded in part can be changed without a fill in between being traded twice.</summary>
    public bool ReplacesPartlyFilled { get; init; }

    /// <summary>Whether a client order id can be used again once its order is over: then a write is never repeated blindly.</summary>
    public required bool ClientOrderIdsReturn { get; init; }

    /// <summary>The longest that a venue may take until a query finds an order that it has accepted.</summary>
    public required TimeSpan SettlingTime { get; init; }
}
