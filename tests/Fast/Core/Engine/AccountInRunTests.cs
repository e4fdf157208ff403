using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Instruments.CorporateActions;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>What happens to an account during a run beside its fills: margin, interest, dividends, splits, other currencies, the end of contracts.</summary>
public class AccountInRunTests
{
    private static readonly Instrument Stock = Market.Instrument("STOCK") with { AssetClass = AssetClass.Stock, LotSize = 1m };
    private static readonly Instrument Other = Market.Instrument("OTHER");

    /// <summary>Alone, in the tight loop, and beside a second series, in the loop for many.</summary>
    public static TheoryData<bool> Loops => [false, true];

    [Theory, MemberData(nameof(Loops))]
    public void A_position_that_equity_no_longer_carries_is_cut_at_the_next_open(bool many)
    {
        // 10,000 at leverage 4 buys 400 at 100; maintenance is 12.5 %. At 85 equity is 4,000 and 4,250 are needed, so lots are sold until it is enough.
        var statuses = new List<MarginStatus>();
        var strategy = new CalledStrategy { Called = statuses.Add, Quantity = 400m };
        var settings = Market.Frictionless with { Leverage = 4m };

        var result = Run(strategy, Market.Minutes(Market.Coin, (100, 100), (100, 100), (85, 85), (85, 85), (85, 85)), settings, many);

        var call = Assert.Single(result.MarginCalls);
        Assert.Equal((4_000m, 34_000m, 4_250m), (call.Status.Equity, call.Status.Exposure, call.Status.Maintenance));
        Assert.Equal([OrderSide.Buy, OrderSide.Sell], result.Fills.Select(fill => fill.Side));
        // 400 × 250 / 4,250 = 23.53, up to the next lot of 0.001.
        Assert.Equal((85m, 23.53m), (result.Fills[1].Price.Value, result.Fills[1].Quantity.Value));
        Assert.Single(statuses);
    }

    [Theory, MemberData(nameof(Loops))]
    public void Waiting_orders_end_with_a_margin_call(bool many)
    {
        Order? resting = null;
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (stream.Instrument.Symbol != Market.Coin.Symbol) return;
                if (context.Account.Positions[0].IsFlat && resting is null) context.Sell(Market.Coin, 90m);
                resting ??= context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(10m), new(50m)));
            },
        };

        var result = Run(strategy, Market.Minutes(Market.Coin, (100, 100), (100, 100), (180, 180), (180, 180)), Market.Frictionless, many);

        Assert.Equal(RefusalCodes.MarginCall, Assert.IsType<OrderState.Cancelled>(resting!.State).Reason.Code);
        Assert.Single(result.MarginCalls);
    }

    [Theory, MemberData(nameof(Loops))]
    public void Borrowed_money_costs_interest_every_day(bool many)
    {
        // 200 at 100 with 10,000: 10,000 are owed over three midnights, at 36 % of 360 days: 10, 10.01 and 10.0201, which is 10.03 rounded against the account.
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Leverage = 2m, Financing = new() { DebitRate = 0.36m } } };
        var series = Market.Bars(Market.Coin, Interval.OneDay, 1_000, (100, 100), (100, 100), (100, 100), (100, 100));

        var result = Run(Once(context => context.Buy(Market.Coin, 200m)), series, settings, many);

        Assert.Equal(-10m - 10.01m - 10.03m, result.FinalEquity - 10_000m);
        Assert.Equal((double)result.FinalEquity, result.Equity.Values[^1], tolerance: 1e-6);
    }

    [Theory, MemberData(nameof(Loops))]
    public void A_short_pays_for_what_it_borrowed(bool many)
    {
        // 100 short at 100 over three midnights, at 3.6 % of 360 days: 1 a day.
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Financing = new() { BorrowRate = 0.036m } } };
        var series = Market.Bars(Market.Coin, Interval.OneDay, 1_000, (100, 100), (100, 100), (100, 100), (100, 100));

        var result = Run(Once(context => context.Sell(Market.Coin, 100m)), series, settings, many);

        Assert.Equal(-3m, result.FinalEquity - 10_000m);
    }

    [Theory, MemberData(nameof(Loops))]
    public void A_split_changes_what_is_held_and_what_waits(bool many)
    {
        Order? stop = null;
        var splits = new List<decimal>();
        var strategy = new SplitStrategy { Split = splits.Add, Bought = context => stop = context.Submit(OrderRequest.Stop(Stock, OrderSide.Sell, new(10m), new(50m))) };
        var series = Market.Bars(Stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (50, 50), (50, 50));
        // Two for one before the third day; the reference close is that of the second.
        var data = Data(series, many) with { Actions = [new(Stock.Symbol, new([new(new LocalDate(2024, 3, 2), 1m, 0.5m, 100m), new(new LocalDate(2050, 12, 31), 1m, 1m, 0m)]))] };

        var result = Backtest.Run(strategy, data, Market.Frictionless);

        Assert.Equal((20m, 1_000m), (result.Account.Positions[0].Quantity, result.Account.Positions[0].Cost));
        Assert.Equal((20m, new StopTerms(new(25m))), (stop!.Quantity.Value, stop.Terms));
        Assert.Equal(10_000m, result.FinalEquity);
        Assert.Equal([0.5m], splits);
        Assert.Equal((20m, 0m), (Assert.Single(result.Trades).Quantity, result.Trades[0].Pnl));
    }

    [Theory, MemberData(nameof(Loops))]
    public void The_exits_of_a_bracket_close_all_that_a_split_made_of_its_entry(bool many)
    {
        var isDone = false;
        var strategy = new Scripted
        {
            Bar = (context, stream, _, _) =>
            {
                if (isDone || stream.Instrument.Symbol != Stock.Symbol) return;
                isDone = true;
                context.SubmitBracket(new(OrderRequest.Market(Stock, OrderSide.Buy, new(10m)), new StopTerms(new(80m)), new LimitTerms(new(200m))));
            },
        };
        var series = Market.Bars(Stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (50, 50), (30, 30));
        var data = Data(series, many) with { Actions = [new(Stock.Symbol, new([new(new LocalDate(2024, 3, 2), 1m, 0.5m, 100m), new(new LocalDate(2050, 12, 31), 1m, 1m, 0m)]))] };

        var result = Backtest.Run(strategy, data, Market.Frictionless);

        Assert.Equal([(OrderSide.Buy, 10m), (OrderSide.Sell, 20m)], result.Fills.Select(fill => (fill.Side, fill.Quantity.Value)));
    }

    [Fact]
    public void A_trade_that_a_split_settled_whole_is_over_and_the_next_is_measured_by_itself()
    {
        var strategy = new Scripted
        {
            Bar = (context, _, _, index) =>
            {
                if (index == 0) context.Buy(Stock, 5m);
                if (index == 2) context.Buy(Stock, 2m);
                if (index == 3) context.Sell(Stock, 2m);
            },
        };
        var series = Market.Bars(Stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (1000, 1000), (1000, 900), (900, 900));
        // One for ten: half a share is left, which is settled.
        var data = Data(series, many: false) with { Actions = [new(Stock.Symbol, new([new(new LocalDate(2024, 3, 2), 1m, 10m, 100m), new(new LocalDate(2050, 12, 31), 1m, 1m, 0m)]))] };

        var result = Backtest.Run(strategy, data, Market.Frictionless);

        Assert.Equal([0m, -200m], result.Trades.Select(trade => trade.Pnl));
        Assert.Equal([(5m, 5m), (202m, 2m)], result.Excursions.Select(excursion => (excursion.Adverse, excursion.Favourable)));
    }

    [Theory, MemberData(nameof(Loops))]
    public void A_dividend_is_paid_in_cash_to_who_holds_the_stock(bool many)
    {
        var series = Market.Bars(Stock, Interval.OneDay, 10_000, (100, 100), (100, 100), (98, 98), (98, 98));
        var data = Data(series, many) with { Actions = [new(Stock.Symbol, new([new(new LocalDate(2024, 3, 2), 0.98m, 1m, 100m), new(new LocalDate(2050, 12, 31), 1m, 1m, 0m)]))] };

        var result = Backtest.Run(Once(context => context.Buy(Stock, 10m)), data, Market.Frictionless);

        Assert.Equal((2m, 20m), (Assert.IsType<DividendPaid>(Assert.Single(result.Events)).PerShare, ((DividendPaid)result.Events[0]).Amount));
        Assert.Equal(10_000m, result.FinalEquity);
        Assert.Equal(0m, Assert.Single(result.Trades).Pnl);
    }

    [Fact]
    public void A_position_goes_on_under_its_new_ticker()
    {
        var renamed = Stock with { Symbol = new("RENAMED", "TEST") };
        var before = Market.Bars(Stock, Interval.OneDay, 10_000, (100, 100), (100, 100));
        var after = After(Market.Bars(renamed, Interval.OneDay, 10_000, (105, 105), (110, 110)), 2);
        var data = new MarketData { Bars = [before, after], TickerChanges = [new(Stock.Symbol, renamed.Symbol, new LocalDate(2024, 3, 3))] };

        var result = Backtest.Run(Once(context => context.Buy(Stock, 10m)), data, Market.Frictionless);

        Assert.Equal([0m, 10m], result.Account.Positions.Select(position => position.Quantity));
        Assert.Equal(10_100m, result.FinalEquity);
        Assert.Equal(100m, Assert.Single(result.Trades).Pnl);
        Assert.Equal(default, Assert.Single(result.Excursions));
    }

    [Fact]
    public void A_contract_that_expires_is_settled_and_cannot_be_traded_any_more()
    {
        var future = Market.Instrument("FUT") with { AssetClass = AssetClass.Future, Multiplier = 50m, LotSize = 1m, Expiry = Market.Start + Duration64.FromMinutes(3) };
        Order? late = null, resting = null;
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) context.Buy(future, 2m);
                if (index == 1) resting = context.Submit(OrderRequest.Limit(future, OrderSide.Sell, new(2m), new(200m)));
                if (index == 3) late = context.Buy(future, 1m);
            },
        };

        var result = Backtest.Run(strategy, [Market.Minutes(future, (100, 100), (100, 100), (101, 103), (99, 99))], Market.Frictionless);

        // Bought at 100, settled at the last price before the end, 103: 2 × 50 × 3.
        Assert.Equal(10_300m, result.FinalEquity);
        Assert.Equal([103m, 100m], result.Fills.Select(fill => fill.Price.Value).OrderDescending());
        Assert.Equal(300m, Assert.Single(result.Trades).Pnl);
        Assert.Equal(RefusalCodes.Delisted, Assert.IsType<OrderState.Cancelled>(resting!.State).Reason.Code);
        Assert.Equal(RefusalCodes.Delisted, Assert.IsType<OrderState.Rejected>(late!.State).Reason.Code);
    }

    [Fact]
    public void What_is_counted_in_another_currency_is_sized_and_reported_in_the_accounts()
    {
        var share = Market.Instrument("SHARE") with { Currency = Currency.Eur };
        var euro = Market.Instrument("EURUSD") with { AssetClass = AssetClass.Forex, BaseCurrency = Currency.Eur, TickSize = 0.0001m };
        BarSeries[] series = [Market.Minutes(share, (100, 100), (100, 100), (110, 110)), Flat(euro, 1.25, 3)];
        var strategy = new Scripted { Bar = (context, stream, _, index) => { if (index == 1) context.SetHoldings(share, 0.5m); } };

        var result = Backtest.Run(strategy, series, Market.Frictionless with { CashBuffer = 0m });

        // Half of 10,000 USD is 4,000 EUR: 40 shares, which rise by 10 EUR each: 400 EUR, 500 USD.
        Assert.Equal((40m, 10_500m), (result.Fills[0].Quantity.Value, result.FinalEquity));
        Assert.Equal(500m, Assert.Single(result.Trades).Pnl);
        Assert.Equal(10_500.0, result.Equity.Values[^1], 6);
    }

    [Fact]
    public void One_foreign_series_moves_with_its_own_rate()
    {
        // The account counts in the coin that the pair prices, so the loop may not take the rate as fixed.
        var pair = Market.Coin with { BaseCurrency = Currency.Btc };
        var settings = Market.Frictionless with { StartingCash = new(10m, Currency.Btc) };

        var result = Backtest.Run(new Scripted(), [Market.Minutes(pair, (100, 100), (50, 50))], settings);

        Assert.Equal([10.0, 10.0], result.Equity.Values.ToArray());
    }

    [Fact]
    public void A_cash_account_sells_what_it_has_and_no_more()
    {
        var orders = new List<Order>();
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) orders.Add(context.Sell(Market.Coin, 1m));
                if (index == 0) context.Buy(Market.Coin, 5m);
                if (index == 1) orders.Add(context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Sell, new(3m), new(500m))));
                if (index == 1) orders.Add(context.Sell(Market.Coin, 3m));
            },
        };
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Kind = AccountKind.Cash } };

        Backtest.Run(strategy, [Market.Minutes(Market.Coin, (100, 100), (100, 100), (100, 100))], settings);

        Assert.Equal(["Rejected", "Accepted", "Rejected"], orders.Select(order => order.Status.ToString()));
        Assert.Equal("A cash account sells what it has: 5 COIN.TEST, and 6 would be sold.", ((OrderState.Rejected)orders[2].State).Reason.Message);
    }

    /// <summary>What only reduces may wait beside other sales of the same holding: whichever comes second finds it sold.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_cash_account_is_never_short_of_what_two_orders_sell(bool isStop)
    {
        Order? plain = null;
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index == 0) context.Buy(Market.Coin, 5m);
                if (index != 1) return;
                if (isStop) context.Submit(OrderRequest.Stop(Market.Coin, OrderSide.Sell, new(5m), new(90m)) with { ReduceOnly = true });
                plain = isStop ? context.Sell(Market.Coin, 1m) : context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Sell, new(5m), new(101m)));
                if (!isStop) context.Submit(OrderRequest.Market(Market.Coin, OrderSide.Sell, new(5m)) with { ReduceOnly = true });
            },
        };
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Kind = AccountKind.Cash } };

        var result = Backtest.Run(strategy, [Market.Minutes(Market.Coin, (100, 100), (100, 100), isStop ? (80, 80) : (100, 102), (100, 100))], settings);

        Assert.Equal(0m, result.Fills.Sum(fill => fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value));
        Assert.Equal(RefusalCodes.ShortNotAllowed, Assert.IsType<OrderState.Cancelled>(plain!.State).Reason.Code);
    }

    [Fact]
    public void A_sale_closes_the_lots_that_it_names()
    {
        var strategy = new Scripted
        {
            Bar = (context, stream, _, index) =>
            {
                if (index is 0 or 1) context.Buy(Market.Coin, 10m);
                if (index == 2) context.Submit(OrderRequest.Market(Market.Coin, OrderSide.Sell, new(15m)) with { Lots = [context.PositionOf(Market.Coin).Lots[1].Id] });
            },
        };
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Lots = LotMethod.Specific } };

        var result = Backtest.Run(strategy, [Market.Minutes(Market.Coin, (100, 100), (100, 100), (120, 120), (130, 130))], settings);

        // Lots of 10 at 100 and 10 at 120, sold at 130: the second whole for 100, then 5 of the first for 150.
        var position = result.Account.Positions[0];
        Assert.Equal([100m, 150m], position.ClosedLots.Select(lot => lot.Gain));
        Assert.Equal((5m, 500m), (Assert.Single(position.Lots).Quantity, position.Cost));
    }

    [Theory, MemberData(nameof(Loops))]
    public void A_perpetual_pays_its_funding_when_it_is_due(bool many)
    {
        var perpetual = Market.Coin with { Margined = true };
        var funding = new FundingRate(perpetual.Symbol, Market.Start + Duration64.FromMinutes(2), 0.01m);
        var settings = Market.Frictionless with { Account = new() { StartingCash = new(10_000m, Currency.Usd), Financing = new() { Funding = [funding] } } };

        var result = Run(Once(context => context.Buy(perpetual, 10m)), Market.Minutes(perpetual, (100, 100), (100, 100), (100, 100)), settings, many);

        Assert.Equal(-10m, result.FinalEquity - 10_000m);
    }

    private static RunResult Run(Strategy strategy, BarSeries series, RunSettings settings, bool many) => Backtest.Run(strategy, Data(series, many), settings);

    private static MarketData Data(BarSeries series, bool many) => new()
    {
        Bars = many ? [series, Market.Bars(Other, series.Interval, 1_000, [.. Enumerable.Repeat((1.0, 1.0), series.Count)])] : [series],
    };

    private static Scripted Once(Action<IStrategyContext> act)
    {
        var isDone = false;
        return new()
        {
            Bar = (context, _, _, _) =>
            {
                if (!isDone) act(context);
                isDone = true;
            },
        };
    }

    private static BarSeries Flat(Instrument instrument, double price, int count)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var index = 0; index < count; index++) builder.Add(Market.Start + Duration64.FromMinutes(index), price, price, price, price, 1_000);
        return new(instrument, Interval.OneMinute, builder.Build());
    }

    private static BarSeries After(BarSeries series, int days)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var index = 0; index < series.Count; index++) builder.Add(series.OpenTime[index] + Duration64.FromDays(days), series.Open[index], series.High[index], series.Low[index], series.Close[index], series.Volume[index]);
        return new(series.Instrument, series.Interval, builder.Build());
    }

    private sealed class CalledStrategy : Strategy
    {
        private bool _hasBought;

        public required Action<MarginStatus> Called { get; init; }

        public required decimal Quantity { get; init; }

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (_hasBought) return;
            _hasBought = true;
            Context.Buy(stream.Instrument, Quantity);
        }

        public override void OnMarginCall(MarginStatus status) => Called(status);
    }

    private sealed class SplitStrategy : Strategy
    {
        private bool _hasBought;

        public required Action<decimal> Split { get; init; }

        public required Action<IStrategyContext> Bought { get; init; }

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (_hasBought) return;
            _hasBought = true;
            Context.Buy(Stock, 10m);
        }

        public override void OnFill(Order order, in Execution fill) => Bought(Context);

        public override void OnSplit(Instrument instrument, decimal factor) => Split(factor);
    }

    [Fact]
    public void Turnover_and_what_a_gap_cost_are_counted_in_the_accounts_currency()
    {
        var share = Market.Instrument("SHARE") with { Currency = Currency.Eur };
        var euro = Market.Instrument("EURUSD") with { AssetClass = AssetClass.Forex, BaseCurrency = Currency.Eur, TickSize = 0.0001m };
        BarSeries[] series = [Market.Minutes(share, (100, 100), (100, 100), (100, 100), (100, 100), (90, 90)).Without(2, 2), Flat(euro, 1.25, 5)];
        var strategy = new Scripted { Bar = (context, _, _, index) => { if (index == 1) context.Buy(share, 10m); } };

        var result = Backtest.Run(strategy, series, Market.Frictionless);

        // 1,000 EUR are 1,250 USD; the fall across the gap lost 100 EUR.
        Assert.Equal(0.125, RunStatistics.Of(result, 10_000m, TradingCalendar.AlwaysOpen)["turnover"], 12);
        Assert.Equal(-125m, Assert.Single(result.Gaps).PnlAcross);
    }
}
