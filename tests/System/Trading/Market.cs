using System.Globalization;
using AlgoTrendy.Tests.Processes.Binance;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Moves the venue's prices at random, has it fill in parts, and says what orders would be near the market.</summary>
internal sealed class Market(VenueProcess venue, int seed)
{
    private readonly Random _chance = new(seed);
    private volatile Prices _now = new(50_000m, 2_000m);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _now = new(Walk(_now.Bitcoin, 49_000m, 51_000m), Walk(_now.Ether, 1_960m, 2_040m));
            await venue.Price(_now.Bitcoin);
            await venue.Post(string.Create(CultureInfo.InvariantCulture, $"price?symbol=ETHUSDT&price={_now.Ether}"));
            if (_chance.Next(4) == 0) await venue.Post(string.Create(CultureInfo.InvariantCulture, $"fill-at-most?quantity={_chance.Next(3) * 0.0013m}"));
            await Task.Delay(_chance.Next(10, 80), Ct);
        }
    }

    /// <summary>As it is asked for by HTTP.</summary>
    public Dictionary<string, object> RandomOrder(Random chance, string tag)
    {
        var isBitcoin = chance.Next(3) > 0;
        var (price, quantity) = isBitcoin ? (_now.Bitcoin, chance.Next(20, 600) * 0.00001m) : (_now.Ether, chance.Next(50, 1500) * 0.0001m);
        var isBuy = chance.Next(2) == 0;
        var order = new Dictionary<string, object>
        {
            ["accountId"] = TradingHouse.Account,
            ["symbol"] = isBitcoin ? "BTCUSDT.BINANCE" : "ETHUSDT.BINANCE",
            ["side"] = isBuy ? "buy" : "sell",
            ["quantity"] = quantity,
            ["tag"] = tag,
        };
        if (chance.Next(3) is > 0 and var strategy) order["strategyId"] = strategy == 1 ? "grid" : "trend";
        var better = isBuy ? -1m : 1m;
        switch (chance.Next(10))
        {
            case < 3:
                order["type"] = "market";
                break;
            case < 6:
                (order["type"], order["limitPrice"]) = ("limit", Near(price, better * Distance(chance)));
                if (chance.Next(4) == 0) order["postOnly"] = true;
                break;
            case 6:
                (order["type"], order["limitPrice"], order["timeInForce"]) = ("limit", Near(price, -better * 0.001m), "ioc");
                break;
            case 7:
                (order["type"], order["stopPrice"]) = ("stop", Near(price, -better * Distance(chance)));
                break;
            default:
                (order["type"], order["limitPrice"], order["groupType"], order["stopLoss"]) = ("limit", Near(price, better * Distance(chance)), "oco", new { stopPrice = Near(price, -better * Distance(chance)) });
                break;
        }

        return order;
    }

    public object RandomChange(Random chance) => chance.Next(3) == 0 ? new { quantity = chance.Next(200, 600) * 0.0001m } : new { limitPrice = Near(chance.Next(4) == 0 ? _now.Ether : _now.Bitcoin, (chance.Next(2) * 2 - 1) * Distance(chance)) };

    private decimal Walk(decimal price, decimal least, decimal most) => Math.Clamp(Near(price, (decimal)(_chance.NextDouble() - 0.5) * 0.004m), least, most);

    private static decimal Distance(Random chance) => (decimal)chance.NextDouble() * 0.004m + 0.0002m;

    private static decimal Near(decimal price, decimal share) => Math.Round(price * (1m + share), 2);

    private sealed record Prices(decimal Bitcoin, decimal Ether);
}
