using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>An order of an account with all that is known of it: the engine's order, its names, and what is being waited for. Only the account's writer touches it.</summary>
internal sealed class LiveOrder(string accountId, Order order, ClientOrderId clientId)
{
    public string AccountId => accountId;

    public Order Order => order;

    public long Number => order.Id.Value;

    /// <summary>As people and programs call it.</summary>
    public string OrderId => Names.OrderId(accountId, Number);

    /// <summary>What the venue knows it by now; another after every replace.</summary>
    public ClientOrderId ClientId { get; private set; } = clientId;

    public OrderKey Key => new(order.Instrument.Symbol, ClientId);

    public string? VenueId { get; set; }

    public OrderPurpose Purpose { get; init; }

    public string? PortfolioId { get; init; }

    public string? StrategyId { get; init; }

    public bool IsForeign { get; init; }

    public bool HasLateFill { get; set; }

    /// <summary>How often it was replaced, or tried to be.</summary>
    public int Version { get; set; }

    /// <summary>The name of what was asked to take its place; null while nothing was.</summary>
    public ClientOrderId? NextClientId { get; set; }

    /// <summary>What it was asked to become.</summary>
    public OrderTerms? NextTerms => order.Wanted?.Terms;

    public Quantity NextQuantity => order.Wanted?.Quantity ?? Quantity.Zero;

    /// <summary>Somebody wants it ended, and the venue could not be asked yet.</summary>
    public bool CancelWanted { get; set; }

    /// <summary>When the venue was last asked to end it, by the machine's clock; null: not by this process.</summary>
    public long? CancelSentAt { get; set; }

    /// <summary>What the versions before this one have filled: the venue counts each from nothing.</summary>
    public decimal FilledBefore { get; set; }

    /// <summary>Quantity times price of all its fills.</summary>
    public decimal FilledWorth { get; set; }

    public Instant64? UnknownSince { get; set; }

    public Instant64 UpdatedAt { get; set; } = order.CreatedAt;

    /// <summary>When the venue was last heard of it, by the machine's clock.</summary>
    public long HeardAt { get; set; } = Environment.TickCount64;

    /// <summary>How often in a row the venue said that there is no such order, and when first.</summary>
    public int NotFound { get; set; }

    public long NotFoundAt { get; set; }

    /// <summary>Not sent before then, by the machine's clock in milliseconds: the venue has refused one like it.</summary>
    public long SendAt { get; init; }

    /// <summary>How many like it the venue has refused before.</summary>
    public int Refusals { get; init; }

    /// <summary>Whether the venue is being asked about it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Somebody waits until the venue has answered; null when nobody does.</summary>
    public TaskCompletionSource? Answered { get; set; }

    public bool IsOver => order.IsOver;

    /// <summary>Whether the venue has it, or may have it.</summary>
    public bool IsAtVenue => order.Status is not (OrderStatus.New or OrderStatus.PendingRisk) && !order.IsOver;

    /// <summary>Whether it waits for its entry, and has not been sent.</summary>
    public bool WaitsForEntry => order.Status == OrderStatus.New && order.Group?.Entry is not null;

    public Price? AveragePrice => order.Filled.Value == 0m ? null : new(FilledWorth / order.Filled.Value);

    /// <summary>The venue has put the next version in its place.</summary>
    public void TakeNext()
    {
        ClientId = NextClientId ?? throw new InvalidOperationException($"Nothing was asked to take the place of {OrderId}.");
        FilledBefore = order.Filled.Value;
        order.Replace(NextTerms!, NextQuantity);
        Forget();
    }

    /// <summary>The change came to nothing.</summary>
    public void Forget() => (NextClientId, order.Wanted) = (null, null);
}
