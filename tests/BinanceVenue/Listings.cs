namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>What is traded here, with its grid.</summary>
internal sealed record Listing(string Symbol, string Base, string Quote, decimal Tick, decimal Step, decimal MinQuantity, decimal MinNotional)
{
    public static readonly IReadOnlyDictionary<string, Listing> All = new[]
    {
        new Listing("BTCUSDT", "BTC", "USDT", 0.01m, 0.00001m, 0.00001m, 5m),
        new Listing("ETHUSDT", "ETH", "USDT", 0.01m, 0.0001m, 0.0001m, 5m),
    }.ToDictionary(listing => listing.Symbol);

    public static Listing Of(string symbol) => All.GetValueOrDefault(symbol) ?? throw new RefusedException(-1121, "Invalid symbol.");

    public void Check(decimal quantity, decimal price, decimal stop, decimal worthAt)
    {
        if (price % Tick != 0m || stop % Tick != 0m) throw new RefusedException(-1013, "Filter failure: PRICE_FILTER");
        if (quantity < MinQuantity || quantity % Step != 0m) throw new RefusedException(-1013, "Filter failure: LOT_SIZE");
        if (quantity * worthAt < MinNotional) throw new RefusedException(-1013, "Filter failure: NOTIONAL");
    }
}
