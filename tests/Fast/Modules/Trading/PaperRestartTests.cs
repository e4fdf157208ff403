using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.HighPerformance;
using Balance = AlgoTrendy.Connectors.Brokers.Balance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>A process that ends between any two events of a market, and one that never does, come to the same paper account.</summary>
public class PaperRestartTests
{
    private const int Events = 40;
    private const int SplitAt = 16;
    private const int DividendAt = 19;
    private const int NightSeed = 11;
    private const int LastBought = 10;

    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), IsSimulated = true };

    private static readonly int[] NightOrders = [2, 3, 4, 5, 6, 7, 8, 12, 13, 13, 14, 14, 15, 15, 17, 17, 18, 18, 20, 21, 22, 23, 24, 25, 26, 27, 30, 31];

    /// <summary>A limit, not a measure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int _accounts;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_paper_venue_goes_on_from_what_it_had_heard()
    {
        await using var tables = await TradingTables.Open();
        var stories = (from seed in Gen.Choose(0, int.MaxValue)
                       // After a restart a split or a dividend brings no price, and without one no order passes.
                       from orders in Gen.Choose(1, Events - 1).Where(at => at is not (SplitAt or DividendAt)).ArrayOf(6)
                       from restarts in Gen.Choose(1, Events - 1).ArrayOf(3)
                       select (Seed: seed, Orders: orders, Restarts: restarts)).ToArbitrary();

        Prop.ForAll(stories, story =>
        {
            var whole = Play(tables, story.Seed, story.Orders, [], false).GetAwaiter().GetResult();
            var broken = Play(tables, story.Seed, story.Orders, story.Restarts, story.Seed % 2 == 0).GetAwaiter().GetResult();
            Assert.Equal(whole, broken);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories.Of(25)));
    }

    /// <summary>A position and orders of every type wait across both.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_split_and_a_dividend_are_booked_once_wherever_the_process_ends(bool anew)
    {
        await using var tables = await TradingTables.Open();
        int[] orders = [2, 3, 4, 5, 6, 7, 8, 9, 10];

        var whole = await Play(tables, 11, orders, [], anew);

        Assert.Contains("split 0.3 ", whole, StringComparison.Ordinal);
        Assert.Contains("dividend ", whole, StringComparison.Ordinal);
        for (var at = SplitAt - 2; at <= DividendAt + 2; at++) Assert.Equal(whole, await Play(tables, 11, orders, at % 3 == 0 ? [at, at + 1] : [at], anew));
    }

    /// <summary>Another process has written the account: the turn that took note of the event is undone, and the market told again from its beginning.</summary>
    [Theory]
    [InlineData(SplitAt), InlineData(DividendAt), InlineData(DividendAt + 1)]
    public async Task A_split_and_a_dividend_are_booked_once_also_where_they_could_not_be_kept_at_first(int spoiled)
    {
        await using var tables = await TradingTables.Open();
        int[] orders = [2, 3, 4, 5, 6, 7, 8, 9, 10];

        Assert.Equal(await Play(tables, 11, orders, [], false), await Play(tables, 11, orders, [], false, spoiled));
    }

    /// <summary>Long on borrowed money and short, seven hours between two prices, one of them at a midnight.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Nights_are_booked_once_wherever_the_process_ends(bool anew)
    {
        await using var tables = await TradingTables.Open();

        var whole = await Play(tables, NightSeed, NightOrders, [], anew, hours: 7);

        Assert.Contains(" interest -", whole, StringComparison.Ordinal);
        Assert.Contains(" borrow -", whole, StringComparison.Ordinal);
        for (var at = 1; at < Events; at++) Assert.Equal(whole, await Play(tables, NightSeed, NightOrders, at % 3 == 0 ? [at, at + 1] : [at], anew, hours: 7));
    }

    /// <summary>The turn that books a night is undone, and the night is booked with the next try.</summary>
    [Fact]
    public async Task Nights_are_booked_once_also_where_they_could_not_be_kept_at_first()
    {
        await using var tables = await TradingTables.Open();
        var whole = await Play(tables, NightSeed, NightOrders, [], false, hours: 7);

        foreach (var spoiled in new[] { 14, 24, 28, 31 }) Assert.Equal(whole, await Play(tables, NightSeed, NightOrders, [], false, spoiled, hours: 7));
    }

    /// <param name="anew">Whether the market is played from its beginning again after a restart, or goes on.</param>
    /// <param name="hours">Between two events; 0: a second, and nothing is charged.</param>
    private static async Task<string> Play(TradingTables tables, int seed, int[] orders, int[] restarts, bool anew, int spoiled = 0, int hours = 0)
    {
        var random = new Random(seed);
        MarketEvent[] market = [.. Path(random, hours)];
        var account = await OpenAccount(tables, isCharged: hours > 0);
        var desk = await Begin(tables, account, market, 0, anew);
        for (var at = 1; at <= Events; at++)
        {
            if (at == spoiled) await tables.Database.Write(writing => writing.Execute("update accounts set fence = fence + 1 where account_id = @account", new { account }), Ct);
            await desk.PlayTo(at);
            for (var times = orders.Count(one => one == at); times > 0; times--) await desk.Place(random, hours == 0 ? null : at <= LastBought ? OrderSide.Buy : OrderSide.Sell);
            if (!restarts.Contains(at)) continue;
            await desk.DisposeAsync();
            desk = await Begin(tables, account, market, at, anew);
        }

        await desk.Agrees();
        await desk.DisposeAsync();
        var executions = await tables.Database.Read(reading => reading.Query<ExecutionRow>("select account_id, symbol, venue_execution_id, book_sequence, order_number, side, quantity, price, fee, fee_currency, liquidity, is_late, strategy_id, time, lots from executions where account_id = @account order by book_sequence", new { account }), Ct);
        var rows = await tables.Database.Read(reading => reading.Query<OrderRow>("select * from orders where account_id = @account order by number", new { account }), Ct);
        var moves = await tables.Database.Read(reading => reading.Query<MoveRow>("select * from moves where account_id = @account order by book_sequence", new { account }), Ct);
        var live = (await tables.Store.Load(account, Ct)).Live;
        return string.Join('\n', [.. executions.Select(one => $"{one.OrderNumber} {one.Side} {one.Quantity} at {one.Price}, {one.Time}, {one.VenueExecutionId}"), .. rows.Select(row => $"{row.Number} {row.Type} {row.Status} {row.Filled} of {row.Quantity} {row.LimitPrice} {row.StopPrice}"), .. moves.Select(move => FormattableString.Invariant($"{move.BookSequence} {move.Kind} {move.Amount} at {move.Price}, {move.Time}")), $"{live.Account.Cash} and {live.PositionOf(Coin.Symbol)?.Quantity}"]);
    }

    private static IEnumerable<MarketEvent> Path(Random random, int hours)
    {
        var (price, scale) = (100.0, 1.0);
        for (var number = 1; number <= Events; number++)
        {
            price = Math.Clamp(price + random.Next(-3, 4), 80, 120);
            var time = Instant64.FromUtc(2026, 1, 1, 0, 0).PlusNanoseconds(number * Math.Max(1L, hours * 3_600L) * 1_000_000_000L);
            if (number == SplitAt) scale = 0.3;
            var quote = new QuoteTick(time, Math.Round(price * scale - 0.01, 2), 1_000, Math.Round(price * scale + 0.01, 2), 1_000);
            yield return number switch
            {
                SplitAt => new MarketEvent.Split(number, time, Coin.Symbol, 0.3m, (decimal)price),
                DividendAt => new MarketEvent.DividendPaid(number, time, Coin.Symbol, 1.37m),
                _ => new MarketEvent.Quoted(number, time, Coin.Symbol, quote),
            };
        }
    }

    private static async Task<string> OpenAccount(TradingTables tables, bool isCharged)
    {
        var id = $"p{Interlocked.Increment(ref _accounts)}";
        var opened = Instant64.FromUtc(2025, 1, 1, 0, 0);
        var row = new AccountRow(id, id, AccountMode.Paper, BrokerLines.Paper, Currency.Usdt, AccountKind.Margin, isCharged ? 20m : 1m, JsonSerializer.Serialize(isCharged ? new AccountSettings(InterestPercent: 800m, BorrowPercent: 300m) : new(), Wire.Contract), 1, opened, opened, true, TradingMode.Normal, null, null, 1, 0, 1, null, null, await tables.Database.Read(reading => reading.Generation, Ct));
        await tables.Store.Open(row, writing => writing.ExecuteMany(
            "insert into moves (account_id, book_sequence, kind, currency, symbol, amount, price, note, time) values (@AccountId, @BookSequence, @Kind, @Currency, @Symbol, @Amount, @Price, @Note, @Time)",
            [new MoveRow(id, 1, "opening", Currency.Usdt, null, isCharged ? 80m : 100_000m, null, null, opened)]), Ct);
        return id;
    }

    private static async Task<PaperDesk> Begin(TradingTables tables, string account, MarketEvent[] market, int heard, bool anew)
    {
        var state = await tables.Store.Load(account, Ct);
        state.Limits = new(1, Instant64.MinValue, []);
        var desk = new PaperDesk(tables, state, new ScriptedLine(market, anew ? null : state.Row.HeardThrough) { Limit = heard }, anew ? state.Row.HeardThrough ?? 0 : 0);
        await desk.PlayTo(heard);
        return desk;
    }

    /// <summary>One life of a paper account.</summary>
    private sealed class PaperDesk : IAsyncDisposable
    {
        private readonly ScriptedLine _line;
        private readonly AccountWriter _writer;
        private readonly BrokerConnection _connection;
        private readonly PaperBroker _broker;
        private readonly InstrumentShelf _shelf;
        private readonly long _known;
        private readonly Listener _logs = new();

        public PaperDesk(TradingTables tables, AccountState state, ScriptedLine line, long known)
        {
            (_line, _known) = (line, known);
            var clock = new AccountClock(SystemClock.Instance);
            _writer = new(state, tables.Store, () => clock.Now, fresh => fresh.Limits = new(1, Instant64.MinValue, []), _logs);
            _shelf = new(tables.Catalogue);
            _shelf.Learn([Coin]);
            var listening = new PaperListening(_writer, line, clock, known);
            _broker = new PaperBroker(new(), new() { Listings = [new(Coin, new PaperSource.Ticks(HasQuotes: true))], Memory = PaperRecall.Of(state) }, listening.Hear);
            var ending = new CancellationTokenSource();
            var courier = new Courier(_writer, _broker, FaultPoints.None, _logs, ending.Token);
            _connection = new(_writer, courier, listening, new Adoption(_writer, courier, tables.Store, _shelf), new ProtectionWatch(courier), SystemClock.Instance, _logs, ending);
            _connection.Start();
        }

        public async Task PlayTo(int number)
        {
            _line.Limit = number;
            for (var since = Stopwatch.StartNew(); _line.Done < number; await Task.Delay(1, Ct))
                if (since.Elapsed > Patience) Assert.Fail($"Event {number} is not heard, {_line.Done} is: {string.Join('\n', _logs.Lines.TakeLast(5))}");
            // What was heard before is taught first.
            while (number > 0 && _known > 0 && !await Ask(step => step.State.Prices.ContainsKey(Coin.Symbol))) await Task.Delay(1, Ct);
            await Ask(_ => true);
        }

        /// <summary>The purse of the venue holds the account's cash.</summary>
        public async Task Agrees()
        {
            var purse = Assert.IsType<Answer<IReadOnlyList<Balance>>.Got>(await _broker.Balances(Ct)).Value;
            Assert.Equal(await Ask(step => step.State.Live.Account.CashOf(Currency.Usdt)), purse.Where(one => one.Currency == Currency.Usdt).Sum(one => one.Total));
        }

        /// <param name="wanted">Null: by chance too. Sales are larger than what was bought before them.</param>
        public async Task Place(Random random, OrderSide? wanted)
        {
            var (kind, offset, any) = (random.Next(8), random.Next(1, 6), (OrderSide)random.Next(2));
            var side = wanted ?? any;
            await _writer.Do(step =>
            {
                _shelf.Keep(step, Coin);
                var last = step.State.Prices[Coin.Symbol].Price;
                var away = side == OrderSide.Buy ? -offset : offset;
                if (kind >= 6 && step.State.Open.Values.Where(live => live.Order is { Status: OrderStatus.Accepted, Terms: LimitTerms }).MaxBy(live => live.Number) is { } waiting)
                {
                    // The entry of a bracket too, which has another name from then on.
                    OrderAmending.Amend(step, _connection.Courier, waiting, new(waiting.OrderId, null, new(waiting.Order.Side == OrderSide.Buy ? last - offset : last + offset)), replacesPartlyFilled: false);
                    return;
                }

                var order = new NewOrder(null, Coin.Symbol.ToString(), side, OrderType.Market, new(wanted == OrderSide.Sell ? 2m : 0.5m));
                order = kind switch
                {
                    0 or 6 => order,
                    1 => order with { Type = OrderType.Stop, StopPrice = new(last - away) },
                    2 => order with { Type = OrderType.Limit, LimitPrice = new(last + away), GroupType = OrderGroupType.Bracket, TakeProfit = new(new(last + away - 2 * away)), StopLoss = new(new(last + 2 * away)) },
                    3 => order with { Type = OrderType.TrailingStop, TrailAmount = offset },
                    4 => order with { Type = OrderType.StopLimit, StopPrice = new(last - away), LimitPrice = new(last - away + 2 * Math.Sign(away)) },
                    _ => order with { Type = OrderType.Limit, LimitPrice = new(last + away) },
                };
                OrderEntry.Enter(step, _connection.Courier, new(order, Coin));
            });
            for (var turn = 0; turn < 6; turn++) await _writer.Do(_ => { });
        }

        // It may be taken with a turn that cannot be kept, and is asked again then.
        private async Task<T> Ask<T>(Func<Step, T> what)
        {
            while (true)
            {
                try
                {
                    return await _writer.Do(what);
                }
                catch (DatabaseException spoiled) when (spoiled.Fault == DatabaseFault.Locked)
                {
                    await Task.Delay(1, Ct);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _connection.DisposeAsync();
            await _writer.DisposeAsync();
        }
    }

    private sealed class ScriptedLine(MarketEvent[] market, long? after) : PaperFeedLine
    {
        private int _limit;
        private long _done;

        /// <summary>The last event that the account is done with. What had no consequence is not kept, so that the account itself may say less.</summary>
        public long Done => Volatile.Read(ref _done);

        public int Limit
        {
            set => Volatile.Write(ref _limit, value);
        }

        public override bool SetsTheClock => true;

        public override async IAsyncEnumerable<MarketEvent> Read([EnumeratorCancellation] CancellationToken ct)
        {
            Volatile.Write(ref _done, after ?? 0);
            foreach (var each in market.Where(one => one.Sequence > (after ?? 0)))
            {
                while (Volatile.Read(ref _limit) < each.Sequence) await Task.Delay(1, ct);
                yield return each;
                Volatile.Write(ref _done, each.Sequence);
            }

            await Task.Delay(Timeout.Infinite, ct);
        }
    }
}
