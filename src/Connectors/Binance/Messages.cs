using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlgoTrendy.Connectors.Binance;

// What Binance says, by its own names. Numbers come as text, so that decimals stay exact.

internal sealed record ErrorMessage(int Code, string? Msg = null);

internal sealed record TimeMessage(long ServerTime);

internal sealed record OrderMessage(
    string Symbol,
    long OrderId,
    string ClientOrderId,
    string Side,
    string Type,
    string Status,
    decimal OrigQty,
    decimal ExecutedQty,
    decimal Price = 0m,
    decimal StopPrice = 0m,
    string? OrigClientOrderId = null,
    long? UpdateTime = null,
    long? TransactTime = null);

/// <summary>An order list; a cancelled leg answers with one too.</summary>
internal sealed record OrderListMessage(string Symbol, long OrderListId, IReadOnlyList<OrderMessage> OrderReports);

internal sealed record TradeMessage(
    string Symbol,
    long Id,
    long OrderId,
    decimal Price,
    decimal Qty,
    decimal Commission,
    string CommissionAsset,
    long Time,
    bool IsBuyer,
    bool IsMaker);

internal sealed record BookTickerMessage(string Symbol, decimal BidPrice, decimal BidQty, decimal AskPrice, decimal AskQty);

internal sealed record AccountMessage(IReadOnlyList<BalanceMessage> Balances);

internal sealed record BalanceMessage(string Asset, decimal Free, decimal Locked);

internal sealed record ReplaceMessage(string CancelResult, string NewOrderResult, JsonElement NewOrderResponse = default);

/// <summary>A replace that failed, in part or whole: the two results are a floor deeper.</summary>
internal sealed record ReplaceErrorMessage(int Code, string? Msg = null, ReplacePartsMessage? Data = null);

internal sealed record ReplacePartsMessage(string? CancelResult = null, string? NewOrderResult = null, JsonElement CancelResponse = default, JsonElement NewOrderResponse = default);

internal sealed record ExchangeMessage(IReadOnlyList<RateLimitMessage> RateLimits, IReadOnlyList<SymbolMessage> Symbols);

internal sealed record RateLimitMessage(string RateLimitType, string Interval, int IntervalNum, int Limit);

internal sealed record SymbolMessage(string Symbol, string Status, string BaseAsset, string QuoteAsset, IReadOnlyList<FilterMessage> Filters);

internal sealed record FilterMessage(
    string FilterType,
    decimal? TickSize = null,
    decimal? StepSize = null,
    decimal? MinQty = null,
    decimal? MinNotional = null);

/// <summary>A frame of the WebSocket API: an event of the subscription, or the answer to a request.</summary>
internal sealed record FrameMessage(JsonElement Event = default, string? Id = null, int? Status = null, ErrorMessage? Error = null);

internal sealed record SocketRequest(string Id, string Method, IReadOnlyDictionary<string, string>? Params);

/// <summary>user-data-stream.md, "Order Update". Names differ by case alone.</summary>
internal sealed record ExecutionReport(
    [property: JsonPropertyName("s")] string Symbol,
    [property: JsonPropertyName("c")] string ClientOrderId,
    [property: JsonPropertyName("C")] string? CancelledClientOrderId,
    [property: JsonPropertyName("S")] string Side,
    [property: JsonPropertyName("x")] string ExecutionType,
    [property: JsonPropertyName("X")] string Status,
    [property: JsonPropertyName("r")] string? RejectReason,
    [property: JsonPropertyName("i")] long OrderId,
    [property: JsonPropertyName("l")] decimal LastQuantity,
    [property: JsonPropertyName("z")] decimal FilledQuantity,
    [property: JsonPropertyName("L")] decimal LastPrice,
    [property: JsonPropertyName("n")] decimal Commission,
    [property: JsonPropertyName("N")] string? CommissionAsset,
    [property: JsonPropertyName("T")] long Time,
    [property: JsonPropertyName("t")] long TradeId,
    [property: JsonPropertyName("m")] bool IsMaker);

internal sealed record AccountPosition([property: JsonPropertyName("B")] IReadOnlyList<PositionBalance> Balances);

internal sealed record PositionBalance(
    [property: JsonPropertyName("a")] string Asset,
    [property: JsonPropertyName("f")] decimal Free,
    [property: JsonPropertyName("l")] decimal Locked);

/// <summary>What is missing or malformed throws: half a message is worse than none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErrorMessage)), JsonSerializable(typeof(TimeMessage)), JsonSerializable(typeof(OrderMessage))]
[JsonSerializable(typeof(OrderListMessage)), JsonSerializable(typeof(List<OrderMessage>)), JsonSerializable(typeof(List<TradeMessage>))]
[JsonSerializable(typeof(AccountMessage)), JsonSerializable(typeof(ReplaceMessage)), JsonSerializable(typeof(ReplaceErrorMessage))]
[JsonSerializable(typeof(ExchangeMessage)), JsonSerializable(typeof(FrameMessage)), JsonSerializable(typeof(SocketRequest))]
[JsonSerializable(typeof(ExecutionReport)), JsonSerializable(typeof(AccountPosition)), JsonSerializable(typeof(BookTickerMessage))]
internal sealed partial class Messages : JsonSerializerContext;
