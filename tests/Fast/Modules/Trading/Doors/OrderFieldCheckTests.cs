using System.Globalization;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Doors;
using AlgoTrendy.Modules.Trading.Orders;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>Which fields an order can have: tables for what is said in words, properties for classes of numbers.</summary>
public sealed class OrderFieldCheckTests
{
    private static readonly NewOrder Plain = new("main", "BTCUSDT.SIM", OrderSide.Buy, OrderType.Market, new(1m));

    /// <summary>The sets of fields that make an order of each type: exactly one of them.</summary>
    private static readonly Dictionary<OrderType, string[][]> Sets = new()
    {
        [OrderType.Market] = [[]],
        [OrderType.Limit] = [["limitPrice"]],
        [OrderType.Stop] = [["stopPrice"]],
        [OrderType.StopLimit] = [["limitPrice", "stopPrice"]],
        [OrderType.TrailingStop] = [["trailAmount"], ["trailPercent"]],
    };

    [Theory]
    [InlineData("trend", null)]
    [InlineData("unassigned", "unassigned is what no strategy owns: leave strategyId out.")]
    public void The_part_of_what_nobody_owns_is_no_strategy(string strategy, string? fault) => Assert.Equal(fault, OrderFieldCheck.FaultOf(Plain with { StrategyId = strategy })?.Message);

    [Fact]
    public void A_type_takes_its_own_fields_all_of_them_and_no_others()
    {
        string[] fields = ["limitPrice", "stopPrice", "trailAmount", "trailPercent"];
        foreach (var (type, sets) in Sets)
        {
            for (var bits = 0; bits < 1 << fields.Length; bits++)
            {
                var given = fields.Where((_, index) => (bits >> index & 1) != 0).ToArray();

                var fault = OrderFieldCheck.FaultOf(Priced(type, given));

                Assert.True(fault is null == sets.Any(set => set.SequenceEqual(given)), $"{type} with {string.Join(", ", given)}: {fault?.Message ?? "taken"}");
                Assert.True(fault is null || (fault.Code == "invalid" && fields.Contains(fault.Field)), $"{type}: {fault}");
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"market"}""", null)]
    [InlineData("""{"type":"market","timeInForce":"ioc"}""", null)]
    [InlineData("""{"type":"limit","limitPrice":"0"}""", "limitPrice")]
    [InlineData("""{"type":"limit","limitPrice":"-1"}""", "limitPrice")]
    [InlineData("""{"type":"limit","limitPrice":"1000000000000"}""", null)]
    [InlineData("""{"type":"limit","limitPrice":"1000000000000.01"}""", "limitPrice")]
    [InlineData("""{"type":"limit","limitPrice":"1.1234567890123456789"}""", "limitPrice")]
    [InlineData("""{"type":"trailingStop","trailPercent":"0"}""", "trailPercent")]
    [InlineData("""{"type":"trailingStop","trailPercent":"99.9"}""", null)]
    [InlineData("""{"type":"trailingStop","trailPercent":"100"}""", "trailPercent")]
    [InlineData("""{"type":"trailingStop","trailAmount":"0"}""", "trailAmount")]
    [InlineData("""{"type":"market","timeInForce":"gtd"}""", "expiresAt")]
    [InlineData("""{"type":"limit","limitPrice":"1","timeInForce":"gtd","expiresAt":"2030-01-01T00:00:00Z"}""", null)]
    [InlineData("""{"type":"limit","limitPrice":"1","expiresAt":"2030-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"type":"stop","stopPrice":"1","timeInForce":"ioc"}""", "timeInForce")]
    [InlineData("""{"type":"trailingStop","trailAmount":"1","timeInForce":"fok"}""", "timeInForce")]
    [InlineData("""{"type":"limit","limitPrice":"1","postOnly":true}""", null)]
    [InlineData("""{"type":"market","postOnly":true}""", "postOnly")]
    [InlineData("""{"type":"stopLimit","limitPrice":"1","stopPrice":"1","postOnly":true}""", "postOnly")]
    [InlineData("""{"type":"limit","limitPrice":"1","postOnly":true,"timeInForce":"ioc"}""", "postOnly")]
    [InlineData("""{"type":"market","symbol":""}""", "symbol")]
    [InlineData("""{"type":"market","symbol":" "}""", "symbol")]
    [InlineData("""{"type":"market","accountId":"Main"}""", "accountId")]
    [InlineData("""{"type":"market","accountId":""}""", "accountId")]
    [InlineData("""{"type":"market","accountId":"a-1234567890123456789012345"}""", "accountId")]
    [InlineData("""{"type":"market","tag":"Ausbruch über 漢"}""", null)]
    [InlineData("""{"type":"market","tag":""}""", "tag")]
    [InlineData("""{"type":"market","tag":"a\nb"}""", "tag")]
    [InlineData("""{"type":"market","tag":"a\u202eb"}""", "tag")]
    [InlineData("""{"type":"market","strategyId":"\u0000"}""", "strategyId")]
    public void Fields_are_taken_or_named(string json, string? field) => Assert.Equal(field, OrderFieldCheck.FaultOf(Read(json))?.Field);

    [Theory]
    [InlineData("""{"type":"market","takeProfit":{"limitPrice":"110"}}""", "groupType")]
    [InlineData("""{"type":"market","groupType":"bracket"}""", "groupType")]
    [InlineData("""{"type":"market","groupType":"bracket","takeProfit":{"limitPrice":"110"}}""", null)]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{"trailPercent":"5"}}""", null)]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{}}""", "stopLoss.stopPrice")]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{"stopPrice":"90","trailPercent":"5"}}""", "stopLoss.stopPrice")]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{"trailAmount":"5","limitPrice":"90"}}""", "stopLoss.limitPrice")]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{"trailAmount":"5","trailPercent":"9"}}""", "stopLoss.trailPercent")]
    [InlineData("""{"type":"market","groupType":"bracket","stopLoss":{"stopPrice":"0"}}""", "stopLoss.stopPrice")]
    [InlineData("""{"type":"market","groupType":"bracket","takeProfit":{"limitPrice":"-1"}}""", "takeProfit.limitPrice")]
    [InlineData("""{"type":"market","reduceOnly":true,"groupType":"bracket","takeProfit":{"limitPrice":"110"}}""", "reduceOnly")]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","side":"sell","stopLoss":{"stopPrice":"90"}}""", null)]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","side":"sell","stopLoss":{"stopPrice":"100"}}""", "stopLoss.stopPrice")]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","stopLoss":{"stopPrice":"110","limitPrice":"112"}}""", null)]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","stopLoss":{"stopPrice":"90"}}""", "stopLoss.stopPrice")]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco"}""", "stopLoss")]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","stopLoss":{"stopPrice":"110"},"takeProfit":{"limitPrice":"90"}}""", "takeProfit")]
    [InlineData("""{"type":"limit","limitPrice":"100","groupType":"oco","stopLoss":{"stopPrice":"110"},"timeInForce":"fok"}""", "timeInForce")]
    [InlineData("""{"type":"stop","stopPrice":"100","groupType":"oco","stopLoss":{"stopPrice":"110"}}""", "type")]
    public void Groups_are_taken_or_the_field_is_named(string json, string? field) => Assert.Equal(field, OrderFieldCheck.FaultOf(Read(json))?.Field);

    [Fact]
    public void Exits_lie_on_either_side_of_the_entry() => Prop.ForAll(Gen.Choose(1, 5).Four().ToArbitrary(), four =>
    {
        var (stop, entry, target, side) = four;
        var order = Plain with
        {
            Side = side % 2 == 0 ? OrderSide.Buy : OrderSide.Sell,
            Type = OrderType.Limit,
            LimitPrice = new Price(entry),
            GroupType = OrderGroupType.Bracket,
            StopLoss = new(new Price(stop)),
            TakeProfit = new(new(target)),
        };

        return OrderFieldCheck.FaultOf(order) is null == (order.Side == OrderSide.Buy ? stop < entry && entry < target : stop > entry && entry > target);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_quantity_is_positive_bounded_and_of_at_most_18_places() => Prop.ForAll<decimal>(value =>
    {
        var text = Math.Abs(value).ToString(CultureInfo.InvariantCulture).TrimStart('-');
        var places = text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').Split('.')[1].Length : 0;

        return FieldRules.QuantityFault("quantity", value) is null == (value > 0m && value <= 1e15m && places <= 18);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("k", 0, null)]
    [InlineData(null, 10_000, null)]
    [InlineData("", 0, "idempotencyKey")]
    [InlineData("two words", 0, "idempotencyKey")]
    [InlineData("ключ", 0, "idempotencyKey")]
    [InlineData("k", -1, "wait")]
    [InlineData("k", 10_001, "wait")]
    public void Key_and_wait_have_bounds_in_every_write(string? key, int wait, string? field)
    {
        TradingRefusal?[] faults =
        [
            OrderFieldCheck.FaultOf(Plain with { IdempotencyKey = key, WaitMs = wait }),
            OrderFieldCheck.FaultOf(new OrderAmendment("1", new Quantity(1m), IdempotencyKey: key, WaitMs: wait)),
            PositionFieldCheck.FaultOf(new PositionClose("main:BTCUSDT.SIM", null, key, wait)),
            PositionFieldCheck.FaultOf(new PositionProtection("main:BTCUSDT.SIM", new Price(1m), IdempotencyKey: key, WaitMs: wait)),
        ];

        Assert.All(faults, fault => Assert.Equal(field, fault?.Field));
    }

    [Fact]
    public void A_key_has_at_most_128_characters()
    {
        Assert.Null(FieldRules.KeyFault(new string('k', 128)));
        Assert.Equal("idempotencyKey", FieldRules.KeyFault(new string('k', 129))?.Field);
    }

    [Theory]
    [InlineData("{}", "quantity")]
    [InlineData("""{"quantity":"0"}""", "quantity")]
    [InlineData("""{"quantity":"2"}""", null)]
    [InlineData("""{"limitPrice":"-1"}""", "limitPrice")]
    [InlineData("""{"stopPrice":10000000000000}""", "stopPrice")]
    [InlineData("""{"trailAmount":"1","trailPercent":"1"}""", "trailPercent")]
    [InlineData("""{"trailPercent":"100"}""", "trailPercent")]
    public void An_amendment_changes_something_that_can_be(string json, string? field)
    {
        var body = JsonSerializer.Deserialize<AmendmentBody>(json, Wire.Public)!;

        Assert.Equal(field, OrderFieldCheck.FaultOf(new OrderAmendment("1", body.Quantity, body.LimitPrice, body.StopPrice, body.TrailAmount, body.TrailPercent))?.Field);
    }

    /// <summary>As it comes in at the door; what the test does not say is a buy of one.</summary>
    private static NewOrder Read(string json)
    {
        var (given, whole) = (JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!, JsonSerializer.SerializeToNode(new { symbol = "BTCUSDT.SIM", side = "buy", quantity = "1" })!.AsObject());
        foreach (var (name, value) in given) whole[name] = System.Text.Json.Nodes.JsonNode.Parse(value.GetRawText());
        return JsonSerializer.Deserialize<OrderBody>(whole.ToJsonString(), Wire.Public)!.With(null, 0);
    }

    private static NewOrder Priced(OrderType type, string[] given) => Plain with
    {
        Type = type,
        LimitPrice = given.Contains("limitPrice") ? new Price(100m) : null,
        StopPrice = given.Contains("stopPrice") ? new Price(101m) : null,
        TrailAmount = given.Contains("trailAmount") ? 2m : null,
        TrailPercent = given.Contains("trailPercent") ? 2m : null,
    };
}
