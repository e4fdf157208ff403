using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using AlgoTrendy.Connectors.Binance;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Binance;

public class MessagesTests
{
    // Field by field as user-data-stream.md, "Order Update", lists them.
    private const string Report = """
        {"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000",
         "F":"0.00000000","g":-1,"C":"","x":"NEW","X":"NEW","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,
         "I":8641984,"w":true,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"NONE"}
        """;

    [Fact]
    public void A_fill_is_read_to_the_last_digit()
    {
        var report = Report.Replace("\"x\":\"NEW\",\"X\":\"NEW\"", "\"x\":\"TRADE\",\"X\":\"PARTIALLY_FILLED\"", StringComparison.Ordinal)
            .Replace("\"l\":\"0.00000000\"", "\"l\":\"0.12345678\"", StringComparison.Ordinal).Replace("\"L\":\"0.00000000\"", "\"L\":\"0.10264409\"", StringComparison.Ordinal)
            .Replace("\"n\":\"0\",\"N\":null", "\"n\":\"0.00000011\",\"N\":\"BNB\"", StringComparison.Ordinal).Replace("\"t\":-1", "\"t\":77", StringComparison.Ordinal);

        var filled = Assert.IsType<BrokerEvent.Filled>(Read(report));

        Assert.Equal(new ExecutionKey(new("ETHBTC", "BINANCE"), 77), filled.Execution.Key);
        Assert.Equal((0.12345678m, 0.10264409m), (filled.Execution.Quantity.Value, filled.Execution.Price.Value));
        Assert.Equal(new Money(0.00000011m, new("BNB")), filled.Execution.Fee);
        Assert.Equal("mUvoqJxFIILMdfAW5iGSOW", filled.Order.ClientId);
    }

    [Theory]
    [InlineData("NEW", "NEW", typeof(BrokerEvent.Accepted))]
    [InlineData("CANCELED", "CANCELED", typeof(BrokerEvent.Cancelled))]
    [InlineData("EXPIRED", "EXPIRED", typeof(BrokerEvent.Expired))]
    [InlineData("TRADE_PREVENTION", "EXPIRED_IN_MATCH", typeof(BrokerEvent.Expired))]
    [InlineData("REJECTED", "REJECTED", typeof(BrokerEvent.Rejected))]
    [InlineData("REPLACED", "NEW", typeof(BrokerEvent.Gap))]
    [InlineData("NEW", "SOMETHING_NEW", typeof(BrokerEvent.Gap))]
    public void What_is_not_understood_is_a_gap(string execution, string status, Type kind) =>
        Assert.IsType(kind, Read(Report.Replace("\"x\":\"NEW\",\"X\":\"NEW\"", $"\"x\":\"{execution}\",\"X\":\"{status}\"", StringComparison.Ordinal)));

    [Fact]
    public void A_cancel_names_the_order_and_not_itself()
    {
        var report = Report.Replace("\"C\":\"\",\"x\":\"NEW\",\"X\":\"NEW\"", "\"C\":\"ours\",\"x\":\"CANCELED\",\"X\":\"CANCELED\"", StringComparison.Ordinal);

        Assert.Equal("ours", Assert.IsType<BrokerEvent.Cancelled>(Read(report)).Order.ClientId);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"event":{}}""")]
    [InlineData("""{"event":{"e":"executionReport"}}""")]
    [InlineData("""{"event":{"e":"somethingNew"}}""")]
    public void A_frame_that_cannot_be_read_is_a_gap(string frame)
    {
        var channel = Channel.CreateUnbounded<BrokerEvent>();

        var end = StreamFrames.Read(Encoding.UTF8.GetBytes(frame), channel.Writer);

        Assert.Null(end);
        Assert.True(channel.Reader.TryRead(out var told));
        Assert.IsType<BrokerEvent.Gap>(told);
    }

    [Theory]
    [InlineData("""{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1}}""")]
    [InlineData("""{"event":{"e":"serverShutdown","E":1}}""")]
    [InlineData("""{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}}""")]
    public void The_venue_may_end_a_subscription(string frame) =>
        Assert.NotNull(StreamFrames.Read(Encoding.UTF8.GetBytes(frame), Channel.CreateUnbounded<BrokerEvent>().Writer));

    [Fact]
    public void Filters_are_the_grid()
    {
        // Numbers as in filters.md.
        const string text = """
            {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
              {"filterType":"PRICE_FILTER","minPrice":"0.00000100","maxPrice":"100000.00000000","tickSize":"0.01000000"},
              {"filterType":"LOT_SIZE","minQty":"0.00100000","maxQty":"100000.00000000","stepSize":"0.00001000"},
              {"filterType":"ICEBERG_PARTS","limit":10},
              {"filterType":"NOTIONAL","minNotional":"10.00000000","applyMinToMarket":false,"maxNotional":"10000.00000000","applyMaxToMarket":false,"avgPriceMins":5}]}
            """;

        var instrument = Symbols.Instrument(Parsed(text))!;

        Assert.Equal("BTCUSDT.BINANCE", instrument.Symbol.ToString());
        Assert.Equal((0.01m, 0.00001m, 0.001m, 10m), (instrument.TickSize, instrument.LotSize, instrument.MinQuantity, instrument.MinNotional));
        Assert.Equal((Currency.Usdt, Currency.Btc), (instrument.Currency, instrument.BaseCurrency));
        Assert.True(instrument.IsOnTick(new(64000.01m)) && !instrument.IsOnTick(new(64000.011m)));
    }

    [Theory]
    [InlineData("HALT", "BTCUSDT", "BTC")]
    [InlineData("TRADING", "这是测试币456", "这是测试币")]
    public void What_cannot_be_traded_or_named_is_left_out(string status, string symbol, string asset) =>
        Assert.Null(Symbols.Instrument(new(symbol, status, asset, "USDT", [])));

    [Theory]
    [InlineData(OrderSide.Sell, "aboveType=LIMIT_MAKER&aboveClientOrderId=l&abovePrice=110&belowType=STOP_LOSS&belowClientOrderId=s&belowStopPrice=90")]
    [InlineData(OrderSide.Buy, "belowType=LIMIT_MAKER&belowClientOrderId=l&belowPrice=110&aboveType=STOP_LOSS&aboveClientOrderId=s&aboveStopPrice=90")]
    public void The_legs_of_an_oco_lie_on_their_sides(OrderSide side, string legs) =>
        Assert.EndsWith(legs, Tickets.Of(new OcoTicket(new("o"), new Symbol("BTCUSDT", "BINANCE"), side, new(1m), new("l"), new(110m), new("s"), new(90m))).Joined, StringComparison.Ordinal);

    public static TheoryData<OrderTerms, TimeInForce, string?> AllTerms => new()
    {
        { MarketTerms.Instance, TimeInForce.Gtc, "type=MARKET" },
        { new LimitTerms(new(5m)), TimeInForce.Fok, "type=LIMIT&timeInForce=FOK&price=5" },
        { new LimitTerms(new(5m), PostOnly: true), TimeInForce.Gtc, "type=LIMIT_MAKER&price=5" },
        { new LimitTerms(new(5m), PostOnly: true), TimeInForce.Ioc, null },
        { new StopTerms(new(4m)), TimeInForce.Gtc, "type=STOP_LOSS&stopPrice=4" },
        { new StopLimitTerms(new(4m), new(3.5m)), TimeInForce.Gtc, "type=STOP_LOSS_LIMIT&timeInForce=GTC&price=3.5&stopPrice=4" },
        { TrailingStopTerms.ByPercent(1.25m), TimeInForce.Gtc, "type=STOP_LOSS&trailingDelta=125" },
        { TrailingStopTerms.ByPercent(1.255m), TimeInForce.Gtc, null },
        { TrailingStopTerms.ByAmount(3m), TimeInForce.Gtc, null },
        { new LimitTerms(new(5m)), TimeInForce.Day, null },
        { new LimitTerms(new(5m)), TimeInForce.Gtd, null },
    };

    [Theory, MemberData(nameof(AllTerms))]
    public void A_ticket_is_said_in_the_venues_words_or_not_at_all(OrderTerms terms, TimeInForce wait, string? words)
    {
        var order = Tickets.Of(new OrderTicket(new("a-1"), new("BTCUSDT", "BINANCE"), OrderSide.Buy, new(1m), terms, wait));

        Assert.Equal(words is null ? null : $"symbol=BTCUSDT&side=BUY&newClientOrderId=a-1&quantity=1&newOrderRespType=RESULT&{words}", order?.Joined);
    }

    [Fact]
    public void What_spot_has_no_word_for_is_not_said()
    {
        var ticket = new OrderTicket(new("a-1"), new("BTCUSDT", "BINANCE"), OrderSide.Sell, new(1m), new LimitTerms(new(5m)));

        Assert.Null(Tickets.Of(ticket with { ReduceOnly = true }));
        Assert.Null(Tickets.Of(ticket with { ExpiresAt = Instant64.FromUtc(2026, 1, 1, 0, 0) }));
        Assert.Equal("not-supported", Tickets.NotSupported(new BracketTicket(ticket, null, null)).Code);
    }

    private static BrokerEvent Read(string report)
    {
        var channel = Channel.CreateUnbounded<BrokerEvent>();
        Assert.Null(StreamFrames.Read(Encoding.UTF8.GetBytes($$"""{"subscriptionId":0,"event":{{report}}}"""), channel.Writer));
        return channel.Reader.TryRead(out var told) ? told : throw new InvalidOperationException("Nothing was told.");
    }

    private static SymbolMessage Parsed(string text) =>
        JsonSerializer.Deserialize($$"""{"rateLimits":[],"symbols":[{{text}}]}""", Messages.Default.ExchangeMessage)!.Symbols[0];
}
