using System.Globalization;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Orders;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>Whoever is off the grid is told which field, and what would do.</summary>
public sealed class GridHintsTests
{
    private static readonly Instrument Coin = new()
    {
        Symbol = new("BTCUSDT", "SIM"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        TickSize = 0.05m,
        LotSize = 0.001m,
        MinQuantity = 0.002m,
        MinNotional = 10m,
    };

    private static readonly NewOrder Limit = new("main", "BTCUSDT.SIM", OrderSide.Buy, OrderType.Limit, new(1m), new Price(100m));

    private static readonly NewOrder Bracket = Limit with { LimitPrice = new Price(100.01m), TakeProfit = new(new(110.01m)), StopLoss = new(new Price(90.01m), new Price(89.01m)) };

    public static TheoryData<NewOrder, string, string?, string[]?> Orders => new()
    {
        { Limit with { LimitPrice = new Price(100.01m) }, RefusalCodes.OffTick, "limitPrice", ["100", "100.05"] },
        { Limit with { LimitPrice = new Price(0.01m) }, RefusalCodes.OffTick, "limitPrice", ["0.05"] },
        { Limit with { Type = OrderType.StopLimit, StopPrice = new Price(99.99m), LimitPrice = new Price(100.01m) }, RefusalCodes.OffTick, "stopPrice", ["99.95", "100"] },
        { Limit with { Quantity = new(1.0005m) }, RefusalCodes.OffLot, "quantity", ["1", "1.001"] },
        { Limit with { Quantity = new(0.0001m) }, RefusalCodes.OffLot, "quantity", ["0.001"] },
        { Limit with { Quantity = new(0.001m) }, RefusalCodes.BelowMinimumQuantity, "quantity", ["0.002"] },
        { Limit with { Quantity = new(0.01m) }, RefusalCodes.BelowMinimumNotional, "quantity", ["0.1"] },
        { Limit with { Type = OrderType.Market, LimitPrice = null }, RefusalCodes.BelowMinimumNotional, "quantity", null },
        { Limit, RefusalCodes.InsufficientCash, null, null },
        { Limit, RefusalCodes.InsufficientBuyingPower, "quantity", null },
        { Limit, RefusalCodes.PriceCollar, "limitPrice", null },
        { Limit with { ExpiresAt = Instant64.FromUtc(2001, 1, 1, 0, 0) }, RefusalCodes.BadTerms, "expiresAt", null },
    };

    [Theory, MemberData(nameof(Orders))]
    public void The_field_is_named_with_the_nearest_values(NewOrder order, string code, string? field, string[]? choices)
    {
        var refusal = GridHints.Of(new Refusal(code, "No."), order, Coin);

        Assert.Equal((code, "No.", field), (refusal.Code, refusal.Message, refusal.Field));
        Assert.Equal(choices, refusal.Choices);
    }

    [Theory]
    [InlineData(nameof(OrderPart.Itself), RefusalCodes.OffTick, "limitPrice", new[] { "100", "100.05" })]
    [InlineData(nameof(OrderPart.StopLoss), RefusalCodes.OffTick, "stopLoss.stopPrice", new[] { "90", "90.05" })]
    [InlineData(nameof(OrderPart.TakeProfit), RefusalCodes.OffTick, "takeProfit.limitPrice", new[] { "110", "110.05" })]
    [InlineData(nameof(OrderPart.TakeProfit), RefusalCodes.PriceCollar, "takeProfit.limitPrice", null)]
    [InlineData(nameof(OrderPart.StopLoss), RefusalCodes.PriceCollar, "stopLoss.limitPrice", null)]
    public void Of_a_group_the_field_is_that_of_the_order_which_was_refused(string part, string code, string field, string[]? choices)
    {
        var refusal = GridHints.Of(new Refusal(code, "No."), Bracket, Coin, Enum.Parse<OrderPart>(part));

        Assert.Equal(field, refusal.Field);
        Assert.Equal(choices, refusal.Choices);
    }

    [Fact]
    public void A_trailing_distance_lies_on_the_grid()
    {
        Assert.Null(GridHints.OffTick("trailAmount", 5.05m, Coin));
        Assert.Null(GridHints.OffTick("trailAmount", null, Coin));
        Assert.Equal(["5", "5.05"], GridHints.OffTick("trailAmount", 5.01m, Coin)!.Choices);
    }

    [Fact]
    public void What_is_proposed_lies_on_the_grid_and_around_what_was_given() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), cents =>
    {
        var price = cents / 1000m;
        if (Coin.IsOnTick(new(price))) return true;

        var proposed = GridHints.Of(new Refusal(RefusalCodes.OffTick, "No."), Limit with { LimitPrice = new Price(price) }, Coin).Choices!.Select(text => decimal.Parse(text, CultureInfo.InvariantCulture)).ToArray();

        return proposed.All(value => value > 0m && Coin.IsOnTick(new(value)) && Math.Abs(value - price) < Coin.TickSize) && proposed[^1] > price;
    }).QuickCheckThrowOnFailure();
}
