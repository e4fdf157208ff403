using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>Limits over the accounts of a portfolio: of each that the account belongs to, and no more than is known.</summary>
public class PortfolioLimitTests
{
    private static readonly Instant64 Later = Start + Duration64.FromHours(1);

    [Fact]
    public void Each_portfolio_of_the_account_is_asked_with_what_its_own_others_hold()
    {
        var desk = Desk(Later, [new("small", Others(10m)), new("large", Others(45m))], Rule(LimitRule.MaxPosition, 50m, LimitUnit.Quantity, LimitScope.Portfolio));

        Assert.Equal([6m + 10m, 6m + 45m, 6m], desk.Assess(Buy(6m)).Uses.Select(use => use.WouldBe));
        Assert.Null(desk.Give(Buy(5m)));
        Assert.Equal("51 COIN.TEST would be held; the limit of every portfolio is 50.".Replace("COIN.TEST", Coin.Symbol.ToString(), StringComparison.Ordinal), desk.Give(Buy(1m))?.Message);
    }

    [Fact]
    public void An_order_passes_where_one_account_that_held_it_all_could_give_it()
    {
        var (random, refused) = (new RandomSource(7), 0);
        for (var trial = 0; trial < 300; trial++)
        {
            var (own, there, size) = (Drawn(), Drawn(), Math.Abs(Drawn()) + 1m);
            // Neither is beyond its limit yet, and the order makes its own account's position larger.
            var limit = Rule(LimitRule.MaxPosition, Math.Abs(own + there) + Math.Abs(Drawn()), LimitUnit.Quantity);
            var order = own >= 0m ? Buy(size) : Sell(size);
            var parts = Desk(Later, [new("small", Others(there))], limit with { Scope = LimitScope.Portfolio, ScopeId = "small" });
            var whole = new LimitDesk(limit);
            if (own != 0m) parts.Hold(0, own);
            if (own + there != 0m) whole.Hold(0, own + there);

            var (ofParts, ofWhole) = (parts.Give(order)?.Code, whole.Give(order)?.Code);

            Assert.Equal(ofWhole, ofParts);
            if (ofWhole is not null) refused++;
        }

        Assert.InRange(refused, 50, 250);

        decimal Drawn() => Math.Floor((decimal)random.NextUnit() * 41m) - 20m;
    }

    [Fact]
    public void A_limit_of_one_portfolio_is_not_asked_of_another()
    {
        var desk = Desk(Later, [new("small", Others(10m)), new("large", Others(45m))], Rule(LimitRule.MaxPosition, 50m, LimitUnit.Quantity, LimitScope.Portfolio, "small"));

        Assert.Equal([16m], desk.Assess(Buy(6m)).Uses.Select(use => use.WouldBe));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void What_is_not_known_of_a_portfolio_lets_only_pass_what_reduces(bool isTold, bool isFault)
    {
        var desk = Desk(
            isFault ? Later : Start, isTold ? [new("small", isFault ? null : Others(0m), isFault ? "a price is missing" : null)] : null,
            Rule(LimitRule.MaxGrossExposure, 1_000_000m, LimitUnit.Money, LimitScope.Portfolio, "small"));
        desk.Hold(0, 5m);

        Assert.Equal(RefusalCodes.PortfolioUnknown, desk.Give(Buy(1m))?.Code);
        Assert.Equal([RefusalCodes.PortfolioUnknown], desk.Assess(Buy(1m)).Refusals.Select(refusal => refusal.Code));
        Assert.Null(desk.Give(Sell(5m)));
    }

    [Fact]
    public void A_limit_of_orders_alone_needs_to_know_of_no_other_account()
    {
        var desk = Desk(Start, null, Rule(LimitRule.MaxOrderQuantity, 5m, LimitUnit.Quantity, LimitScope.Portfolio), Rule(LimitRule.MaxOrderQuantity, 1m, LimitUnit.Quantity, LimitScope.Portfolio, "another"));

        Assert.Null(desk.Give(Buy(5m)));
        Assert.Equal(RefusalCodes.MaxOrderQuantity, desk.Give(Buy(6m))?.Code);
    }

    [Fact]
    public void An_account_in_no_portfolio_is_asked_by_none_but_the_one_its_order_names()
    {
        var desk = Desk(Later, [], Rule(LimitRule.MaxPosition, 1m, LimitUnit.Quantity, LimitScope.Portfolio, "small"));

        Assert.Null(desk.Give(Buy(5m)));
    }

    /// <summary>Its orders name the portfolio "all", to which the account does not belong.</summary>
    private static LimitDesk Desk(Instant64 validUntil, IReadOnlyList<PortfolioMembership>? portfolios, params Limit[] limits)
    {
        var desk = new LimitDesk(limits);
        desk.Limits = desk.Limits!.For(new(validUntil, portfolios));
        return desk;
    }

    private static PortfolioElsewhere Others(decimal coins) => new(0m, 0m, 0m, Math.Abs(coins) * 100m, coins * 100m, coins * 100m, new(coins * 100m, coins * 100m, coins, coins));
}
