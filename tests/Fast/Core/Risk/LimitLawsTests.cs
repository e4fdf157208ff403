using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>What holds for any limits, positions and orders.</summary>
public class LimitLawsTests
{
    private const int Orders = 7;

    /// <summary>Measured by position and worth, without a clock, so that the long way can follow.</summary>
    private static readonly (LimitRule Rule, LimitUnit Unit, int Most)[] Drawn =
    [
        (LimitRule.MaxOrderValue, LimitUnit.Money, 3_000), (LimitRule.MaxOrderValue, LimitUnit.Percent, 30), (LimitRule.MaxOrderQuantity, LimitUnit.Quantity, 30), (LimitRule.MaxPosition, LimitUnit.Quantity, 60),
        (LimitRule.MaxConcentration, LimitUnit.Percent, 60), (LimitRule.MaxGrossExposure, LimitUnit.Money, 9_000), (LimitRule.MaxNetExposure, LimitUnit.Percent, 60), (LimitRule.MaxLeverage, LimitUnit.Times, 2),
    ];

    [Fact]
    public void The_gate_approves_what_the_long_way_allows_and_nothing_else()
    {
        var (approved, refused) = (0, 0);

        Each(400, random =>
        {
            var desk = DeskOf(random, Limits(random));
            for (var count = 0; count < Orders; count++)
            {
                var request = Request(random);
                var allowed = NaiveLimits.Allows(desk, desk.Order(request));
                var refusal = desk.Give(request);
                if (IsOfAccount(refusal)) continue;

                Assert.Equal(allowed, refusal is null);
                (approved, refused) = refusal is null ? (approved + 1, refused) : (approved, refused + 1);
            }
        });

        // Otherwise it would say nothing.
        Assert.True(approved > 300 && refused > 300, $"{approved} approved, {refused} refused");
    }

    [Fact]
    public void One_limit_more_never_approves_more() => Each(400, random =>
    {
        Limit[] limits = Limits(random), more = [.. limits, Limits(random)[0]];
        var desk = DeskOf(random, more);
        for (var count = 0; count < Orders; count++)
        {
            var request = Request(random);
            desk.Limits = new(1, Start, limits);
            var with = desk.Assess(request).IsApproved;
            desk.Limits = new(1, Start, more);

            if (desk.Give(request) is null) Assert.True(with);
        }
    });

    [Fact]
    public void Judgement_and_assessment_agree() => Each(300, random =>
    {
        var desk = DeskOf(random, Limits(random));
        desk.Mode = (TradingMode)random.NextBelow(8) is var mode && Enum.IsDefined(mode) ? mode : TradingMode.Normal;
        for (var count = 0; count < Orders; count++)
        {
            var request = Request(random) is var drawn && random.NextBelow(5) == 0 ? drawn with { Quantity = new(0.0001m) } : drawn;

            var assessed = desk.Assess(request);

            Assert.Equal(desk.Give(request), assessed.Refusals.Count == 0 ? null : assessed.Refusals[0]);
        }
    });

    [Theory]
    [InlineData(LimitRule.MaxPosition, LimitUnit.Quantity, 10)]
    [InlineData(LimitRule.MaxGrossExposure, LimitUnit.Money, 1_000)]
    [InlineData(LimitRule.MaxNetExposure, LimitUnit.Money, 1_000)]
    [InlineData(LimitRule.MaxLeverage, LimitUnit.Times, 0.1)]
    [InlineData(LimitRule.MaxConcentration, LimitUnit.Percent, 10)]
    public void Two_orders_in_turn_cannot_pass_a_limit_together(LimitRule rule, LimitUnit unit, double value)
    {
        var limit = Rule(rule, (decimal)value, unit);

        Assert.Null(new LimitDesk(limit).Give(Buy(6m)));
        Assert.Null(new LimitDesk(limit).Give(Buy(6m, 100m)));
        foreach (decimal? first in new decimal?[] { null, 100m })
        {
            var desk = new LimitDesk(limit);
            Assert.Null(desk.Give(Buy(6m, first)));
            Assert.Equal(RuleBook.Of(rule).Code, desk.Give(Buy(6m))?.Code);
            Assert.Null(desk.Give(Buy(4m)));
        }
    }

    [Fact]
    public void Of_orders_that_cancel_one_another_only_the_largest_counts()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxPosition, 10m, LimitUnit.Quantity));
        var group = new OrderGroup(new(900), OrderGroupType.Oco);
        desk.Waiting.Add(desk.Order(Buy(6m, 90m), group));
        desk.Waiting.Add(desk.Order(OrderRequest.Stop(Coin, OrderSide.Buy, new(5m), new(110m)), group));

        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(Buy(4.001m))?.Code);
        Assert.Null(desk.Give(Buy(4m)));
    }

    [Fact]
    public void Of_orders_on_two_instruments_that_cancel_one_another_either_may_trade()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxPosition, 10m, LimitUnit.Quantity));
        var group = new OrderGroup(new(900), OrderGroupType.Oco);
        desk.Waiting.Add(desk.Order(Buy(6m, 90m), group));
        desk.Waiting.Add(desk.Order(Buy(9m, 90m, Apple), group));

        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(Buy(4.001m))?.Code);
        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(Buy(2m, of: Apple))?.Code);
    }

    private static void Each(int tests, Action<RandomSource> check) =>
        Prop.ForAll<ulong>(seed => check(new(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories.Of(tests)));

    private static bool IsOfAccount(Refusal? refusal) => refusal?.Code is RefusalCodes.InsufficientBuyingPower or RefusalCodes.NothingToReduce;

    private static Limit[] Limits(RandomSource random) => [.. Enumerable.Range(0, 1 + random.NextBelow(3)).Select(_ =>
    {
        var (rule, unit, most) = Drawn[random.NextBelow(Drawn.Length)];
        return Rule(rule, decimal.Round((decimal)((0.2 + random.NextUnit()) * most), 2), unit);
    })];

    private static LimitDesk DeskOf(RandomSource random, Limit[] limits)
    {
        var desk = new LimitDesk(limits);
        for (var place = 0; place < 2; place++)
            if (random.NextBelow(3) > 0) desk.Hold(place, random.NextBelow(41) - 20 is var held && held != 0 ? held : 1);
        for (var place = 0; place < 2; place++) desk.Price(place, 90 + random.NextBelow(20));
        return desk;
    }

    private static OrderRequest Request(RandomSource random)
    {
        var (quantity, of) = (1m + random.NextBelow(25), random.NextBelow(3) == 0 ? Apple : Coin);
        decimal? limit = random.NextBelow(2) == 0 ? null : 85m + random.NextBelow(30);
        var request = random.NextBelow(2) == 0 ? Buy(quantity, limit, of) : Sell(quantity, limit, of);
        return request with { ReduceOnly = random.NextBelow(8) == 0 };
    }
}
