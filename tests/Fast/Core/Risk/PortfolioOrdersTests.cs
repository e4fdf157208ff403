using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>Limits of a portfolio on what its accounts send: orders a minute, trades with oneself, and the risk of one trade. The desk's account has 10,000.</summary>
public class PortfolioOrdersTests
{
    private static readonly Instant64 Later = Start + Duration64.FromHours(1);

    [Fact]
    public void What_others_have_sent_within_the_minute_counts_with_ones_own()
    {
        var desk = Desk(Orders(Sent(-61, -59, -1)), Rule(LimitRule.MaxOrdersPerMinute, 4m, LimitUnit.Count, LimitScope.Portfolio), Rule(LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count));

        var used = desk.Assess(Buy(1m)).Uses.Select(use => (use.Now, use.WouldBe)).ToArray();
        string?[] told = [.. Enumerable.Range(0, 3).Select(_ => desk.Give(Buy(1m))?.Message)];
        desk.Wait(Duration64.FromSeconds(61));

        Assert.Equal([(2m, 3m), (0m, 1m)], used);
        Assert.Equal(new string?[] { null, null, "It would be order 5 within a minute; the limit of every portfolio is 4." }, told.AsEnumerable());
        Assert.Null(desk.Give(Buy(1m)));
    }

    [Theory]
    [InlineData(OrderSide.Buy, 100.99, false)]
    [InlineData(OrderSide.Buy, 101.0, true)]
    [InlineData(OrderSide.Sell, 99.01, false)]
    [InlineData(OrderSide.Sell, 99.0, true)]
    [InlineData(OrderSide.Buy, null, false)]
    public void An_order_that_would_meet_one_of_another_account_is_a_trade_with_oneself(OrderSide side, double? limit, bool isRefused)
    {
        var others = Orders(Resting(Coin, OrderSide.Sell, 101m), Resting(Coin, OrderSide.Buy, 99m), Resting(Apple, OrderSide.Sell, 50m), Resting(Apple, OrderSide.Buy, 150m));
        var (desk, alone) = (Desk(others, SelfTrade(LimitScope.Portfolio)), Desk(others, SelfTrade(LimitScope.Account)));
        var request = side == OrderSide.Buy ? Buy(1m, (decimal?)limit) : Sell(1m, (decimal?)limit);

        var refusal = desk.Give(request);

        Assert.Equal(isRefused ? $"The order could trade with order other-7 of the same owner, which waits to {(side == OrderSide.Buy ? "sell at 101" : "buy at 99")}; the limit of every portfolio allows no trade with oneself." : null, refusal?.Message);
        Assert.Null(alone.Give(request));
    }

    [Theory]
    [InlineData(LimitScope.Account)]
    [InlineData(LimitScope.Portfolio)]
    public void An_order_that_is_being_changed_rests_where_it_is_and_where_it_is_to_be(LimitScope scope)
    {
        var desk = Desk([], SelfTrade(scope));
        Assert.Null(desk.Give(Sell(1m, 110m)));
        desk.Waiting[0].Wanted = (new LimitTerms(new(101m)), new(1m));

        Assert.Equal(RefusalCodes.SelfTrade, desk.Give(Buy(1m, 101m))?.Code);
        Assert.Null(desk.Give(Buy(1m, 100m)));
        desk.Waiting[0].Wanted = (new LimitTerms(new(120m)), new(1m));
        Assert.Equal(RefusalCodes.SelfTrade, desk.Give(Buy(1m, 110m))?.Code);
    }

    [Fact]
    public void A_share_of_risk_is_of_the_equity_of_all()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxRiskPerTrade, 5m, LimitUnit.Percent, LimitScope.Portfolio, "small"));
        desk.Limits = desk.Limits!.For(new(Later, [new("small", new(40_000m, 40_000m, 50_000m, 0m, 0m, 0m, default))]));
        var stop = new StopTerms(new(90m));

        // Ten are lost of each, and 5 % of 50,000 is 2,500.
        Assert.Equal("The order risks 5.00002 % of equity until its stop; the limit of portfolio small is 5 %.", desk.Give(Buy(250.001m), stop)?.Message);
        Assert.Null(desk.Give(Buy(250m), stop));
    }

    [Theory]
    [InlineData(80.0, null)] // as it is, although that is more than the limit by now
    [InlineData(79.0, RefusalCodes.MaxRiskPerTrade)]
    [InlineData(null, RefusalCodes.MaxRiskPerTrade)]
    public void A_worse_stop_of_an_entry_that_waits_is_judged_by_the_equity_of_all(double? price, string? code)
    {
        var (desk, entry, stop) = Bracket(40_000m, null);

        Assert.Equal(code, RiskGate.JudgeStop(stop, price is { } at ? new StopTerms(new((decimal)at)) : null, desk.Sight(entry))?.Code);
    }

    [Fact]
    public void No_stop_is_judged_by_the_equity_of_all()
    {
        var (desk, entry, stop) = Bracket(1_000_000m, null);

        Assert.Null(RiskGate.JudgeStop(stop, null, desk.Sight(entry)));
    }

    [Theory]
    [InlineData(81.0, null)]
    [InlineData(79.0, RefusalCodes.PortfolioUnknown)]
    public void Where_the_equity_of_all_is_not_known_only_a_stop_that_risks_no_more_passes(double price, string? code)
    {
        var (desk, entry, stop) = Bracket(1_000_000m, "a price is missing");

        Assert.Equal(code, RiskGate.JudgeStop(stop, new StopTerms(new((decimal)price)), desk.Sight(entry))?.Code);
    }

    public static TheoryData<LimitRule, LimitUnit, string, string?> Unknown => new(
        from limit in ((LimitRule Rule, LimitUnit Unit, bool AsksOrders, bool AsksWorth)[])
        [
            (LimitRule.MaxOrdersPerMinute, LimitUnit.Count, true, false), (LimitRule.SelfTrade, LimitUnit.Percent, true, false),
            (LimitRule.MaxRiskPerTrade, LimitUnit.Percent, false, true), (LimitRule.MaxRiskPerTrade, LimitUnit.Money, false, false),
            (LimitRule.MaxOrderValue, LimitUnit.Percent, false, true), (LimitRule.MaxOrderValue, LimitUnit.Money, false, false),
        ]
        from what in (string[])["not told", "stale", "not open", "not priced"]
        select (limit.Rule, limit.Unit, what, limit.AsksWorth || (limit.AsksOrders && what != "not priced") ? RefusalCodes.PortfolioUnknown : null));

    [Theory]
    [MemberData(nameof(Unknown))]
    public void What_a_limit_does_not_know_and_asks_for_lets_only_pass_what_reduces(LimitRule rule, LimitUnit unit, string what, string? code)
    {
        var desk = new LimitDesk(Rule(rule, unit is LimitUnit.Percent ? 50m : 1_000m, unit, LimitScope.Portfolio, "small"));
        desk.Hold(0, 5m);
        PortfolioElsewhere nothing = new(0m, 0m, 0m, 0m, 0m, 0m, default);
        desk.Limits = desk.Limits!.For(what switch
        {
            "not told" => new(Later, null),
            "stale" => new(Start, [new("small", nothing, Orders: [])]),
            "not open" => new(Later, [new("small", null, what)]),
            _ => new(Later, [new("small", null, what, Orders: [])]),
        });

        Assert.Equal(code, desk.Give(Buy(1m))?.Code);
        Assert.Equal(code, desk.Assess(Buy(1m)).Refusals is [var first, ..] ? first.Code : null);
        Assert.Null(desk.Give(Sell(5m)));
    }

    [Fact]
    public void What_reduces_may_not_trade_with_oneself_also_where_little_is_known()
    {
        var desk = Desk([], SelfTrade(LimitScope.Portfolio));
        desk.Hold(0, 5m);
        Assert.Null(desk.Give(Buy(1m, 99m)));
        desk.Limits = desk.Limits!.For(new(Start, [new("all", null, "account b is not open")]));

        Assert.Equal(RefusalCodes.SelfTrade, desk.Give(Sell(1m, 99m))?.Code);
        Assert.Null(desk.Give(Sell(1m, 99.01m)));
    }

    /// <summary>An entry of 30 at 100 in a portfolio whose other account has so much; with its stop at 80 it risks 600, and the limit is 1 %.</summary>
    private static (LimitDesk Desk, Order Entry, Order Stop) Bracket(decimal others, string? fault)
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxRiskPerTrade, 1m, LimitUnit.Percent, LimitScope.Portfolio, "small"));
        desk.Limits = desk.Limits!.For(new(Later, [new("small", fault is null ? new(others, others, others, 0m, 0m, 0m, default) : null, fault, Orders: [])]));
        var entry = desk.Order(Buy(30m, 100m), new(new(1), OrderGroupType.Bracket));
        var stop = desk.Order(new OrderRequest(Coin, OrderSide.Sell, new(30m), new StopTerms(new Price(80m))) { ReduceOnly = true }, new(new(1), OrderGroupType.Bracket, entry));
        desk.Waiting.AddRange([entry, stop]);
        return (desk, entry, stop);
    }

    /// <summary>An account of the portfolio all, whose other members have sent and wait for this.</summary>
    private static LimitDesk Desk(IReadOnlyList<OrdersShare> others, params Limit[] limits)
    {
        var desk = new LimitDesk(limits);
        desk.Limits = desk.Limits!.For(new(Later, [new("all", new(0m, 0m, 0m, 0m, 0m, 0m, default), Orders: others)]));
        return desk;
    }

    private static Limit SelfTrade(LimitScope scope) => Rule(LimitRule.SelfTrade, 0m, LimitUnit.None, scope);

    /// <summary>Two others: what is given is of the second.</summary>
    private static OrdersShare[] Orders(SentOrders sent) => [new(SentOrders.None, []), new(sent, [])];

    private static OrdersShare[] Orders(params RestingOrder[] resting) => [new(SentOrders.None, []), new(SentOrders.None, resting)];

    private static SentOrders Sent(params int[] seconds) => new([.. seconds.Select(second => Start + Duration64.FromSeconds(second))]);

    private static RestingOrder Resting(Instrument instrument, OrderSide side, decimal price) => new("other", new(7), instrument.Symbol, side, price);
}
