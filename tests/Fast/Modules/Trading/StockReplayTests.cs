using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Jobs;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Columnar;
using NodaTime;
using Recorded = AlgoTrendy.Core.Engine.MarketData;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>Raw prices of a stock through every module: splits, dividends and what the nights of a short cost happen to a paper account as they do in a backtest, and are in the books.</summary>
public class StockReplayTests
{
    private const string Account = "raw";

    private static readonly Financing Usual = Financing.OfPercent(Financing.UsualInterestPercent, Financing.UsualBorrowPercent);

    // Three dividends and the split of 7 for 1 on 9 June.
    private static readonly Instant From = Instant.FromUtc(2014, 4, 28, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2014, 12, 1, 0, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Between("portfolio", "trading")]
    [Theory]
    [InlineData("together", OrderSide.Buy, false)]
    [InlineData("together", OrderSide.Buy, true)]
    [InlineData("apart", OrderSide.Buy, false)]
    [InlineData("together", OrderSide.Sell, true)]
    [InlineData("apart", OrderSide.Sell, false)]
    public async Task Splits_dividends_and_nights_are_those_of_the_backtest_and_in_the_books(string topology, OrderSide side, bool reconnects)
    {
        string[] files = [SharedData.Path("lean/equity/usa/daily/aapl.zip"), SharedData.Path("lean/equity/usa/factor_files/aapl.csv")];
        await using var house = await House.Open(topology, settings: new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.2" });
        var (history, trading) = (house.Get<IHistory>(), house.Get<ITrading>());
        await Import(history, files);
        var apple = (await house.Get<IMarketData>().ResolveInstrument(new("AAPL.US"), Ct)).Instrument!;
        var store = new ColumnStore(house.Home.Folder(ColumnStore.HomeFolder));
        var bars = new InstrumentBars(store, apple).Read(new(Interval.OneDay, From, To, IsAdjusted: false), [], out _)!;
        var tested = new Shareholder(side);
        var expected = Backtest.Run(tested, new Recorded { Bars = [bars], Actions = store.ActionsOf([bars]) }, new RunSettings { Account = new() { StartingCash = new(100_000m, Currency.Usd), Financing = Usual } });

        var session = await history.OpenReplay(new([new(apple.Symbol, SeriesKind.Bars, Interval.OneDay)], From, To, Venues: 1, Strategies: 1, IsAdjusted: false), Ct);
        Assert.Null(session.Reason);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([apple.Symbol.ToString()], Interval.OneDay, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new(Account, "Raw", AccountMode.Paper, "paper", Currency.Usd, 100_000m, AccountKind.Margin, Settings: settings), Ct)).Refusal);
        await ReplayEqualsBacktestTests.Ready(trading, Account);
        var seat = new StrategySeat(trading, Account, [apple], Interval.OneDay) { BeforeBar = reconnects ? Reconnect : null };
        var traded = new Shareholder(side);
        await seat.Play(history, session.Replay.Value, traded);

        Assert.Empty(seat.Refusals);
        Assert.Equal(["dividend 3.29", "split 0.1428571", "dividend 0.47", "dividend 0.47"], tested.Heard);
        Assert.Equal(tested.Heard, traded.Heard);
        Assert.Equal([side, tested.Back], expected.Fills.Select(fill => fill.Side));
        var fills = (await trading.ListExecutions(new(Account), Ct)).Items.Reverse();
        Assert.Equal(expected.Fills.Select(fill => (fill.Time, fill.Side, fill.Quantity, fill.Price, fill.Fee)), fills.Select(fill => (fill.Time, fill.Side, fill.Quantity, fill.Price, fill.Fee)));
        Assert.Equal(expected.Equity.Values.ToArray().Select(value => decimal.Round((decimal)value, 2)), seat.Equity.Select(one => decimal.Round(one, 2)));
        Assert.Equal(expected.FinalEquity, seat.Equity[^1]);
        var view = (await trading.ListAccounts(new(Account), Ct)).Accounts.Single();
        var (held, position) = (expected.Account.Positions[0], Assert.Single(view.Positions));
        Assert.Equal((expected.Account.Cash, held.Quantity, decimal.Round(held.AveragePrice, 10), held.RealizedPnl), (view.Cash, position.Quantity, position.AveragePrice, position.RealizedPnl));
        var waiting = (await trading.ListOrders(new(Account, IsOpen: true), Ct)).Items.Single();
        Assert.Equal((tested.Waiting!.Quantity, tested.Waiting.Terms), (waiting.Quantity, waiting.StopPrice is { } stop ? new StopTerms(stop) : new LimitTerms(waiting.LimitPrice!.Value)));
        await InTheBooks(house.Get<IPortfolio>(), view, expected);

        async Task Reconnect(int bar)
        {
            // On the evening before the split, and on its own.
            if (bar is not (29 or 30)) return;
            Assert.Null((await trading.DisconnectBroker(new(Account), Ct)).Refusal);
            Assert.Null((await trading.ConnectBroker(new(Account), Ct)).Refusal);
            await ReplayEqualsBacktestTests.Ready(trading, Account);
        }
    }

    [Fact]
    public async Task A_stop_rule_goes_with_the_split()
    {
        string[] files = [SharedData.Path("lean/equity/usa/daily/aapl.zip"), SharedData.Path("lean/equity/usa/factor_files/aapl.csv")];
        await using var house = await House.Open("together");
        var (history, trading) = (house.Get<IHistory>(), house.Get<ITrading>());
        await Import(history, files);
        var apple = new Symbol("AAPL", "US");
        var session = await history.OpenReplay(new([new(apple, SeriesKind.Bars, Interval.OneDay)], From, From + Duration.FromDays(60), Venues: 1, Strategies: 1, IsAdjusted: false), Ct);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([apple.ToString()], Interval.OneDay, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new(Account, "Raw", AccountMode.Paper, "paper", Currency.Usd, 100_000m, AccountKind.Margin, Settings: settings), Ct)).Refusal);
        await ReplayEqualsBacktestTests.Ready(trading, Account);

        var bars = 0;
        await foreach (var happened in history.Replay(new(session.Replay.Value, "hand", ReplayStage.Strategy), Ct))
        {
            if (happened is MarketEvent.BarClosed && ++bars == 1) Assert.Null((await trading.PlaceOrder(new(Account, apple.ToString(), OrderSide.Buy, OrderType.Market, new(15m)), Ct)).Refusal);
            if (happened is MarketEvent.BarClosed && bars == 2) Assert.Null((await trading.SetStopRule(new($"{Account}:{apple}", StopKind.Fixed, StopPrice: new(490m)), Ct)).Refusal);
            await history.Acknowledge(new(session.Replay.Value, "hand", happened.Sequence), Ct);
        }

        var rule = Assert.Single((await trading.ListStopRules(new(Account), Ct)).Items);
        var stop = Assert.Single((await trading.ListOrders(new(Account, IsOpen: true), Ct)).Items);
        Assert.Equal((70m, new Price(70m), new Quantity(105m)), (rule.StopsAt!.Value.Value, stop.StopPrice!.Value, stop.Quantity));
        Assert.Equal(105m, (await trading.ListAccounts(new(Account), Ct)).Accounts.Single().Positions.Single().Quantity);
    }

    /// <summary>One long, one short, the account flat: each has its split, and one pays the other its dividends.</summary>
    [Between("portfolio", "trading")]
    [Theory, InlineData("together"), InlineData("apart")]
    public async Task Strategies_that_net_to_nothing_have_splits_and_dividends_too(string topology)
    {
        string[] files = [SharedData.Path("lean/equity/usa/daily/aapl.zip"), SharedData.Path("lean/equity/usa/factor_files/aapl.csv")];
        await using var house = await House.Open(topology, settings: new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.2" });
        var (history, trading, portfolio) = (house.Get<IHistory>(), house.Get<ITrading>(), house.Get<IPortfolio>());
        await Import(history, files);
        var apple = new Symbol("AAPL", "US");
        var session = await history.OpenReplay(new([new(apple, SeriesKind.Bars, Interval.OneDay)], From, From + Duration.FromDays(60), Venues: 1, Strategies: 1, IsAdjusted: false), Ct);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([apple.ToString()], Interval.OneDay, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new(Account, "Raw", AccountMode.Paper, "paper", Currency.Usd, 100_000m, AccountKind.Margin, Settings: settings), Ct)).Refusal);
        await ReplayEqualsBacktestTests.Ready(trading, Account);

        var bars = 0;
        await foreach (var happened in history.Replay(new(session.Replay.Value, "hand", ReplayStage.Strategy), Ct))
        {
            if (happened is MarketEvent.BarClosed && ++bars <= 2)
                Assert.Null((await trading.PlaceOrder(new(Account, apple.ToString(), bars == 1 ? OrderSide.Buy : OrderSide.Sell, OrderType.Market, new(14m), StrategyId: bars == 1 ? "trend" : "pairs"), Ct)).Refusal);
            await history.Acknowledge(new(session.Replay.Value, "hand", happened.Sequence), Ct);
        }

        var view = (await trading.ListAccounts(new(Account), Ct)).Accounts.Single();
        AccountBooks? books = null;
        for (var tries = 0; tries < 400 && books?.BookSequence != view.BookSequence; tries++, await Task.Delay(25, Ct)) books = (await portfolio.ListBooks(new(Account), Ct)).Accounts.Single();
        var held = books!.Parts.Where(part => part.Positions.Count > 0).ToDictionary(part => part.Part, part => part.Positions.Single(position => position.Symbol == apple).Quantity);
        var kinds = (await portfolio.ReadLedger(new(Account), Ct)).Items.Select(row => row.Kind).ToArray();
        Assert.Empty(view.Positions);
        Assert.Equal((98m, -98m), (held["trend"], held["pairs"]));
        Assert.Equal([FactKind.Opening, FactKind.Cash, FactKind.Trade, FactKind.Trade, FactKind.Dividend, FactKind.Split], kinds);
        Assert.Equal(books.Cash, books.Parts.Sum(part => part.Balances.Single(balance => balance.Currency == Currency.Usd).Amount));
        Assert.Equal(new("account-in-use", $"Strategies of {Account} hold {apple} against one another: close that first, by an order for each of them."), (await trading.CloseAccount(new(Account), Ct)).Refusal);
    }

    private static async Task InTheBooks(IPortfolio portfolio, AccountView view, RunResult expected)
    {
        AccountBooks? books = null;
        for (var tries = 0; tries < 400 && (books is not { AgreesWithTrading: true } || books.BookSequence != view.BookSequence); tries++)
        {
            await Task.Delay(25, Ct);
            books = (await portfolio.ListBooks(new(Account), Ct)).Accounts.Single();
            Assert.NotEqual(false, books.AgreesWithTrading);
        }

        Assert.Equal((view.Cash, view.Positions.Single().Quantity), (books!.Cash, Assert.Single(books.Parts.SelectMany(part => part.Positions)).Quantity));
        var rows = (await portfolio.ReadLedger(new(Account, Limit: 1_000), Ct)).Items.OrderBy(row => row.Sequence).ToArray();
        Assert.Equal(
            [FactKind.Opening, FactKind.Cash, FactKind.Trade, FactKind.Dividend, FactKind.Split, FactKind.Trade, FactKind.Dividend, FactKind.Dividend],
            rows.Select(row => row.Kind).Where(kind => kind != FactKind.Borrow));
        Assert.Equal(expected.Events.OfType<DividendPaid>().Select(paid => paid.Amount), CashOf(FactKind.Dividend));
        Assert.Equal(expected.Account.Explain().Borrow, CashOf(FactKind.Borrow).Sum());
        Assert.Equal(expected.Fills[0].Side == OrderSide.Sell, CashOf(FactKind.Borrow).Any());
        Assert.True((await portfolio.VerifyLedger(new(), Ct)).IsSound);
        Assert.True((await portfolio.Rebuild(new(), Ct)).Same);

        IEnumerable<decimal> CashOf(FactKind kind) => rows.Where(row => row.Kind == kind).Select(row => row.Entries.Single(entry => entry.Account == LedgerAccount.Cash).Amount);
    }

    private static async Task Import(IHistory history, string[] files)
    {
        var job = await history.StartImport(new(files), Ct);
        while (true)
        {
            var progress = await history.GetImport(new(job.JobId), Ct);
            if (progress.Job!.Status is JobStatus.Done) return;
            Assert.False(progress.Job.Status is JobStatus.Failed or JobStatus.Cancelled, progress.Job.Message);
            await Task.Delay(25, Ct);
        }
    }

    /// <summary>Is long or short of shares that are split, and lets two orders wait across it: one trades after it.</summary>
    private sealed class Shareholder(OrderSide side) : Strategy
    {
        private int _days;

        public OrderSide Back { get; } = side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;

        public List<string> Heard { get; } = [];

        /// <summary>What is far below the market, and stays there.</summary>
        public Order? Waiting { get; private set; }

        public override void OnBar(BarStream stream, in Bar bar)
        {
            var instrument = stream.Instrument;
            _days++;
            if (_days == 1) Context.Submit(OrderRequest.Market(instrument, side, new(15m)));
            if (_days != 3) return;
            var (above, below) = (Context.ToPrice(instrument, bar.Close * 1.15), Context.ToPrice(instrument, bar.Close * 0.8));
            Context.Submit(side == OrderSide.Buy ? OrderRequest.Limit(instrument, Back, new(4m), above) : new(instrument, Back, new(4m), new StopTerms(above)));
            Waiting = Context.Submit(side == OrderSide.Buy ? new(instrument, Back, new(3m), new StopTerms(below)) : OrderRequest.Limit(instrument, Back, new(3m), below));
        }

        public override void OnSplit(Instrument instrument, decimal factor) => Heard.Add(FormattableString.Invariant($"split {factor:0.#######}"));

        public override void OnDividend(Instrument instrument, decimal perShare) => Heard.Add(FormattableString.Invariant($"dividend {perShare:0.##}"));
    }
}
