using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Strategies;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>The law of the house: what was played once in a backtest has the same fills and the same equity, to the cent, in a paper session through every module.</summary>
public class ReplayEqualsBacktestTests
{
    // To a midnight: what the last day costs is still in the end.
    private const int Bars = 504;

    // Of a backtest and of a paper account that say nothing of it.
    private static readonly Financing Usual = Financing.OfPercent(Financing.UsualInterestPercent, Financing.UsualBorrowPercent);

    private static readonly Instrument Bitcoin = SimulatedMarket.Instruments.Single(one => one.Symbol.ToString() == "BTCUSDT.SIM");
    private static readonly Instrument Ether = SimulatedMarket.Instruments.Single(one => one.Symbol.ToString() == "ETHUSDT.SIM");
    private static readonly Interval Hour = Interval.Parse("1h");
    private static readonly Instant From = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Instant To = From + NodaTime.Duration.FromHours(Bars);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Sessions => new()
    {
        { "together", "ema-cross" }, { "together", "donchian-breakout" }, { "together", "resting" }, { "together", "trailing" }, { "apart", "ema-cross" }, { "apart", "resting" },
        { "together", "borrowing" }, { "apart", "borrowing" },
    };

    [Between("portfolio", "trading")]
    [Theory, MemberData(nameof(Sessions))]
    public async Task A_paper_session_on_a_replay_equals_the_backtest(string topology, string name)
    {
        var series = new BarSeries(Bitcoin, Hour, SimulatedMarket.Usual.Bars(Bitcoin, Hour, Instant64.FromInstant(From), Instant64.FromInstant(To)));
        var leverage = name == "borrowing" ? 3m : 1m;
        var expected = Backtest.Run(Make(name), [series], new RunSettings { Account = new() { StartingCash = new(100_000m, Currency.Usdt), Leverage = leverage, Financing = Usual } });

        await using var house = await House.Open(topology, settings: new Dictionary<string, string?> { ["Portfolio:CheckSeconds"] = "0.2" });
        var (history, trading) = (house.Get<IHistory>(), house.Get<ITrading>());
        var session = await history.OpenReplay(new([new(Bitcoin.Symbol, SeriesKind.Bars, Hour)], From, To, Venues: 1, Strategies: 1), Ct);
        Assert.Null(session.Reason);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([Bitcoin.Symbol.ToString()], Hour, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new("law", "The law", AccountMode.Paper, "paper", Currency.Usdt, 100_000m, AccountKind.Margin, leverage, settings), Ct)).Refusal);
        await Ready(trading, "law");
        var seat = new StrategySeat(trading, "law", [Bitcoin], Hour);
        await seat.Play(history, session.Replay.Value, Make(name));

        var fills = (await trading.ListExecutions(new("law", Limit: 1_000), Ct)).Items.Reverse().ToArray();
        Assert.Empty(seat.Refusals);
        Assert.NotEmpty(fills);
        Assert.Equal(expected.Fills.Select(fill => (fill.Time, fill.Side, fill.Quantity, fill.Price, fill.Fee)), fills.Select(fill => (fill.Time, fill.Side, fill.Quantity, fill.Price, fill.Fee)));
        var end = await Ended(trading, "law");
        Assert.Equal(Cents(expected.Equity), [.. seat.Equity.SkipLast(1).Append(end.Equity!.Value).Select(one => decimal.Round(one, 2))]);
        Assert.Equal((expected.FinalEquity, expected.Account.Cash), (end.Equity!.Value, end.Cash));
        if (name == "borrowing") await InTheBooks(house.Get<IPortfolio>(), end, expected.Account.Explain());
    }

    /// <summary>With so much leverage that equity again and again no longer carries what is held; of several instruments all closes of a moment count.</summary>
    [Theory]
    [InlineData("together", 1)]
    [InlineData("together", 2)]
    [InlineData("apart", 2)]
    public async Task Margin_calls_are_those_of_the_backtest(string topology, int instruments)
    {
        Instrument[] traded = [.. new[] { Bitcoin, Ether }.Take(instruments)];
        var market = SimulatedMarket.Usual;
        BarSeries[] series = [.. traded.Select(one => new BarSeries(one, Hour, market.Bars(one, Hour, Instant64.FromInstant(From), Instant64.FromInstant(To))))];
        var expected = Backtest.Run(new Leveraged(), series, new RunSettings { Account = new() { StartingCash = new(100_000m, Currency.Usdt), Leverage = 20m, Financing = Usual } });

        await using var house = await House.Open(topology);
        var (history, trading) = (house.Get<IHistory>(), house.Get<ITrading>());
        var session = await history.OpenReplay(new([.. traded.Select(one => new SeriesKey(one.Symbol, SeriesKind.Bars, Hour))], From, To, Venues: 1, Strategies: 1), Ct);
        var settings = new AccountSettings(Feed: PaperFeed.Replay, Replay: new([.. traded.Select(one => one.Symbol.ToString())], Hour, ReplayId: session.Replay!.Value.Value));
        Assert.Null((await trading.OpenAccount(new("called", "Called", AccountMode.Paper, "paper", Currency.Usdt, 100_000m, AccountKind.Margin, 20m, settings), Ct)).Refusal);
        await Ready(trading, "called");
        var seat = new StrategySeat(trading, "called", traded, Hour);
        await seat.Play(history, session.Replay.Value, new Leveraged());

        Assert.Empty(seat.Refusals);
        Assert.NotEmpty(expected.MarginCalls);
        var fills = (await trading.ListExecutions(new("called", Limit: 1_000), Ct)).Items.OrderBy(fill => fill.Time).ThenBy(fill => fill.Symbol.ToString());
        Assert.Equal(
            expected.Fills.OrderBy(fill => fill.Time).ThenBy(fill => fill.Instrument.Symbol.ToString()).Select(fill => (fill.Time, fill.Instrument.Symbol, fill.Side, fill.Quantity, fill.Price, fill.Fee)),
            fills.Select(fill => (fill.Time, fill.Symbol, fill.Side, fill.Quantity, fill.Price, fill.Fee)));
        var end = await Ended(trading, "called");
        Assert.Equal(Cents(expected.Equity), [.. seat.Equity.SkipLast(1).Append(end.Equity!.Value).Select(one => decimal.Round(one, 2))]);
        Assert.Equal(expected.Account.Cash, end.Cash);
        Assert.NotEqual(0m, expected.Account.Explain().Interest);
        var orders = (await trading.ListOrders(new("called", Limit: 1_000), Ct)).Items;
        Assert.Equal(expected.MarginCalls.Select(call => call.Time), orders.Where(order => order.Tag == MarginAnswer.Tag).Select(order => order.CreatedAt).Distinct().Order());
        Assert.All(orders.Where(order => order.Type == OrderType.Limit), order => Assert.Equal(RefusalCodes.MarginCall, order.Reason!.Code));
    }

    internal static async Task Ready(ITrading trading, string account)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            var status = (await trading.GetTradingStatus(new(account), Ct)).Accounts.Single();
            if (status is { Connection: ConnectionStatus.Ready, Gate: null } && await HasLimits(trading, account)) return;
            await Task.Delay(25, Ct);
        }

        Assert.Fail($"Account {account} never becomes ready.");
    }

    // Risk pushes them a moment after its start. What is asked is no matter: only what they say of it.
    private static async Task<bool> HasLimits(ITrading trading, string account) =>
        !(await trading.PreviewOrder(new(account, "BTCUSDT.SIM", OrderSide.Buy, OrderType.Limit, new(0.01m), LimitPrice: new(1_000m)), Ct)).Refusals.Any(refusal => refusal.Code == RefusalCodes.NoLimits);

    private static async Task<AccountView> Ended(ITrading trading, string account)
    {
        for (var tries = 0; tries < 400 && (await trading.GetTradingStatus(new(account), Ct)).Accounts.Single().Connection != ConnectionStatus.Ended; tries++) await Task.Delay(25, Ct);
        return (await trading.ListAccounts(new(account), Ct)).Accounts.Single();
    }

    private static async Task InTheBooks(IPortfolio portfolio, AccountView view, EquityParts expected)
    {
        AccountBooks? books = null;
        for (var tries = 0; tries < 400 && (books is not { AgreesWithTrading: true } || books.BookSequence != view.BookSequence); tries++, await Task.Delay(25, Ct)) books = (await portfolio.ListBooks(new(view.AccountId), Ct)).Accounts.Single();

        Assert.Equal((true, view.Cash), (books!.AgreesWithTrading, books.Cash));
        Assert.Null(books.NotInTrading);
        Assert.NotEqual(0m, expected.Interest);
        Assert.NotEqual(0m, expected.Borrow);
        Assert.Equal((expected.Interest, expected.Borrow), (await Paid(FactKind.Interest), await Paid(FactKind.Borrow)));

        async Task<decimal> Paid(FactKind kind) => (await portfolio.ReadLedger(new(view.AccountId), Ct)).Items.Where(row => row.Kind == kind).Sum(row => row.Entries.Single(entry => entry.Account == LedgerAccount.Cash).Amount);
    }

    private static IEnumerable<decimal> Cents(EquityCurve curve) => curve.Values.ToArray().Select(value => decimal.Round((decimal)value, 2));

    private static Strategy Make(string name) => name switch
    {
        "ema-cross" => new EmaCross(new()),
        "donchian-breakout" => new DonchianBreakout(new() { Weight = 0.9m }),
        "resting" => new Resting(),
        "borrowing" => new Borrowing(),
        _ => new Trailing(),
    };

    /// <summary>Buys nearly all that can be held of the first and sells as much of the second short, and lets orders wait that never trade.</summary>
    private sealed class Leveraged : Strategy
    {
        private readonly HashSet<Symbol> _begun = [];

        public override void OnBar(BarStream stream, in Bar bar)
        {
            var instrument = stream.Instrument;
            if (!_begun.Add(instrument.Symbol)) return;
            var side = stream.Index == 0 ? OrderSide.Buy : OrderSide.Sell;
            Context.Submit(OrderRequest.Market(instrument, side, new(Context.QuantityFor(instrument, 17m / Context.Instruments.Count)!.Value)));
            Context.Submit(OrderRequest.Limit(instrument, OrderSide.Buy, new(0.1m), Context.ToPrice(instrument, bar.Close * 0.2)));
        }
    }

    /// <summary>By turns long with borrowed money and short, each over nights.</summary>
    private sealed class Borrowing : Strategy
    {
        private int _bars;

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (_bars++ % 50 == 0) Context.SetHoldings(stream.Instrument, _bars / 50 % 2 == 0 ? 2.4m : -1.2m);
        }
    }

    /// <summary>Renews a limit order below the price every bar, and below what it holds a stop and above it a limit.</summary>
    private sealed class Resting : Strategy
    {
        public override void OnBar(BarStream stream, in Bar bar)
        {
            var instrument = stream.Instrument;
            Context.CancelAll(instrument);
            var held = Context.PositionOf(instrument).Quantity;
            if (held <= 0m)
            {
                Context.Submit(OrderRequest.Limit(instrument, OrderSide.Buy, new(0.4m - held), Context.ToPrice(instrument, bar.Close * 0.998)));
                return;
            }

            Context.Submit(OrderRequest.Limit(instrument, OrderSide.Sell, new(held), Context.ToPrice(instrument, bar.Close * 1.004)));
            Context.Submit(new(instrument, OrderSide.Sell, new(held), new StopTerms(Context.ToPrice(instrument, bar.Close * 0.99))));
        }
    }

    /// <summary>Buys when flat, with a stop that follows; sometimes it changes a limit order where it lies.</summary>
    private sealed class Trailing : Strategy
    {
        private Order? _limit;
        private int _bars;

        public override void OnBar(BarStream stream, in Bar bar)
        {
            var instrument = stream.Instrument;
            _bars++;
            if (_limit is { IsOver: false } && _bars % 3 == 0) Context.Amend(_limit, new LimitTerms(Context.ToPrice(instrument, bar.Close * 0.995)));
            if (!Context.PositionOf(instrument).IsFlat || Context.OpenOrders.Count > 1) return;

            Context.CancelAll(instrument);
            Context.Submit(OrderRequest.Market(instrument, OrderSide.Buy, new(0.3m)));
            Context.Submit(new(instrument, OrderSide.Sell, new(0.3m), TrailingStopTerms.ByPercent(1.5m)));
            _limit = Context.Submit(OrderRequest.Limit(instrument, OrderSide.Buy, new(0.1m), Context.ToPrice(instrument, bar.Close * 0.99)));
        }
    }
}
