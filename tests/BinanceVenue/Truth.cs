namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>An order as the venue has it.</summary>
internal sealed class VenueOrder
{
    public required long Id { get; init; }
    public required string Symbol { get; init; }
    public required string ClientId { get; init; }
    public required bool IsBuy { get; init; }
    public required string Type { get; init; }
    public required string Wait { get; init; }
    public required decimal Quantity { get; init; }
    public decimal Price { get; init; }
    public decimal StopPrice { get; init; }
    public long ListId { get; init; } = -1;
    public decimal Filled { get; set; }

    /// <summary>What of the wallet it has locked: quote for a purchase, base for a sale.</summary>
    public decimal Tied { get; set; }

    public decimal Worth { get; set; }
    public string Status { get; set; } = "NEW";
    public bool IsTriggered { get; set; }
    public long Updated { get; set; }

    public decimal Remaining => Quantity - Filled;
    public bool IsOpen => Status is "NEW" or "PARTIALLY_FILLED";
    public string Side => IsBuy ? "BUY" : "SELL";
    public bool WaitsForStop => StopPrice > 0m && !IsTriggered;
}

internal sealed record Trade(long Id, string Symbol, long OrderId, decimal Price, decimal Quantity, decimal Fee, string FeeAsset, long Time, bool IsBuy, bool IsMaker);

/// <summary>What the engine tells of an order, for the user stream.</summary>
internal sealed record Told(string Execution, VenueOrder Order, Trade? Trade, string? CancelId = null, string Reason = "NONE", string? Status = null, decimal? Filled = null);

/// <summary>A request that the engine refuses, with Binance's code and words.</summary>
internal sealed class RefusedException(int code, string message, int status = 400) : Exception(message)
{
    public int Code { get; } = code;
    public int Status { get; } = status;
}

/// <summary>Free and locked amounts, counted to the last digit.</summary>
internal sealed class Wallet
{
    private readonly SortedDictionary<string, (decimal Free, decimal Locked)> _amounts = new(StringComparer.Ordinal) { ["BNB"] = (0m, 0m), ["BTC"] = (10m, 0m), ["ETH"] = (100m, 0m), ["USDT"] = (1_000_000m, 0m) };

    public IEnumerable<(string Asset, decimal Free, decimal Locked)> All => _amounts.Select(each => (each.Key, each.Value.Free, each.Value.Locked));

    public (decimal Free, decimal Locked) Of(string asset) => _amounts.GetValueOrDefault(asset);

    public void Lock(string asset, decimal amount)
    {
        var (free, locked) = Of(asset);
        if (free < amount) throw new RefusedException(-2010, "Account has insufficient balance for requested action.");
        _amounts[asset] = (free - amount, locked + amount);
    }

    public void Unlock(string asset, decimal amount) => Change(asset, amount, -amount);

    public void Add(string asset, decimal amount) => Change(asset, amount, 0m);

    private void Change(string asset, decimal free, decimal locked)
    {
        var before = Of(asset);
        _amounts[asset] = (before.Free + free, before.Locked + locked);
    }
}
