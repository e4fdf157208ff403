using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>An account of 100,000 that holds 500 coins at 100: at the price p it is worth 100,000 + 500 p.</summary>
public sealed class LossWatchTests
{
    private static readonly Instrument Coin = new() { Symbol = new("COIN", "SIM"), AssetClass = AssetClass.Crypto, Currency = Currency.Usdt, LotSize = 0.001m };

    [Theory]
    [InlineData(70.0, TradingMode.Normal)]
    [InlineData(69.9, TradingMode.ReduceOnly)]
    public void Beyond_the_daily_loss_an_account_only_reduces(double price, TradingMode mode)
    {
        var state = Holding(LimitRule.MaxDailyLoss);

        Look(state, price, 1);

        Assert.Equal(mode, state.Row.TradingMode);
        Assert.Equal(mode == TradingMode.Normal, state.Row.ModeReason is null);
    }

    [Theory]
    [InlineData(TradingMode.Normal)]
    [InlineData(TradingMode.ReduceOnly)]
    [InlineData(TradingMode.Halted)]
    public void What_a_breach_does_is_configured(TradingMode onBreach)
    {
        var state = Holding(LimitRule.MaxDrawdown);
        state.OnBreach = onBreach;

        Look(state, 50, 1);

        Assert.Equal(onBreach, state.Row.TradingMode);
    }

    [Theory]
    [InlineData("fee", -15_000.0, 0.0, TradingMode.Normal)]
    [InlineData("fee", -15_001.0, 0.0, TradingMode.ReduceOnly)]
    [InlineData("interest", -15_001.0, 0.0, TradingMode.ReduceOnly)]
    [InlineData("borrow", -15_001.0, 0.0, TradingMode.ReduceOnly)]
    [InlineData("funding", -15_001.0, 0.0, TradingMode.ReduceOnly)]
    [InlineData("withdrawal", -15_001.0, 0.0, TradingMode.Normal)]
    [InlineData("conversion", 50_000.0, 50_000.0, TradingMode.Normal)]
    [InlineData("conversion", 50_000.0, 35_000.0, TradingMode.Normal)]
    [InlineData("conversion", 50_000.0, 34_999.0, TradingMode.ReduceOnly)]
    public void What_an_account_pays_counts_as_loss_and_of_money_that_goes_or_changes_only_the_difference(string kind, double amount, double received, TradingMode mode)
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        Look(state, 100, 1);
        var move = new MoveRow("main", 1, kind, Currency.Usdt, null, (decimal)amount, null, null, At(2), Received: (decimal)received, ReceivedCurrency: Currency.Usd);

        if (move.ToEarned() is null) BookKeeping.Move(new(state, new Journal(), At(2)), move, null);
        else BookKeeping.Earn(new(state, new Journal(), At(2)), move, null);
        Look(state, 100, 3);

        Assert.Equal(mode, state.Row.TradingMode);
    }

    [Fact]
    public void It_works_when_the_limits_are_stale()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Limits = new(1, At(0), [], At(0));

        Look(state, 50, 1);

        Assert.Equal(TradingMode.ReduceOnly, state.Row.TradingMode);
    }

    [Theory]
    [InlineData(67.0, TradingMode.Normal)]
    [InlineData(66.0, TradingMode.ReduceOnly)]
    public void A_released_loss_halts_again_when_it_is_worse_by_a_tenth_of_the_limit(double price, TradingMode mode)
    {
        var state = Halted(LimitRule.MaxDailyLoss, 69.9);
        Resume(state, 2);

        Look(state, price, 3);

        Assert.Equal(mode, state.Row.TradingMode);
    }

    [Fact]
    public void The_same_loss_does_not_halt_again_though_it_comes_and_goes()
    {
        var state = Halted(LimitRule.MaxDailyLoss, 69.9);
        Resume(state, 2);

        foreach (var price in (double[])[69.9, 80, 69.8, 95, 69.5]) Look(state, price, 3);

        Assert.Equal(TradingMode.Normal, state.Row.TradingMode);
    }

    [Fact]
    public void A_new_day_has_a_loss_of_its_own()
    {
        var state = Halted(LimitRule.MaxDailyLoss, 69.9);
        Resume(state, 2);

        Look(state, 69.9, 86_401);
        Look(state, 69.0, 86_402);
        var before = state.Row.TradingMode;
        Look(state, 40.0, 86_403);

        Assert.Equal((TradingMode.Normal, TradingMode.ReduceOnly), (before, state.Row.TradingMode));
        Assert.Empty(state.LossReleases);
    }

    [Fact]
    public void A_new_peak_forgets_the_drawdown_that_was_released()
    {
        var state = Halted(LimitRule.MaxDrawdown, 69.9);
        Resume(state, 2);

        Look(state, 100.5, 3);
        var released = state.LossReleases.Count;
        Look(state, 70.0, 4);

        Assert.Equal(0, released);
        Assert.Equal(TradingMode.ReduceOnly, state.Row.TradingMode);
    }

    [Theory]
    [InlineData(LimitRule.MaxDailyLoss, 10.0, LimitUnit.Percent)] // in money before
    [InlineData(LimitRule.MaxDailyLoss, 12_000.0, LimitUnit.Money)]
    [InlineData(LimitRule.MaxDrawdown, 15_000.0, LimitUnit.Money)]
    public void Another_limit_by_the_same_name_halts_though_the_one_before_was_released(LimitRule rule, double value, LimitUnit unit)
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Watched = Watched(new Limit("loss", LimitScope.Account, Limit.Every, LimitRule.MaxDailyLoss, 15_000m, LimitUnit.Money));
        Look(state, 69.9, 1);
        Resume(state, 2);
        Look(state, 69.9, 3);
        Assert.Equal(TradingMode.Normal, state.Row.TradingMode);

        state.Watched = Watched(new Limit("loss", LimitScope.Account, Limit.Every, rule, (decimal)value, unit) { WarnAt = 0.5m });
        Look(state, 69.9, 4);

        Assert.Equal(TradingMode.ReduceOnly, state.Row.TradingMode);
        Assert.Empty(state.LossReleases);
    }

    [Fact]
    public async Task A_release_is_of_the_same_limit_after_a_restart_too()
    {
        await using var tables = await TradingTables.Open();
        var release = new LossReleaseRow(await tables.OpenAccount("one"), "loss", "", 15.5m, At(9), LimitRule.MaxDailyLoss, LimitUnit.Percent, 10m);
        await using (var room = await WriterRoom.Open(tables, "one", new()))
        {
            await room.Writer.Do(step =>
            {
                step.State.Live.TryAdd(ModelVenue.Rules);
                step.State.See(ModelVenue.Btc, 100, step.Now);
                step.State.Watched = Watched(new Limit("loss", LimitScope.Account, Limit.Every, LimitRule.MaxDrawdown, 1m, LimitUnit.Percent));
                step.State.Live.Move(new Money(-50_000m, Currency.Usdt), step.Now); // nobody was told, so it is a loss
                LossWatch.Release(step);
                step.Journal.Touch();
            });
        }

        var kept = Assert.Single((await tables.Store.Load("one", TestContext.Current.CancellationToken)).LossReleases.Values);

        Assert.Equal(release with { Level = kept.Level, Until = null, Rule = LimitRule.MaxDrawdown, Value = 1m }, kept);
    }

    [Fact]
    public void A_stricter_mode_stays()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Row = state.Row with { TradingMode = TradingMode.Halted, ModeReason = "by hand" };

        Look(state, 50, 1);

        Assert.Equal((TradingMode.Halted, "by hand"), (state.Row.TradingMode, state.Row.ModeReason));
    }

    /// <summary>After a start what is held is marked with prices of its last fills; a market that is closed says nothing for days.</summary>
    [Fact]
    public void What_the_market_has_not_priced_since_the_start_halts_nothing()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Live.Mark(Coin.Symbol, 50, At(1));

        new EquityWatch().Look(new(state, new Journal(), At(1)));
        LossWatch.Look(new(state, new Journal(), At(1)));
        var before = (state.Row.TradingMode, state.Live.Watch.Equity.Last);
        Look(state, 50, 2);

        Assert.Equal((TradingMode.Normal, 150_000m), before);
        Assert.Equal(TradingMode.ReduceOnly, state.Row.TradingMode);
    }

    /// <summary>What is written down is what a restart begins with.</summary>
    [Theory]
    [InlineData(100.0, 1, false)]
    [InlineData(100.2, 1, false)] // 150,100
    [InlineData(100.4, 1, true)] // 150,200
    [InlineData(99.0, 1, false)]
    [InlineData(100.0, 86_401, true)] // another day
    public void What_losses_are_counted_from_is_written_down_at_once(double price, int second, bool isKept)
    {
        var state = Holding(LimitRule.MaxDrawdown);
        var watch = new EquityWatch();
        watch.Look(Priced(100, 1));

        var step = Priced(price, second);
        watch.Look(step);

        Assert.Equal((isKept, isKept), (step.CountsChanged, !step.Journal.IsEmpty));

        Step Priced(double at, int when)
        {
            state.See(Coin.Symbol, at, At(when));
            return new(state, new Journal(), At(when));
        }
    }

    [Fact]
    public void A_replay_is_left_to_the_gate_as_a_backtest_is()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Settings = new(Feed: PaperFeed.Replay);

        Look(state, 50, 1);

        Assert.Equal(TradingMode.Normal, state.Row.TradingMode);
    }

    [Fact]
    public void Standings_tell_each_limit_once_and_positions_by_their_instruments()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Watched = new(1, At(0),
        [
            new("loss", LimitScope.Account, Limit.Every, LimitRule.MaxDailyLoss, 10m, LimitUnit.Percent),
            new("gross", LimitScope.Account, Limit.Every, LimitRule.MaxGrossExposure, 40_000m, LimitUnit.Money),
            new("held", LimitScope.Symbol, Limit.Every, LimitRule.MaxPosition, 1_000m, LimitUnit.Quantity),
        ]);

        var standings = Standings.Of(state, At(1)).ToDictionary(standing => standing.LimitId);

        Assert.Equal(3, standings.Count);
        Assert.Equal((0m, false), (standings["loss"].Now, standings["loss"].IsBroken));
        Assert.Equal((50_000m, 1.25m, true), (standings["gross"].Now, standings["gross"].Used, standings["gross"].IsBroken));
        Assert.Equal((500m, 0.5m, Coin.Symbol), (standings["held"].Now, standings["held"].Used, standings["held"].Symbol));
    }

    [Fact]
    public void A_strategy_stands_to_its_own_limits_and_what_it_loses_halts_nobody()
    {
        var state = Holding(LimitRule.MaxDailyLoss);
        state.Watched = Watched(
            new("loss", LimitScope.Strategy, Limit.Every, LimitRule.MaxDailyLoss, 1_000m, LimitUnit.Money),
            new("held", LimitScope.Strategy, "trend", LimitRule.MaxPosition, 200m, LimitUnit.Quantity),
            new("rate", LimitScope.Account, Limit.Every, LimitRule.MaxOrdersPerMinute, 4m, LimitUnit.Count));
        Trade(state, OrderSide.Buy, 100m, "trend");
        Trade(state, OrderSide.Sell, 100m, "swing");
        var order = new Order(new(3), OrderRequest.Market(Coin, OrderSide.Buy, new(1m)), At(1));
        state.Live.Watch.OnOrder(order, 0, "trend", At(1));

        Look(state, 70, 1);
        var standings = Standings.Of(state, At(1)).Select(standing => (standing.LimitId, standing.StrategyId, standing.Now, standing.Used, standing.IsBroken)).ToArray();

        Assert.Equal([("rate", null, 1m, 0.25m, false), ("loss", "trend", 3_000m, 3m, true), ("held", "trend", 100m, 0.5m, false), ("loss", "swing", 0m, 0m, false)], standings);
        Assert.Equal(TradingMode.Normal, state.Row.TradingMode);
    }

    private static void Trade(AccountState state, OrderSide side, decimal quantity, string strategy)
    {
        var fill = new Execution(1, new(1), Coin, side, new(quantity), new(100m), 0m, Liquidity.Taker, At(0));
        state.Live.Book(in fill, Currency.Usdt);
        state.Live.Watch.OnFill(0, in fill, strategy);
    }

    private static RiskLimits Watched(params Limit[] limits) => new(1, At(0), limits);

    private static AccountState Holding(LimitRule rule)
    {
        var row = new AccountRow("main", "Main", AccountMode.Paper, "paper", Currency.Usdt, AccountKind.Margin, 1m, "{}", 1, At(0), At(0), true, TradingMode.Normal, null, null, 1, 0, 0, null, null, 0);
        var state = new AccountState(row, new());
        state.Live.Move(new Money(100_000m, Currency.Usdt), At(0));
        state.Live.TryAdd(Coin);
        state.Live.Move(Coin, 500m, new(100m), At(0));
        state.Live.BeginWatch(DateTimeZone.Utc, At(0), null);
        state.Watched = new(1, At(0), [new("loss", LimitScope.Account, Limit.Every, rule, 10m, LimitUnit.Percent)]);
        return state;
    }

    private static AccountState Halted(LimitRule rule, double price)
    {
        var state = Holding(rule);
        Look(state, price, 1);
        Assert.Equal(TradingMode.ReduceOnly, state.Row.TradingMode);
        return state;
    }

    private static void Look(AccountState state, double price, int second)
    {
        state.See(Coin.Symbol, price, At(second));
        state.Live.Watch.OnEquity(At(second));
        LossWatch.Look(new(state, new Journal(), At(second)));
    }

    private static void Resume(AccountState state, int second)
    {
        LossWatch.Release(new(state, new Journal(), At(second)));
        state.Row = state.Row with { TradingMode = TradingMode.Normal, ModeReason = null };
    }

    private static Instant64 At(int second) => Instant64.FromUtc(2024, 3, 1, 0, 0).PlusNanoseconds(second * 1_000_000_000L);
}
