using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Binance's messages in the house's words.</summary>
internal static class Reports
{
    // A cancel's reply has the cancel's own id, and the order's under another name.
    public static VenueOrder Order(OrderMessage message) => new(
        Text(message.OrderId),
        message.OrigClientOrderId is { Length: > 0 } id ? id : message.ClientOrderId,
        Symbols.Of(message.Symbol),
        SideOf(message.Side),
        new(message.OrigQty),
        new(message.ExecutedQty),
        StatusOf(message.Status),
        (message.UpdateTime ?? message.TransactTime) is { } time ? TimeOf(time) : null)
    {
        Limit = message.Price > 0m ? new Price(message.Price) : null,
        Stop = message.StopPrice > 0m ? new Price(message.StopPrice) : null,
    };

    public static VenueExecution Execution(TradeMessage trade) => new(
        new(Symbols.Of(trade.Symbol), trade.Id),
        Text(trade.OrderId),
        trade.IsBuyer ? OrderSide.Buy : OrderSide.Sell,
        new(trade.Qty),
        new(trade.Price),
        new(trade.Commission, CurrencyOf(trade.CommissionAsset)),
        trade.IsMaker ? Liquidity.Maker : Liquidity.Taker,
        TimeOf(trade.Time));

    public static Balance? Balance(string asset, decimal free, decimal locked) => Symbols.CurrencyOf(asset) is { } currency ? new(currency, free, locked) : null;

    /// <summary>What an executionReport says, or a gap where it says something that is not understood.</summary>
    public static BrokerEvent Event(ExecutionReport report)
    {
        // In a cancel's report "c" is the cancel, "C" the order.
        var id = report.CancelledClientOrderId is { Length: > 0 } cancelled ? cancelled : report.ClientOrderId;
        var order = new OrderEvent(Symbols.Of(report.Symbol), id, Text(report.OrderId), SideOf(report.Side), StatusOf(report.Status), report.FilledQuantity, TimeOf(report.Time));
        return report.ExecutionType switch
        {
            "NEW" => new BrokerEvent.Accepted(order),
            "TRADE" => new BrokerEvent.Filled(order, Execution(report)),
            "CANCELED" => new BrokerEvent.Cancelled(order),
            "EXPIRED" or "TRADE_PREVENTION" when order.Status is VenueOrderStatus.Expired => new BrokerEvent.Expired(order, $"Binance: {report.Status}."),
            "REJECTED" => new BrokerEvent.Rejected(order, $"Binance: {report.RejectReason}."),
            _ => new BrokerEvent.Gap($"Binance told of order {report.OrderId} with '{report.ExecutionType}', which this version does not know."),
        };
    }

    /// <summary>An empty side of the book comes as 0.</summary>
    public static QuoteTick Quote(BookTickerMessage message, DateTimeOffset at) => new(
        Instant64.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), PriceOf(message.BidPrice), (double)message.BidQty, PriceOf(message.AskPrice), (double)message.AskQty);

    private static double PriceOf(decimal price) => price > 0m ? (double)price : double.NaN;

    private static VenueExecution Execution(ExecutionReport report) => new(
        new(Symbols.Of(report.Symbol), report.TradeId),
        Text(report.OrderId),
        SideOf(report.Side),
        new(report.LastQuantity),
        new(report.LastPrice),
        new(report.Commission, CurrencyOf(report.CommissionAsset)),
        report.IsMaker ? Liquidity.Maker : Liquidity.Taker,
        TimeOf(report.Time));

    private static OrderSide SideOf(string side) => side switch
    {
        "BUY" => OrderSide.Buy,
        "SELL" => OrderSide.Sell,
        _ => throw new FormatException($"'{side}' is no side of an order."),
    };

    // enums.md, "Order status".
    private static VenueOrderStatus StatusOf(string status) => status switch
    {
        "NEW" or "PENDING_NEW" or "PENDING_CANCEL" => VenueOrderStatus.Open,
        "PARTIALLY_FILLED" => VenueOrderStatus.PartiallyFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" => VenueOrderStatus.Cancelled,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
        "REJECTED" => VenueOrderStatus.Rejected,
        _ => throw new FormatException($"'{status}' is no status of an order."),
    };

    private static Currency CurrencyOf(string? asset) => Symbols.CurrencyOf(asset ?? "") ?? throw new FormatException($"'{asset}' is no currency of a fee.");

    private static Instant64 TimeOf(long milliseconds) => Instant64.FromUnixTimeMilliseconds(milliseconds);

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
