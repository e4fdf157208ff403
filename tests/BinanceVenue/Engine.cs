namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>The matching: one price a symbol, set by the test, at which everything that may trade does. Not thread-safe; its owner locks.</summary>
internal sealed class Engine(Func<long> now, Action<Told> tell)
{
    private const decimal FeeRate = 0.001m;

    private readonly List<VenueOrder> _orders = [];
    private readonly List<Trade> _trades = [];
    private readonly Dictionary<string, decimal> _prices = new() { ["BTCUSDT"] = 50_000m, ["ETHUSDT"] = 2_000m };
    private long _lists;

    public Wallet Wallet { get; } = new();

    public IReadOnlyList<VenueOrder> Orders => _orders;

    public IReadOnlyList<Trade> Trades => _trades;

    /// <summary>At most so much is filled of an order at a time; 0: all of it.</summary>
    public decimal FillAtMost { get; set; }

    public long NewList() => ++_lists;

    public decimal PriceOf(string symbol) => _prices[Listing.Of(symbol).Symbol];

    public void SetPrice(string symbol, decimal price)
    {
        _prices[Listing.Of(symbol).Symbol] = price;
        foreach (var order in _orders.Where(order => order.Symbol == symbol).ToArray())
            if (order.IsOpen) Match(order, isMaker: true);
    }

    public VenueOrder Find(string symbol, string? clientId, long? id)
    {
        Listing.Of(symbol);
        return _orders.LastOrDefault(order => order.Symbol == symbol && (id is { } number ? order.Id == number : order.ClientId == clientId)) ?? throw new RefusedException(-2013, "Order does not exist.");
    }

    /// <summary>Takes an order in. Client ids must differ among open orders only, as at Binance.</summary>
    public void Place(VenueOrder order)
    {
        Check(order);
        // The second leg of an OCO ties up nothing: the first has it all.
        if (!Others(order).Any()) Lock(order, order.Quantity * LockPrice(order));
        order.Updated = now();
        _orders.Add(order);
        tell(new("NEW", order, null));
        Match(order, isMaker: false);
        if (order.IsOpen && (order.Type == "MARKET" || order.Wait is "IOC" or "FOK") && !order.WaitsForStop) End(order, "EXPIRED", null);
    }

    /// <summary>Refuses what the venue would not take.</summary>
    public void Check(VenueOrder order)
    {
        var price = PriceOf(order.Symbol);
        Listing.Of(order.Symbol).Check(order.Quantity, order.Price, order.StopPrice, order.Price > 0m ? order.Price : order.StopPrice > 0m ? order.StopPrice : price);
        if (_orders.Any(each => each.IsOpen && each.ClientId == order.ClientId)) throw new RefusedException(-2010, "Duplicate order sent.");
        if (order.StopPrice > 0m && (order.IsBuy ? price >= order.StopPrice : price <= order.StopPrice)) throw new RefusedException(-2010, "Stop price would trigger immediately.");
        if (order.Type == "LIMIT_MAKER" && Crosses(order, price)) throw new RefusedException(-2010, "Order would immediately match and take.");
    }

    public VenueOrder Cancel(string symbol, string? clientId, long? id, string cancelId, bool onlyNew)
    {
        Listing.Of(symbol);
        var order = _orders.LastOrDefault(each => each.IsOpen && each.Symbol == symbol && (id is { } number ? each.Id == number : each.ClientId == clientId)) ?? throw new RefusedException(-2011, "Unknown order sent.");
        if (onlyNew && order.Status != "NEW") throw new RefusedException(-2011, "Order was not canceled due to cancel restrictions.");

        End(order, "CANCELED", cancelId);
        foreach (var other in Others(order)) End(other, "CANCELED", cancelId);
        return order;
    }

    /// <summary>The venue's own doing: maintenance, liquidation.</summary>
    public void Expire(VenueOrder order) => End(order, "EXPIRED", null);

    private void Match(VenueOrder order, bool isMaker)
    {
        var price = _prices[order.Symbol];
        if (order.WaitsForStop)
        {
            if (order.IsBuy ? price < order.StopPrice : price > order.StopPrice) return;
            order.IsTriggered = true;
            isMaker = false;
        }

        if (order.Price > 0m && !Crosses(order, price)) return;

        // A resting order trades at its own price, a taker at the venue's; each part is one execution.
        var at = isMaker && order.Price > 0m ? order.Price : price;
        Fill(order, FillAtMost > 0m ? Math.Min(FillAtMost, order.Remaining) : order.Remaining, at, isMaker);
    }

    private void Fill(VenueOrder order, decimal quantity, decimal price, bool isMaker)
    {
        var listing = Listing.Of(order.Symbol);
        foreach (var other in Others(order))
        {
            (order.Tied, other.Tied) = (order.Tied + other.Tied, 0m);
            End(other, "EXPIRED", null);
        }

        order.Filled += quantity;
        order.Worth += quantity * price;
        order.Status = order.Remaining == 0m ? "FILLED" : "PARTIALLY_FILLED";
        order.Updated = now();

        var tied = order.Tied;
        order.Tied = 0m;
        Wallet.Unlock(AssetOf(order), tied);
        Wallet.Add(AssetOf(order), -(order.IsBuy ? quantity * price : quantity));
        if (order.IsOpen) Lock(order, order.Remaining * LockPrice(order));

        var (got, gotAsset) = order.IsBuy ? (quantity, listing.Base) : (quantity * price, listing.Quote);
        var fee = got * FeeRate;
        Wallet.Add(gotAsset, got - fee);
        var trade = new Trade(_trades.Count(each => each.Symbol == order.Symbol) + 1, order.Symbol, order.Id, price, quantity, fee, gotAsset, order.Updated, order.IsBuy, isMaker);
        _trades.Add(trade);
        tell(new("TRADE", order, trade, Status: order.Status, Filled: order.Filled));
    }

    private void End(VenueOrder order, string status, string? cancelId)
    {
        Wallet.Unlock(AssetOf(order), order.Tied);
        order.Tied = 0m;
        order.Status = status;
        order.Updated = now();
        tell(new(status, order, null, cancelId));
    }

    private IEnumerable<VenueOrder> Others(VenueOrder order) => order.ListId < 0 ? [] : [.. _orders.Where(each => each.ListId == order.ListId && each != order && each.IsOpen)];

    private static bool Crosses(VenueOrder order, decimal price) => order.IsBuy ? price <= order.Price : price >= order.Price;

    private void Lock(VenueOrder order, decimal amount)
    {
        Wallet.Lock(AssetOf(order), amount);
        order.Tied = amount;
    }

    private static string AssetOf(VenueOrder order) => order.IsBuy ? Listing.Of(order.Symbol).Quote : Listing.Of(order.Symbol).Base;

    private decimal LockPrice(VenueOrder order) => !order.IsBuy ? 1m : order.Price > 0m ? order.Price : order.StopPrice > 0m ? order.StopPrice : _prices[order.Symbol];
}
