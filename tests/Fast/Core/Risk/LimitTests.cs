using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>Every rule at its edge, and what it lets through.</summary>
public class LimitTests
{
    public static TheoryData<string> EdgeNames => [.. LimitTable.Edges.Keys];

    [Theory, MemberData(nameof(EdgeNames))]
    public void Exactly_at_its_limit_an_order_passes(string name)
    {
        var edge = LimitTable.Edges[name];
        var desk = new LimitDesk(edge.Limit);

        edge.Before(desk);

        Assert.Null(desk.Give(edge.Passes, edge.Stop));
    }

    [Theory, MemberData(nameof(EdgeNames))]
    public void One_step_beyond_it_is_refused_with_a_code_and_a_sentence(string name)
    {
        var edge = LimitTable.Edges[name];
        var desk = new LimitDesk(edge.Limit);

        edge.Before(desk);
        edge.StepBeyond?.Invoke(desk);

        Assert.Equal(new Refusal(edge.Code, edge.Sentence), desk.Give(edge.Refused, edge.Stop));
    }

    [Fact]
    public void Every_rule_is_in_the_table_of_edges_and_has_a_code_of_its_own()
    {
        var rules = Enum.GetValues<LimitRule>();

        Assert.Equal(rules, LimitTable.Edges.Values.Select(edge => edge.Limit.Rule).Distinct().Order());
        Assert.Distinct(rules.Select(rule => RuleBook.Of(rule).Code));
        Assert.All(LimitTable.Edges.Values, edge => Assert.Equal(edge.Code, RuleBook.Of(edge.Limit.Rule).Code));
    }

    [Theory, MemberData(nameof(EdgeNames))]
    public void A_limit_that_is_switched_off_or_anothers_refuses_nothing(string name)
    {
        var edge = LimitTable.Edges[name];
        Limit[] idle = [edge.Limit with { Enabled = false }, edge.Limit with { ScopeId = edge.Limit.Scope == LimitScope.Symbol ? "OTHER.TEST" : "other" }];
        var desk = new LimitDesk(idle);

        edge.Before(desk);
        edge.StepBeyond?.Invoke(desk);

        Assert.Null(desk.Give(edge.Refused, edge.Stop));
    }

    /// <summary>The order closes what is held, in an account where everything but closing is forbidden.</summary>
    [Theory, MemberData(nameof(EdgeNames))]
    public void What_makes_a_position_smaller_passes_whatever_the_value(string name)
    {
        var rule = LimitTable.Edges[name].Limit.Rule;
        if (!RuleBook.Of(rule).SparesReductions) return;
        var desk = new LimitDesk(LimitTable.Edges[name].Limit with { Value = 0m, Scope = RuleBook.Of(rule).Scopes[0], ScopeId = Limit.Every, Symbols = rule == LimitRule.RestrictedSymbols ? [Coin.Symbol] : [] });
        desk.Hold(0, 10m);
        desk.Price(0, 50);
        desk.Now += Duration64.FromDays(1);

        Assert.Null(desk.Give(Sell(10m)));
        Assert.Null(desk.Give(Sell(3m) with { ReduceOnly = true }));
    }

    [Fact]
    public void An_order_that_would_turn_a_position_is_not_one_that_reduces()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxOrderQuantity, 1m, LimitUnit.Quantity));
        desk.Hold(0, 10m);

        Assert.Equal(RefusalCodes.MaxOrderQuantity, desk.Give(Sell(10.001m))?.Code);
        Assert.Null(desk.Give(Sell(6m)));

        // Six of the ten are being sold already.
        Assert.Equal(RefusalCodes.MaxOrderQuantity, desk.Give(Sell(4.001m))?.Code);
        Assert.Null(desk.Give(Sell(4m)));
    }

    [Theory]
    [InlineData(102.01, false, RefusalCodes.PriceCollar)]
    [InlineData(102.01, true, null)]
    public void A_wrong_price_is_refused_in_an_exit_too_but_not_in_an_emergency(double limit, bool isEmergency, string? code)
    {
        var desk = new LimitDesk(Rule(LimitRule.PriceCollar, 2m, LimitUnit.Percent));
        desk.Hold(0, -10m);

        Assert.Equal(code, desk.Give(Buy(10m, (decimal)limit), isEmergency: isEmergency)?.Code);
    }

    [Theory]
    [InlineData(90, 89, null)]
    [InlineData(90, 88, RefusalCodes.PriceCollar)]
    [InlineData(110, 109, null)]
    [InlineData(110, 107, RefusalCodes.PriceCollar)]
    public void An_exit_meets_the_market_where_its_entry_trades(double entry, double target, string? code)
    {
        var desk = new LimitDesk(Rule(LimitRule.PriceCollar, 2m, LimitUnit.Percent));
        var waiting = new Order(new(1), Buy(1m, (decimal)entry), Start, new(new(1), OrderGroupType.Bracket));
        var exit = new Order(new(2), Sell(1m, (decimal)target), Start, new(new(1), OrderGroupType.Bracket, waiting));

        var refusal = RiskGate.Judge(exit, exit.Terms, exit.Quantity, desk.Sight(exit), out _);

        Assert.Equal(code, refusal?.Code);
    }

    [Theory]
    [InlineData(null, RefusalCodes.MaxRiskPerTrade)]
    [InlineData(true, RefusalCodes.MaxRiskPerTrade)]
    [InlineData(false, null)]
    public void A_limit_on_risk_says_whether_an_order_without_a_stop_counts(bool? counts, string? code)
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxRiskPerTrade, 5m, LimitUnit.Percent) with { CountsWithoutStop = counts });

        Assert.Equal(counts == false ? 0 : 1, desk.Assess(Buy(100m)).Uses.Count);
        Assert.Equal(code, desk.Give(Buy(100m))?.Code);
    }

    [Fact]
    public void Without_limits_or_with_stale_ones_only_what_reduces_passes()
    {
        var desk = new LimitDesk();
        desk.Hold(0, 10m);

        desk.Limits = null;
        var none = desk.Give(Buy(1m));
        desk.Limits = new(7, Start, [], Start);
        var stale = desk.Give(Buy(1m));

        Assert.Equal(new Refusal(RefusalCodes.NoLimits, "Account main has no limits, so only what makes a position smaller passes."), none);
        Assert.Equal(new Refusal(RefusalCodes.StaleLimits, "The limits of account main, version 7, were valid until 2024-03-01T15:00:00Z; only what makes a position smaller passes."), stale);
        Assert.Null(desk.Give(Sell(1m)));
        desk.Limits = new(8, Start, [], Start.PlusNanoseconds(1));
        Assert.Null(desk.Give(Buy(1m)));
    }

    [Theory]
    [InlineData(TradingMode.Normal, null, null, null, null)]
    [InlineData(TradingMode.ReduceOnly, RefusalCodes.ReduceOnly, null, RefusalCodes.ReduceOnly, null)]
    [InlineData(TradingMode.Halted, RefusalCodes.TradingHalted, RefusalCodes.TradingHalted, RefusalCodes.TradingHalted, null)]
    public void A_mode_lets_through_what_it_should(TradingMode mode, string? opens, string? reduces, string? opensInEmergency, string? reducesInEmergency)
    {
        var desk = new LimitDesk { Mode = mode };
        desk.Hold(0, 10m);

        Assert.Equal(opens, desk.Give(Buy(1m))?.Code);
        Assert.Equal(reduces, desk.Give(Sell(1m))?.Code);
        Assert.Equal(opensInEmergency, desk.Give(Buy(1m), isEmergency: true)?.Code);
        Assert.Equal(reducesInEmergency, desk.Give(Sell(1m), isEmergency: true)?.Code);
    }

    [Theory]
    [InlineData(LimitRule.MaxLeverage, LimitScope.Symbol, LimitUnit.Times, 1, "Limit x: max-leverage is not counted by symbol; it can be by account, strategy, portfolio.")]
    [InlineData(LimitRule.MaxLeverage, LimitScope.Account, LimitUnit.Money, 1, "Limit x: max-leverage is not counted in money; it can be in times.")]
    [InlineData(LimitRule.MaxLeverage, LimitScope.Account, LimitUnit.Times, -1, "Limit x has the value -1; the least is 0.")]
    [InlineData(LimitRule.TradingHours, LimitScope.Account, LimitUnit.Minutes, 1441, "Limit x has the value 1441, which nothing ever reaches; switch it off instead.")]
    [InlineData((LimitRule)99, LimitScope.Account, LimitUnit.Times, 1, "Limit x has no rule that there is.")]
    [InlineData(LimitRule.MaxPosition, LimitScope.Symbol, LimitUnit.Quantity, 1, "Limit x: 'nobody' is no symbol.")]
    public void What_is_no_limit_is_said_so(LimitRule rule, LimitScope scope, LimitUnit unit, int value, string fault)
    {
        var limit = new Limit("x", scope, "nobody", rule, value, unit);

        Assert.Equal(fault, limit.Fault());
        Assert.StartsWith(fault, Assert.Throws<ArgumentException>(() => new RiskLimits(1, Start, [limit])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assessment_has_all_that_is_broken_and_how_much_of_each_limit_is_used()
    {
        var desk = new LimitDesk(
            Rule(LimitRule.MaxOrderValue, 500m, LimitUnit.Money),
            Rule(LimitRule.MaxPosition, 20m, LimitUnit.Quantity) with { WarnAt = 0.8m },
            Rule(LimitRule.MaxConcentration, 10m, LimitUnit.Percent) with { WarnAt = 0.8m });
        desk.Hold(0, 10m);

        var verdict = desk.Assess(Buy(6m));

        Assert.Equal([(0m, 600m, 0m, 1.2m), (10m, 16m, 0.5m, 0.8m), (10m, 16m, 1m, 1.6m)], verdict.Uses.Select(use => (use.Now, use.WouldBe, use.UsedNow, use.Used)));
        Assert.Equal([RefusalCodes.MaxOrderValue, RefusalCodes.MaxConcentration], verdict.Broken.Select(use => use.Code));
        Assert.Equal(verdict.Broken.Select(use => use.Refusal), verdict.Refusals);
        Assert.Equal([LimitRule.MaxPosition, LimitRule.MaxConcentration], verdict.Warnings.Select(use => use.Limit.Rule));
        Assert.False(verdict.IsApproved);
    }
}
