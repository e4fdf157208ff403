using System.Net;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>A limit on the quantity of every order, and whether it holds.</summary>
internal static class LimitCheck
{
    private const decimal Most = 0.5m;
    private const decimal Lot = 0.00001m;

    /// <summary>In the place of all that a new home has: how much is traded here in a minute is a matter of the machine.</summary>
    public static async Task Set(TradingHouse house)
    {
        object[] items =
        [
            new { limitId = "largest", scope = "account", rule = "maxOrderQuantity", unit = "quantity", value = Most },
            new { limitId = "collar", scope = "account", rule = "priceCollar", unit = "percent", value = 10m },
        ];
        var said = await house.Send(HttpMethod.Put, "risk/limits", new { items }, module: TradingHouse.Risk, version: "\"1\"");
        Assert.True(said.IsDone, $"{said.Status} {said.Body}");
    }

    /// <summary>An order beyond the limit, by however little, is refused; one that is exactly at it passes. It is far from the market, and cancelled again.</summary>
    public static async Task Holds(TradingHouse house)
    {
        var beyond = await house.Place(Order(Most + Lot));
        var within = await house.Place(Order(Most), wait: 3_000);

        Assert.True(beyond.Code == "max-order-quantity", $"{beyond.Status} {beyond.Body}");
        Assert.True(within.Status == HttpStatusCode.Created, $"{within.Status} {within.Body}");
        await house.Cancel(within.Text("orderId"), wait: 3_000);
    }

    /// <summary>Risk has the version that was set, and trading judges by it.</summary>
    public static Task IsInForce(TradingHouse house) => Eventually.Holds(async () =>
    {
        var limits = await house.Get(TradingHouse.Risk, "risk/limits");
        return limits.GetProperty("version").GetInt64() == 2 && limits.GetProperty("inForce").GetBoolean() && limits.GetProperty("items").GetArrayLength() == 2 ? null : $"{limits}";
    });

    private static object Order(decimal quantity) => new { accountId = TradingHouse.Account, symbol = TradingHouse.Bitcoin, side = "buy", type = "limit", limitPrice = 46_000m, quantity };
}
