using System.Globalization;

namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>The venue's truth in Binance's JSON: numbers are text with eight places.</summary>
internal static class Shapes
{
    public static string Text(decimal value) => value.ToString("0.00000000", CultureInfo.InvariantCulture);

    public static object BookTicker(string symbol, decimal price) => new { symbol, bidPrice = Text(price), bidQty = Text(1m), askPrice = Text(price), askQty = Text(1m) };

    public static object Order(VenueOrder order) => new
    {
        symbol = order.Symbol,
        orderId = order.Id,
        orderListId = order.ListId,
        clientOrderId = order.ClientId,
        transactTime = order.Updated,
        price = Text(order.Price),
        origQty = Text(order.Quantity),
        executedQty = Text(order.Filled),
        cummulativeQuoteQty = Text(order.Worth),
        status = order.Status,
        timeInForce = order.Wait,
        type = order.Type,
        side = order.Side,
        stopPrice = Text(order.StopPrice),
        time = order.Updated,
        updateTime = order.Updated,
        isWorking = !order.WaitsForStop,
    };

    public static object Cancelled(VenueOrder order, string cancelId) => new
    {
        symbol = order.Symbol,
        origClientOrderId = order.ClientId,
        orderId = order.Id,
        orderListId = order.ListId,
        clientOrderId = cancelId,
        transactTime = order.Updated,
        price = Text(order.Price),
        origQty = Text(order.Quantity),
        executedQty = Text(order.Filled),
        cummulativeQuoteQty = Text(order.Worth),
        status = order.Status,
        timeInForce = order.Wait,
        type = order.Type,
        side = order.Side,
    };

    public static object OrderList(IReadOnlyList<VenueOrder> orders, string clientId, string status, IEnumerable<object> reports) => new
    {
        orderListId = orders[0].ListId,
        contingencyType = "OCO",
        listStatusType = status,
        listOrderStatus = status == "ALL_DONE" ? status : "EXECUTING",
        listClientOrderId = clientId,
        transactionTime = orders[0].Updated,
        symbol = orders[0].Symbol,
        orders = orders.Select(order => new { symbol = order.Symbol, orderId = order.Id, clientOrderId = order.ClientId }),
        orderReports = reports,
    };

    public static object Trade(Trade trade) => new
    {
        symbol = trade.Symbol,
        id = trade.Id,
        orderId = trade.OrderId,
        orderListId = -1,
        price = Text(trade.Price),
        qty = Text(trade.Quantity),
        quoteQty = Text(trade.Price * trade.Quantity),
        // All places that it has: the balances are counted with them.
        commission = trade.Fee.ToString(CultureInfo.InvariantCulture),
        commissionAsset = trade.FeeAsset,
        time = trade.Time,
        isBuyer = trade.IsBuy,
        isMaker = trade.IsMaker,
        isBestMatch = true,
    };

    public static object Balance((string Asset, decimal Free, decimal Locked) each) =>
        new { asset = each.Asset, free = each.Free.ToString(CultureInfo.InvariantCulture), locked = each.Locked.ToString(CultureInfo.InvariantCulture) };

    public static object Listed(Listing listing) => new
    {
        symbol = listing.Symbol,
        status = "TRADING",
        baseAsset = listing.Base,
        quoteAsset = listing.Quote,
        filters = new object[]
        {
            new { filterType = "PRICE_FILTER", minPrice = Text(listing.Tick), maxPrice = "1000000.00000000", tickSize = Text(listing.Tick) },
            new { filterType = "LOT_SIZE", minQty = Text(listing.MinQuantity), maxQty = "9000.00000000", stepSize = Text(listing.Step) },
            new { filterType = "NOTIONAL", minNotional = Text(listing.MinNotional), applyMinToMarket = true, maxNotional = "9000000.00000000", applyMaxToMarket = false, avgPriceMins = 5 },
        },
    };

    /// <summary>user-data-stream.md, "Order Update". A dictionary, because its names differ by case alone.</summary>
    public static Dictionary<string, object?> Report(Told told) => new()
    {
        ["e"] = "executionReport",
        ["E"] = told.Order.Updated,
        ["s"] = told.Order.Symbol,
        ["c"] = told.CancelId ?? told.Order.ClientId,
        ["S"] = told.Order.Side,
        ["o"] = told.Order.Type,
        ["f"] = told.Order.Wait,
        ["q"] = Text(told.Order.Quantity),
        ["p"] = Text(told.Order.Price),
        ["P"] = Text(told.Order.StopPrice),
        ["F"] = "0.00000000",
        ["g"] = told.Order.ListId,
        ["C"] = told.CancelId is null ? "" : told.Order.ClientId,
        ["x"] = told.Execution,
        ["X"] = told.Status ?? told.Order.Status,
        ["r"] = told.Reason,
        ["i"] = told.Order.Id,
        ["l"] = Text(told.Trade?.Quantity ?? 0m),
        ["z"] = Text(told.Filled ?? told.Order.Filled),
        ["L"] = Text(told.Trade?.Price ?? 0m),
        ["n"] = told.Trade?.Fee.ToString(CultureInfo.InvariantCulture) ?? "0",
        ["N"] = told.Trade?.FeeAsset,
        ["T"] = told.Order.Updated,
        ["t"] = told.Trade?.Id ?? -1,
        ["w"] = !told.Order.WaitsForStop,
        ["m"] = told.Trade?.IsMaker ?? false,
        ["O"] = told.Order.Updated,
        ["Z"] = Text(told.Order.Worth),
        ["V"] = "NONE",
    };
}
