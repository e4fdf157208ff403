using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Matching;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Limits in a backtest: the same gate, fed by the run.</summary>
public class LimitsInRunTests
{
    [Fact]
    public void A_run_is_held_by_its_limits()
    {
        List<Order> orders = [];

        var result = Run(
            [new("a", LimitScope.Symbol, "COIN.TEST", LimitRule.MaxPosition, 10m, LimitUnit.Quantity), new("b", LimitScope.Strategy, "backtest", LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count)],
            context =>
            {
                orders.Add(context.Buy(Market.Coin, 8m));
                orders.Add(context.Buy(Market.Coin, 3m));
                orders.Add(context.Buy(Market.Coin, 2m));
                orders.Add(context.Limit(OrderSide.Sell, 8m, 200m));
            });

        Assert.Equal(["Filled", "Rejected max-position", "Filled", "Rejected max-orders-per-minute"], orders.Select(order => order.Told()));
        Assert.Equal(["Buy 8 at 100", "Buy 2 at 100"], result.Told());
    }

    /// <summary>The account is all of its portfolio.</summary>
    [Theory]
    [InlineData(LimitRule.MaxOrdersPerMinute, LimitUnit.Count, 2)]
    [InlineData(LimitRule.SelfTrade, LimitUnit.None, 0)]
    [InlineData(LimitRule.MaxRiskPerTrade, LimitUnit.Percent, 5)]
    public void A_run_is_a_portfolio_of_one_account(LimitRule rule, LimitUnit unit, int value)
    {
        string[] Told(LimitScope scope)
        {
            List<Order> orders = [];
            Backtest.Run(
                Tape.At((0, context => orders.AddRange([context.Limit(OrderSide.Sell, 1m, 101m), context.Limit(OrderSide.Buy, 1m, 102m), context.Limit(OrderSide.Buy, 1m, 90m), context.Limit(OrderSide.Buy, 60m, 90m)]))),
                [Tape.Minutes("100 100 100 100", "100 100 100 100")],
                Market.Frictionless with { Limits = new(1, Market.Start, [new("a", scope, Limit.Every, rule, value, unit)]), Names = new RunSettings().Names with { Portfolio = "all" } });
            return [.. orders.Select(order => order.Told())];
        }

        Assert.Equal(Told(LimitScope.Account), Told(LimitScope.Portfolio));
        Assert.Contains(Told(LimitScope.Portfolio), told => told == $"Rejected {RuleBook.Of(rule).Code}");
    }

    [Fact]
    public void The_loss_of_the_day_shuts_a_run_until_the_next_day_begins()
    {
        List<string> told = [];
        var bars = Enumerable.Range(0, 25).Select(hour => $"{100 - hour} {100 - hour} {99 - hour} {99 - hour}").ToArray();

        Backtest.Run(
            new Scripted { Bar = (context, _, _, _) => told.Add(context.Buy(Market.Coin, 1m).Told()) },
            [Tape.Of(Market.Coin, Interval.OneHour, Market.Start, bars)],
            Market.Frictionless with { Limits = new(1, Market.Start, [new("a", LimitScope.Account, Limit.Every, LimitRule.MaxDailyLoss, 6m, LimitUnit.Money)]) });

        // One more coin every hour, and a point less: 0, 1, 1 + 2, 1 + 2 + 3, and then 10.
        Assert.Equal(["Accepted", "Accepted", "Accepted", "Accepted", "Rejected max-daily-loss"], told[..5]);
        Assert.All(told[5..24], one => Assert.Equal("Rejected max-daily-loss", one));
        Assert.Equal("Accepted", told[24]);
    }

    [Fact]
    public void The_stop_of_a_bracket_is_what_its_entry_risks()
    {
        List<string> told = [];

        Run([new("a", LimitScope.Account, Limit.Every, LimitRule.MaxRiskPerTrade, Limit.UsualRiskPerTrade, LimitUnit.Percent)], context =>
        {
            told.Add(context.SubmitBracket(new(Entry(50.001m), new StopTerms(new(90m)), null))[0].Told());
            var bracket = context.SubmitBracket(new(Entry(49m) with { Terms = new LimitTerms(new(100m)) }, new StopTerms(new(90m)), new LimitTerms(new(120m))));
            told.AddRange(bracket.Select(order => order.Told()));
            told.Add(context.Amend(bracket[0], quantity: new(50.001m))?.Code ?? "amended");
            told.Add(context.Amend(bracket[0], quantity: new(50m))?.Code ?? "amended");
        });

        Assert.Equal(["Rejected max-risk-per-trade", "Accepted", "Accepted", "Accepted", "max-risk-per-trade", "amended"], told);

        static OrderRequest Entry(decimal quantity) => OrderRequest.Market(Market.Coin, OrderSide.Buy, new(quantity));
    }

    /// <summary>Ten fall from 100 to 98 as 2 are paid: a strategy that may lose no more than 10 has lost nothing.</summary>
    [Fact]
    public void A_dividend_is_no_loss_of_the_strategy_that_holds_the_stock()
    {
        var stock = Market.Instrument("STOCK") with { AssetClass = AssetClass.Stock, LotSize = 1m };
        var series = Market.Bars(stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (98, 98), (98, 98), (98, 98));
        var data = new MarketData { Bars = [series], Actions = [new(stock.Symbol, new([new(new LocalDate(2024, 3, 2), 0.98m, 1m, 100m), new(new LocalDate(2050, 12, 31), 1m, 1m, 0m)]))] };
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                if (index is 0 or 3) context.Buy(stock, 10m);
            },
        };

        var result = Backtest.Run(strategy, data, Market.Frictionless with { Limits = new(1, Market.Start, [new("a", LimitScope.Strategy, Limit.Every, LimitRule.MaxDrawdown, 10m, LimitUnit.Money)]) });

        Assert.Equal(20m, Assert.Single(result.Account.Positions).Quantity);
    }

    /// <summary>Ten short at 100 cost ten dollars a night in borrow fees at 360 %; funding of 1 % as much. The price stays.</summary>
    [Theory]
    [InlineData(3.6, 0.0, -10.0), InlineData(0.0, -0.01, -10.0), InlineData(0.0, 0.01, -20.0), InlineData(0.0, 0.0, -20.0)]
    public void What_a_position_costs_is_a_loss_of_the_strategy_that_holds_it(double borrow, double funding, double held)
    {
        var coin = Market.Coin;
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                if (index is 0 or 3) context.Sell(coin, 10m);
            },
        };
        var financing = new Financing { BorrowRate = (decimal)borrow, Funding = funding == 0 ? [] : [new(coin.Symbol, Market.Start + Duration64.FromDays(2), (decimal)funding)] };

        var result = Backtest.Run(strategy, [Market.Bars(coin, Interval.OneDay, 10_000, (100, 100), (100, 100), (100, 100), (100, 100), (100, 100))], Market.Frictionless with
        {
            Account = Market.Frictionless.Account with { Financing = financing },
            Limits = new(1, Market.Start, [new("a", LimitScope.Strategy, Limit.Every, LimitRule.MaxDrawdown, 9.5m, LimitUnit.Money)]),
        });

        Assert.Equal((decimal)held, Assert.Single(result.Account.Positions).Quantity);
    }

    [Fact]
    public void Limits_that_are_never_reached_change_nothing() => Prop.ForAll<ulong>(seed =>
    {
        var series = Market.RandomMinutes(Market.Coin, 300, seed);
        var wide = new RiskLimits(1, Market.Start, [.. Enum.GetValues<LimitRule>().Where(IsWide).Select(rule => new Limit($"{rule}", LimitScope.Account, Limit.Every, rule, rule == LimitRule.TradingHours ? 0m : 1e12m, RuleBook.Of(rule).Units[0]))]);
        var settings = new RunSettings { Leverage = 3m };

        var (without, with) = (Backtest.Run(Restless(seed), [series], settings), Backtest.Run(Restless(seed), [series], settings with { Limits = wide }));

        Assert.NotEmpty(without.Fills);
        Assert.Equal(ResultHash.Of(without), ResultHash.Of(with));
        Assert.Equal(without.Rejected.Select(order => order.Told()), with.Rejected.Select(order => order.Told()));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static bool IsWide(LimitRule rule) => rule is not (LimitRule.AllowedSymbols or LimitRule.SelfTrade);

    private static Scripted Restless(ulong seed)
    {
        var random = new RandomSource(seed);
        return new()
        {
            Bar = (context, stream, bar, _) =>
            {
                if (random.NextBelow(4) == 0) context.SetHoldings(stream.Instrument, (decimal)(random.NextUnit() * 4 - 2));
                if (random.NextBelow(6) == 0) context.Submit(OrderRequest.Limit(stream.Instrument, (OrderSide)random.NextBelow(2), new(1m), stream.Instrument.RoundToTick(bar.Close * (0.99 + random.NextUnit() * 0.02))));
                if (random.NextBelow(10) == 0 && context.OpenOrders.Count > 0) context.Cancel(context.OpenOrders[0]);
            },
        };
    }

    private static RunResult Run(Limit[] limits, Action<IStrategyContext> act) =>
        Backtest.Run(Tape.At((0, act)), [Tape.Minutes("100 100 100 100", "100 100 100 100")], Market.Frictionless with { Limits = new(1, Market.Start, limits) });
}
