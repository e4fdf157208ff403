namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>Binance's methods on the engine: each takes a request and gives the reply's shape. The caller locks.</summary>
internal sealed class Venue(Engine engine, Action<object> tell)
{
    private long _orders;
    private long _cancels;

    public Engine Engine => engine;

    public object Place(Request request) => Shapes.Order(Take(request));

    public object PlaceOco(Request request)
    {
        var list = engine.NewList();
        VenueOrder[] legs = [Leg(request, "above", list), Leg(request, "below", list)];
        // A list is refused whole: of one that is, no leg is ever an order.
        foreach (var leg in legs) engine.Check(leg);
        foreach (var leg in legs) engine.Place(leg);
        return Shapes.OrderList(legs, request["listClientOrderId"] ?? $"list-{list}", "EXEC_STARTED", legs.Select(Shapes.Order));
    }

    public object Cancel(Request request)
    {
        var cancelId = $"cancel-{++_cancels}";
        var order = engine.Cancel(request.Must("symbol"), request["origClientOrderId"], request.Whole("orderId"), cancelId, request["cancelRestrictions"] == "ONLY_NEW");
        if (order.ListId < 0) return Shapes.Cancelled(order, cancelId);

        VenueOrder[] legs = [.. engine.Orders.Where(each => each.ListId == order.ListId)];
        return Shapes.OrderList(legs, $"list-{order.ListId}", "ALL_DONE", legs.Select(leg => Shapes.Cancelled(leg, cancelId)));
    }

    public (int Status, object Body) Replace(Request request)
    {
        var cancelId = $"cancel-{++_cancels}";
        VenueOrder old;
        try
        {
            old = engine.Cancel(request.Must("symbol"), request["cancelOrigClientOrderId"], request.Whole("cancelOrderId"), cancelId, request["cancelRestrictions"] == "ONLY_NEW");
        }
        catch (RefusedException no)
        {
            return (400, new { code = -2022, msg = "Order cancel-replace failed.", data = new { cancelResult = "FAILURE", newOrderResult = "NOT_ATTEMPTED", cancelResponse = new { code = no.Code, msg = no.Message }, newOrderResponse = (object?)null } });
        }

        try
        {
            var order = Take(request);
            return (200, new { cancelResult = "SUCCESS", newOrderResult = "SUCCESS", cancelResponse = Shapes.Cancelled(old, cancelId), newOrderResponse = Shapes.Order(order) });
        }
        catch (RefusedException no)
        {
            return (409, new { code = -2021, msg = "Order cancel-replace partially failed.", data = new { cancelResult = "SUCCESS", newOrderResult = "FAILURE", cancelResponse = Shapes.Cancelled(old, cancelId), newOrderResponse = new { code = no.Code, msg = no.Message } } });
        }
    }

    public object Find(Request request) => Shapes.Order(engine.Find(request.Must("symbol"), request["origClientOrderId"], request.Whole("orderId")));

    public object OpenOrders(Request request) => engine.Orders.Where(order => order.IsOpen && (request["symbol"] is not { } symbol || order.Symbol == symbol)).Select(Shapes.Order).ToArray();

    public object Trades(Request request) => engine.Trades
        .Where(trade => trade.Symbol == request.Must("symbol") && trade.Id >= (request.Whole("fromId") ?? 0) && (request.Whole("orderId") is not { } order || trade.OrderId == order))
        .Take((int)(request.Whole("limit") ?? 500)).Select(Shapes.Trade).ToArray();

    public object Account(Request request) => new { makerCommission = 10, canTrade = true, accountType = "SPOT", balances = engine.Wallet.All.Where(each => request["omitZeroBalances"] != "true" || each.Free + each.Locked != 0m).Select(Shapes.Balance).ToArray() };

    public void TellBalances() => tell(new Dictionary<string, object>
    {
        ["e"] = "outboundAccountPosition",
        ["B"] = engine.Wallet.All.Select(each => new { a = each.Asset, f = Shapes.Text(each.Free), l = Shapes.Text(each.Locked) }).ToArray(),
    });

    private VenueOrder Take(Request request)
    {
        var type = request.Must("type");
        if (type is not ("LIMIT" or "MARKET" or "LIMIT_MAKER" or "STOP_LOSS" or "STOP_LOSS_LIMIT")) throw new RefusedException(-1116, "Invalid orderType.");
        if (request["trailingDelta"] is not null) throw new RefusedException(-2010, "Trailing stop orders are not supported for this symbol.");

        var order = new VenueOrder
        {
            Id = ++_orders,
            Symbol = Listing.Of(request.Must("symbol")).Symbol,
            ClientId = request["newClientOrderId"] ?? $"venue-{_orders}",
            IsBuy = IsBuy(request),
            Type = type,
            Wait = type is "LIMIT" or "STOP_LOSS_LIMIT" ? request.Must("timeInForce") : "GTC",
            Quantity = request.Number("quantity"),
            Price = request.Number("price"),
            StopPrice = request.Number("stopPrice"),
        };
        engine.Place(order);
        return order;
    }

    private VenueOrder Leg(Request request, string side, long list) => new()
    {
        Id = ++_orders,
        Symbol = Listing.Of(request.Must("symbol")).Symbol,
        ClientId = request[side + "ClientOrderId"] ?? $"venue-{_orders}",
        IsBuy = IsBuy(request),
        Type = request.Must(side + "Type"),
        Wait = request[side + "TimeInForce"] ?? "GTC",
        Quantity = request.Number("quantity"),
        Price = request.Number(side + "Price"),
        StopPrice = request.Number(side + "StopPrice"),
        ListId = list,
    };

    private static bool IsBuy(Request request) => request.Must("side") switch
    {
        "BUY" => true,
        "SELL" => false,
        _ => throw new RefusedException(-1117, "Invalid side."),
    };
}
