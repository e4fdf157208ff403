using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>What limits know of the past, and whose it is.</summary>
public class RiskWatchTests
{
    [Fact]
    public void The_day_begins_with_what_the_one_before_ended_with_and_a_close_at_midnight_is_of_the_one_before()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxDailyLoss, 100m, LimitUnit.Money));
        desk.Hold(0, 100m);
        desk.Now = Instant64.FromUtc(2024, 3, 2, 0, 0);
        desk.Price(0, 98);

        Assert.Equal(200m, LossOf(desk));
        desk.Now = desk.Now.PlusNanoseconds(1);
        Assert.Equal(0m, LossOf(desk));
        desk.Price(0, 97);
        Assert.Equal(100m, LossOf(desk));
    }

    /// <summary>333 at 3:2 are 499.5: half a share is paid out, to who held most of them.</summary>
    [Theory]
    [InlineData(333, 0, 499, 0), InlineData(200, 133, 299.5, 199.5), InlineData(133, 200, 199.5, 299.5)]
    public void What_a_split_settles_is_of_who_holds_most(double trend, double nobody, double trends, double nobodys)
    {
        var stock = LimitDesk.Coin with { Symbol = new("AAPL", "SIM"), AssetClass = AssetClass.Stock, BaseCurrency = null, LotSize = 1m };
        var account = new LiveAccount(new() { StartingCash = new(100_000m, Currency.Usd) }, LimitDesk.Start);
        Assert.True(account.TryAdd(stock));
        account.BeginWatch(DateTimeZone.Utc, LimitDesk.Start, null);
        account.Mark(stock.Symbol, 90, LimitDesk.Start);
        foreach (var (strategy, quantity) in ((string?, double)[])[("trend", trend), (null, nobody)])
        {
            if (quantity == 0) continue;
            var fill = new Execution((long)quantity, new(1), stock, OrderSide.Buy, new((decimal)quantity), new(90m), 0m, Liquidity.Taker, LimitDesk.Start);
            account.Book(fill, Currency.Usd);
            account.Watch.OnFill(account.PlaceOf(stock.Symbol), fill, strategy, Currency.Usd);
        }

        account.Split(stock.Symbol, 2m / 3m, 90m, LimitDesk.Start);
        account.Watch.OnEquity(LimitDesk.Start);

        var place = account.PlaceOf(stock.Symbol);
        Assert.Equal(((decimal)trends, (decimal)nobodys), (decimal.Round(account.Watch.QuantityOf("trend", place), 6), decimal.Round(account.Watch.QuantityOf(null, place), 6)));
        Assert.Equal(0m, decimal.Round(account.Watch.GainOf("trend").Last, 2));
    }

    [Fact]
    public void Money_from_outside_is_no_gain_and_money_taken_out_no_loss()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxDailyLoss, 100m, LimitUnit.Money), Rule(LimitRule.MaxDrawdown, 100m, LimitUnit.Money));
        desk.Hold(0, 10m);
        desk.Price(0, 99);

        desk.Account.Deposit(new(5_000m, Currency.Usd), desk.Now);
        desk.Watch.OnFunds(5_000m);
        Assert.Null(desk.Account.Withdraw(new(7_000m, Currency.Usd), desk.Now));
        desk.Watch.OnFunds(-7_000m);
        desk.Watch.OnEquity(desk.Now);

        Assert.Equal([10m, 10m], desk.Assess(Buy(1m)).Uses.Select(use => use.Now));
    }

    /// <summary>The coin is the fee's: a thousandth of ten coins at 100 is one dollar. What nothing gives a rate of is in no equity, here as in the account.</summary>
    [Theory]
    [InlineData("USD", 1.0, -1.0), InlineData("BTC", 0.01, -1.0), InlineData("BNB", 5.0, 0.0)]
    public void A_fee_costs_a_strategy_what_it_is_worth_in_whatever_it_was_taken(string currency, decimal fee, decimal gained)
    {
        var coin = LimitDesk.Coin with { Symbol = new("BTCUSD", "SIM"), BaseCurrency = Currency.Btc };
        var account = new Account(new AccountRules { StartingCash = new(10_000m, Currency.Usd) }, [coin], LimitDesk.Start);
        account.Mark(0, 100);
        var watch = new RiskWatch(account, DateTimeZone.Utc, LimitDesk.Start);
        var fill = new Execution(1, new(1), coin, OrderSide.Buy, new(10m), new(100m), fee, Liquidity.Taker, LimitDesk.Start);

        watch.OnFill(0, in fill, "trend", new(currency));
        watch.OnEquity(LimitDesk.Start);

        Assert.Equal(gained, watch.GainOf("trend").Last);
    }

    /// <summary>Trend holds thirty, swing owes ten.</summary>
    [Theory]
    [InlineData(FactKind.Fee, "trend", -5, -5.0, 0.0)]
    [InlineData(FactKind.Fee, "unassigned", -5, 0.0, 0.0)]
    [InlineData(FactKind.Fee, null, -8, -6.0, -2.0)]
    [InlineData(FactKind.Interest, null, -8, -6.0, -2.0)]
    [InlineData(FactKind.Borrow, null, -6, 0.0, -6.0)]
    [InlineData(FactKind.Funding, null, -20, -30.0, 10.0)]
    [InlineData(FactKind.Dividend, null, 1, 1.5, -0.5)]
    public void What_an_instrument_costs_or_pays_is_of_the_strategy_that_is_named_or_of_those_that_hold_it(FactKind kind, string? part, int amount, double trend, double swing)
    {
        var desk = new LimitDesk { Strategy = "trend" };
        desk.Hold(0, 30m);
        desk.Strategy = "swing";
        desk.Hold(0, -10m);

        desk.Watch.OnEarned(new(kind, desk.Now) { Part = part, Amount = amount, Currency = Currency.Usd }, 0);
        desk.Watch.OnEarned(new(FactKind.Interest, desk.Now) { Amount = -100m, Currency = Currency.Usd }, null); // nobody's
        desk.Watch.OnEquity(desk.Now);

        Assert.Equal(((decimal)trend, (decimal)swing), (desk.Watch.GainOf("trend").Last, desk.Watch.GainOf("swing").Last));
    }

    /// <summary>Trend holds thirty, swing owes ten; a third of a cent a share is rounded as the account's own is.</summary>
    [Fact]
    public void A_dividend_is_of_whoever_holds_the_share_so_that_the_fall_of_the_price_is_no_loss()
    {
        var desk = new LimitDesk { Strategy = "trend" };
        desk.Hold(0, 30m);
        desk.Strategy = "swing";
        desk.Hold(0, -10m);

        desk.Watch.OnDividend(0, 1.0033m);
        desk.Price(0, 99);

        Assert.Equal((0.10m, -0.03m), (desk.Watch.GainOf("trend").Last, desk.Watch.GainOf("swing").Last));
    }

    /// <summary>A process that begins again marks what it holds with prices of old fills, which may be above all that there ever was.</summary>
    [Fact]
    public void A_restart_makes_no_highest_equity_that_never_was()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxDrawdown, 100m, LimitUnit.Money), Rule(LimitRule.MaxDrawdown, 100m, LimitUnit.Percent));
        desk.Hold(0, 10m);
        desk.Price(0, 90);
        var written = desk.Watch.State;

        desk.Account.Mark(0, 200);
        desk.Watch = new(desk.Account, DateTimeZone.Utc, desk.Now, JsonSerializer.Deserialize<WatchState>(JsonSerializer.Serialize(written, Wire.Contract), Wire.Contract));

        Assert.Equal((90, true), (desk.Account.MarkOf(0), desk.Watch.RemembersPriceAt(0)));
        Assert.Equal([100m, 1m], desk.Assess(Buy(1m)).Uses.Select(use => use.Now));
    }

    [Fact]
    public void What_was_lost_stays_the_same_share_whatever_money_comes_or_goes_and_also_after_a_restart()
    {
        var desk = new LimitDesk(Shares);
        desk.Hold(0, 10m);
        desk.Price(0, 90);
        Assert.Equal([1m, 1m, 1m, 1m], SharesOf(desk));

        Fund(desk, 9_900m);
        Assert.Equal([1m, 1m, 1m, 1m], SharesOf(desk));
        Fund(desk, -18_000m);
        Assert.Equal([1m, 1m, 1m, 1m], SharesOf(desk));
        desk.Watch = new(desk.Account, DateTimeZone.Utc, desk.Now, JsonSerializer.Deserialize<WatchState>(JsonSerializer.Serialize(desk.Watch.State, Wire.Contract), Wire.Contract));
        Assert.Equal([1m, 1m, 1m, 1m], SharesOf(desk));

        // Of the 1800 that are there another twentieth: of a hundred 99 were left, and 94.05 are.
        desk.Price(0, 81);
        Assert.Equal([5.95m, 5.95m], SharesOf(desk).Take(2));
    }

    [Fact]
    public void Taking_everything_out_breaks_no_limit_and_putting_it_back_forgets_no_loss()
    {
        var desk = new LimitDesk(Shares[..2]);
        desk.Hold(0, 10m);
        desk.Price(0, 90);
        desk.Hold(0, -10m);

        Fund(desk, -9_900m);
        Assert.Equal([0m, 0m], SharesOf(desk));
        desk.Watch = new(desk.Account, DateTimeZone.Utc, desk.Now, desk.Watch.State);
        Fund(desk, 500m);

        Assert.Equal([1m, 1m], SharesOf(desk));
    }

    [Fact]
    public void What_was_written_down_before_shares_were_counted_is_still_read()
    {
        var desk = new LimitDesk(Shares[..2]);
        desk.Hold(0, 10m);
        desk.Price(0, 90);

        desk.Watch = new(desk.Account, DateTimeZone.Utc, desk.Now, JsonSerializer.Deserialize<WatchState>($$"""{"dayEnds":"2024-03-02T00:00:00Z","dayStartEquity":"10000","peakEquity":"11000","lastEquity":"9900"}""", Wire.Contract));

        Assert.Equal([1m, 10m], SharesOf(desk));
    }

    [Fact]
    public void An_order_counts_for_sixty_seconds()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxOrdersPerMinute, 1m, LimitUnit.Count));
        Assert.Null(desk.Give(Buy(1m)));

        desk.Now = Start + Duration64.FromSeconds(60);
        Assert.Null(desk.Give(Buy(1m)));
        desk.Now = desk.Now + Duration64.FromNanoseconds(59_999_999_999);
        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, desk.Give(Buy(1m))?.Code);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_orders_count_for_a_minute_and_not_until_it_has_caught_up()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count));
        Assert.Null(desk.Give(Buy(1m)));
        Assert.Null(desk.Give(Buy(1m)));

        desk.Now = Start - Duration64.FromSeconds(2);
        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, desk.Give(Buy(1m))?.Code);
        desk.Now = Start - Duration64.FromHours(1);
        Assert.Null(desk.Give(Buy(1m)));
        // The two of before were sent just now, whatever the clock said.
        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, desk.Give(Buy(1m))?.Code);
        desk.Now = desk.Now + Duration64.FromSeconds(60);
        Assert.Null(desk.Give(Buy(1m)));
    }

    [Fact]
    public void Orders_are_counted_for_their_strategy_and_for_their_symbol()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxOrdersPerMinute, 2m, LimitUnit.Count, LimitScope.Strategy), Rule(LimitRule.MaxOrdersPerMinute, 3m, LimitUnit.Count, LimitScope.Symbol));

        Assert.Null(desk.Give(Buy(1m)));
        Assert.Null(desk.Give(Buy(1m)));
        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, desk.Give(Buy(1m, of: Apple))?.Code);
        desk.Strategy = "other";
        Assert.Null(desk.Give(Buy(1m)));
        Assert.Equal(RefusalCodes.MaxOrdersPerMinute, desk.Give(Buy(1m))?.Code);
        Assert.Null(desk.Give(Buy(1m, of: Apple)));
    }

    [Fact]
    public void A_strategy_answers_for_what_it_holds_waits_for_and_loses_itself()
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxPosition, 10m, LimitUnit.Quantity, LimitScope.Strategy), Rule(LimitRule.MaxDailyLoss, 100m, LimitUnit.Money, LimitScope.Strategy), Rule(LimitRule.MaxDrawdown, 120m, LimitUnit.Money, LimitScope.Strategy));
        desk.Hold(0, 6m);
        Assert.Null(desk.Give(Buy(3m)));
        desk.Strategy = "other";
        desk.Hold(0, -8m);

        // "trend" has 6 and waits for 3; "other" is 8 short; the account is 2 short.
        Assert.Null(desk.Give(Sell(2m)));
        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(Sell(1m))?.Code);
        Assert.Null(desk.Give(Buy(8m)));
        desk.Strategy = "trend";
        Assert.Null(desk.Give(Buy(1m)));
        Assert.Equal(RefusalCodes.MaxPosition, desk.Give(Buy(1m))?.Code);
        desk.Price(0, 110);
        Assert.Equal([0m, 0m], LossesOf(desk));
        desk.Strategy = "other";
        Assert.Equal([80m, 80m], LossesOf(desk));
        desk.Price(0, 90);
        Assert.Equal([0m, 0m], LossesOf(desk));
        desk.Strategy = "trend";
        Assert.Equal([60m, 120m], LossesOf(desk));

        static IEnumerable<decimal> LossesOf(LimitDesk desk) => desk.Assess(Buy(1m)).Uses.Skip(1).Select(use => use.Now);
    }

    [Fact]
    public void A_portfolio_counts_what_its_other_accounts_hold()
    {
        var desk = new LimitDesk(
            Rule(LimitRule.MaxGrossExposure, 100m, LimitUnit.Percent, LimitScope.Portfolio),
            Rule(LimitRule.MaxNetExposure, 10_000m, LimitUnit.Money, LimitScope.Portfolio, "all"),
            Rule(LimitRule.MaxPosition, 50m, LimitUnit.Quantity, LimitScope.Portfolio),
            Rule(LimitRule.MaxDailyLoss, 10m, LimitUnit.Percent, LimitScope.Portfolio),
            Rule(LimitRule.MaxDrawdown, 20m, LimitUnit.Percent, LimitScope.Portfolio),
            Rule(LimitRule.MaxGrossExposure, 1m, LimitUnit.Percent, LimitScope.Portfolio, "another"))
        {
            Elsewhere = new(Equity: 30_000m, DayStartEquity: 31_000m, PeakEquity: 50_000m, Gross: 8_000m, Least: -6_000m, Most: -6_000m, new(-6_000m, -6_000m, -60m, -60m)),
        };
        desk.Hold(0, 10m);

        var uses = desk.Assess(Buy(20m)).Uses;

        // 1000 here and 8000 there of 40,000; 2000 more with the order.
        Assert.Equal([(22.5m, 27.5m), (5_000m, 3_000m), (50m, 30m), (1_000m / 410m, 1_000m / 410m), (20m, 20m)], uses.Select(use => (use.Now, use.WouldBe)));
    }

    [Fact]
    public void Day_trades_of_the_last_five_trading_days_count_and_fills_in_one_direction_are_one()
    {
        var desk = new LimitDesk(Rule(LimitRule.PatternDayTrader, 3m, LimitUnit.Count));
        foreach (var signed in (decimal[])[2m, 1m, -1m, -2m, 1m, -2m, 1m]) desk.Hold(1, signed);

        // 2 + 1 closed in two steps; 1 closed and turned; the short closed.
        Assert.Equal(3m, MadeBy(desk));
        desk.Now = Day(7);
        Assert.Equal(3m, MadeBy(desk));
        desk.Now = Day(8);
        Assert.Equal(0m, MadeBy(desk));

        // Held overnight.
        desk.Hold(1, 5m);
        desk.Now = Day(11);
        desk.Hold(1, -5m);
        Assert.Equal(0m, MadeBy(desk));
    }

    [Fact]
    public void A_restart_forgets_no_loss_no_day_trade_and_no_strategys_position() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        Limit[] limits =
        [
            Rule(LimitRule.MaxDailyLoss, 1m, LimitUnit.Money), Rule(LimitRule.MaxDrawdown, 1m, LimitUnit.Percent), Rule(LimitRule.PatternDayTrader, 3m, LimitUnit.Count),
            Rule(LimitRule.MaxPosition, 1m, LimitUnit.Quantity, LimitScope.Strategy), Rule(LimitRule.MaxDailyLoss, 1m, LimitUnit.Money, LimitScope.Strategy), Rule(LimitRule.MaxDrawdown, 1m, LimitUnit.Money, LimitScope.Strategy),
            .. Shares,
        ];
        var desk = new LimitDesk(limits);
        for (var step = 0; step < 60; step++)
        {
            desk.Strategy = random.NextBelow(2) == 0 ? "trend" : "other";
            if (random.NextBelow(3) == 0) desk.Hold(random.NextBelow(2), 1 + random.NextBelow(9) is var size && random.NextBelow(2) == 0 ? size : -size);
            else if (random.NextBelow(8) == 0) Fund(desk, 100m + random.NextBelow(20_000));
            else if (random.NextBelow(8) == 0) desk.Wait(Duration64.FromHours(random.NextBelow(30)));
            else desk.Price(random.NextBelow(2), 90 + random.NextBelow(20));
            if (random.NextBelow(6) != 0) continue;

            var before = desk.Assess(Buy(1m, of: Apple)).Uses;
            desk.Watch = new(desk.Account, DateTimeZone.Utc, desk.Now, desk.Watch.State);

            Assert.Equal(before, desk.Assess(Buy(1m, of: Apple)).Uses);
        }
    }).QuickCheckThrowOnFailure();

    private static Limit[] Shares =>
    [
        Rule(LimitRule.MaxDailyLoss, 50m, LimitUnit.Percent), Rule(LimitRule.MaxDrawdown, 50m, LimitUnit.Percent),
        Rule(LimitRule.MaxDailyLoss, 50m, LimitUnit.Percent, LimitScope.Strategy), Rule(LimitRule.MaxDrawdown, 50m, LimitUnit.Percent, LimitScope.Strategy),
    ];

    private static void Fund(LimitDesk desk, decimal amount)
    {
        if (amount > 0m) desk.Account.Deposit(new(amount, Currency.Usd), desk.Now);
        else Assert.Null(desk.Account.Withdraw(new(-amount, Currency.Usd), desk.Now));
        desk.Watch.OnFunds(amount);
        desk.Watch.OnEquity(desk.Now);
    }

    private static IEnumerable<decimal> SharesOf(LimitDesk desk) => desk.Assess(Buy(1m)).Uses.Select(use => decimal.Round(use.Now, 10));

    /// <summary>From Friday 1 March 2024 on, a fortnight without holidays.</summary>
    private static Instant64 Day(int day) => Instant64.FromUtc(2024, 3, day, 15, 0);

    private static decimal LossOf(LimitDesk desk) => desk.Assess(Buy(1m)).Uses[0].Now;

    private static decimal MadeBy(LimitDesk desk) => desk.Assess(Buy(1m, of: Apple)).Uses[0].Now;
}
