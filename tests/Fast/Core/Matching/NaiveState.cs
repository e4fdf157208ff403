using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>An order of the naive venue.</summary>
internal sealed class NaiveOrder(Order order)
{
    public OrderId Id { get; } = order.Id;

    public OrderSide Side { get; } = order.Side;

    public decimal? Limit { get; } = order.Terms switch { LimitTerms limit => limit.Limit.Value, StopLimitTerms both => both.Limit.Value, _ => null };

    public bool IsPostOnly { get; } = order.Terms is LimitTerms { PostOnly: true };

    public bool IsReduceOnly { get; } = order.IsReduceOnly;

    public bool IsWhole { get; } = order.Request.TimeInForce == TimeInForce.Fok;

    public bool IsAtOnceOrNever { get; } = order.Request.TimeInForce is TimeInForce.Fok or TimeInForce.Ioc;

    public long? Entry { get; } = order.Group?.Entry?.Id.Value;

    /// <summary>The group whose amount it shares: of an OCO, or of a bracket's exits.</summary>
    public long? Shares { get; } = order.Group is { } group && (group.Type == OrderGroupType.Oco || group.Entry is not null) ? group.Id.Value : null;

    public decimal Quantity { get; } = order.Quantity.Value;

    public decimal Remaining { get; set; } = order.Quantity.Value;

    public bool Waits { get; set; } = order.Terms.WaitsForTrigger;

    public bool IsOver { get; set; }

    public bool MayTrade { get; set; }

    /// <summary>Whether it was still there when the bar opened, or when the rest of the bar began.</summary>
    public bool Counts { get; set; }

    public decimal? Best { get; set; }

    public decimal StopNow => order.Terms switch
    {
        StopTerms stop => stop.Stop.Value,
        StopLimitTerms both => both.Stop.Value,
        TrailingStopTerms trail when Side == OrderSide.Sell => decimal.Floor(Best!.Value - (trail.Amount ?? Best.Value * trail.Percent!.Value / 100m)),
        TrailingStopTerms trail => decimal.Ceiling(Best!.Value + (trail.Amount ?? Best.Value * trail.Percent!.Value / 100m)),
        _ => throw new InvalidOperationException(),
    };

    public void Follow(decimal price) => Best = Best is not { } best ? price : Side == OrderSide.Sell ? Math.Max(best, price) : Math.Min(best, price);

    public NaiveOrder Copy() => (NaiveOrder)MemberwiseClone();
}

/// <summary>All that the naive venue changes, so that it can be copied and walked twice.</summary>
internal sealed class NaiveState(IEnumerable<NaiveOrder> orders)
{
    public NaiveState(IEnumerable<Order> orders, decimal position) : this(orders.Select(order => new NaiveOrder(order))) => Position = position;

    public List<NaiveOrder> Orders { get; } = [.. orders];

    public List<NaiveFill> Fills { get; } = [];

    public decimal Position { get; set; }

    public decimal Room { get; set; }

    public bool AtOpen { get; set; }

    public NaiveState Copy()
    {
        var copy = new NaiveState(Orders.Select(one => one.Copy())) { Position = Position, Room = Room, AtOpen = AtOpen };
        copy.Fills.AddRange(Fills);
        return copy;
    }

    public bool IsAlive(NaiveOrder one) => !one.IsOver && one.Remaining > 0m && LeftFor(one) > 0m;

    /// <summary>What the order's group may still trade: an OCO as much as its largest order, exits as much as their entry traded.</summary>
    public decimal LeftFor(NaiveOrder one)
    {
        if (one.Shares is not { } group) return one.Remaining;

        var others = Orders.Where(other => other.Shares == group).ToArray();
        var budget = one.Entry is { } entry ? Fills.Where(fill => fill.Order.Value == entry).Sum(fill => fill.Quantity) : others.Where(other => other.Counts).Select(other => other.Quantity).DefaultIfEmpty(0m).Max();
        return budget - others.Sum(other => other.Quantity - other.Remaining);
    }

    public void Book(NaiveOrder one, decimal quantity, decimal price)
    {
        Fills.Add(new(one.Id, quantity, price, AtOpen));
        one.Remaining -= quantity;
        Room -= quantity;
        Position += one.Side == OrderSide.Buy ? quantity : -quantity;
    }

    public decimal WorthAt(decimal price, int from) => Fills.Skip(from).Sum(fill => (Orders.Single(one => one.Id == fill.Order).Side == OrderSide.Buy ? 1m : -1m) * fill.Quantity * (price - fill.Price));

    public bool DidTheSameAs(NaiveState other) =>
        Fills.ToHashSet().SetEquals(other.Fills) && Fills.Count == other.Fills.Count
        && Orders.Zip(other.Orders).All(pair => pair.First.Waits == pair.Second.Waits && pair.First.IsOver == pair.Second.IsOver);
}
