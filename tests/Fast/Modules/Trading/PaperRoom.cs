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
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Stopping;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>One life of a paper account of one instrument, whose market quotes as long as the test lets it.</summary>
internal sealed class PaperRoom : IAsyncDisposable
{
    public const string Account = "sheet";

    private readonly AccountDesks _desks;

    private PaperRoom(TradingTables tables, Instrument instrument, Quotes market)
    {
        (Instrument, Market) = (instrument, market);
        var logs = new Listener();
        var limits = new LimitShelf(tables.Store, new());
        _desks = new(tables.Store, new PaperOnly(tables, instrument, market), limits, tables.Catalogue, SystemClock.Instance, logs);
        Limits = limits;
        Orders = new(_desks, tables.Store);
        Positions = new(_desks, Orders);
        Office = new(_desks, tables.Store);
        Switches = new(_desks, new CallerContext(Caller.LocalUser));
    }

    public Instrument Instrument { get; }

    public Quotes Market { get; }

    public OrderDesk Orders { get; }

    public PositionDesk Positions { get; }

    public SwitchDesk Switches { get; }

    public AccountOffice Office { get; }

    public AccountDesk Desk => _desks.All.Single();

    public string Position => $"{Account}:{Instrument.Symbol}";

    private LimitShelf Limits { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="isNew">Whether the account is to be opened first.</param>
    public static async Task<PaperRoom> Open(TradingTables tables, Instrument instrument, AccountKind kind = AccountKind.Margin, bool isNew = true, LotMethod? lots = null)
    {
        if (isNew) await OpenAccount(tables, instrument.Currency, kind, lots);
        var room = new PaperRoom(tables, instrument, new(instrument.Symbol));
        await room.Limits.Take(new(1, Instant64.MinValue, Instant64.MaxValue, TradingMode.ReduceOnly, []), Ct);
        await room._desks.OpenAll(Ct);
        await room.Desk.Connect(Ct);
        for (var tries = 0; tries < 1_000 && await room.Shut() is not null; tries++) await Task.Delay(20, Ct);
        Assert.Null(await room.Shut());
        return room;
    }

    public Task<string?> Shut() => Desk.Writer.Do(step => Desk.ShutBecause(step.State));

    public Task<decimal> Held() => Desk.Writer.Do(step => step.State.Live.PositionOf(Instrument.Symbol)?.Quantity ?? 0m);

    public Task<OrderReply> Place(OrderSide side, OrderType type, decimal quantity, decimal? limit = null, bool reduceOnly = false, IReadOnlyList<long>? lots = null) =>
        Orders.Place(new(Account, Instrument.Symbol.ToString(), side, type, new(quantity), limit is { } at ? new(at) : null, ReduceOnly: reduceOnly, WaitMs: 2_000, Lots: lots), OrderPurpose.Enter, isEmergency: false, Ct);

    public async Task Until(string order, OrderStatus wanted)
    {
        OrderView? found = null;
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(10, Ct))
            if ((found = (await Orders.Find(order, Ct)).Order)?.Status == wanted) return;
        Assert.Fail($"{order} stays {found?.Status}: {found?.Reason?.Message}");
    }

    /// <summary>The market quotes until no order waits.</summary>
    public async Task Quiet()
    {
        Market.GoOn();
        for (var tries = 0; tries < 1_000 && await Desk.Writer.Do(step => step.State.Open.Count) > 0; tries++) await Task.Delay(10, Ct);
    }

    public ValueTask DisposeAsync() => _desks.DisposeAsync();

    private static async Task OpenAccount(TradingTables tables, Currency currency, AccountKind kind, LotMethod? lots)
    {
        var opened = Instant64.FromUtc(2025, 1, 1, 0, 0);
        var row = new AccountRow(Account, Account, AccountMode.Paper, BrokerLines.Paper, currency, kind, 1m, JsonSerializer.Serialize(new AccountSettings(), Wire.Contract), 1, opened, opened, true, TradingMode.Normal, null, null, 1, 0, 1, null, null, await tables.Database.Read(reading => reading.Generation, Ct), Lots: lots);
        await tables.Store.Open(row, writing => writing.ExecuteMany(
            "insert into moves (account_id, book_sequence, kind, currency, symbol, amount, price, note, time) values (@AccountId, @BookSequence, @Kind, @Currency, @Symbol, @Amount, @Price, @Note, @Time)",
            [new MoveRow(Account, 1, "opening", currency, null, 10_000_000m, null, null, opened)]), Ct);
    }

    /// <summary>A market that quotes one price, a hundred times a second.</summary>
    internal sealed class Quotes(Symbol symbol) : PaperFeedLine
    {
        private volatile TaskCompletionSource? _pause;
        private double _price = 100;

        public double Price
        {
            set => Volatile.Write(ref _price, value);
        }

        public override bool SetsTheClock => false;

        /// <summary>Stops quoting. Once this returns, the last quote has been heard: an order that comes then waits for <see cref="GoOn"/>.</summary>
        public Task Pause() => (_pause = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void GoOn() => _pause = null;

        public override async IAsyncEnumerable<MarketEvent> Read([EnumeratorCancellation] CancellationToken ct)
        {
            while (true)
            {
                await Task.Delay(10, ct);
                if (_pause is { } pause)
                {
                    pause.TrySetResult();
                    continue;
                }

                var (now, price) = (Instant64.FromInstant(SystemClock.Instance.GetCurrentInstant()), Volatile.Read(ref _price));
                yield return new MarketEvent.Quoted(now.ToUnixTimeNanoseconds(), now, symbol, new(now, price - 0.01, 10_000_000, price + 0.01, 10_000_000));
            }
        }
    }

    private sealed class PaperOnly(TradingTables tables, Instrument instrument, Quotes market) : IVenueLines
    {
        public FaultPoints FaultsOf(AccountRow row) => FaultPoints.None;

        public async Task<(BrokerConnection?, TradingRefusal?)> Open(AccountDesk desk, CancellationToken ct)
        {
            var ending = new CancellationTokenSource();
            var log = new Listener();
            desk.Shelf.Learn([instrument]);
            var (memory, kind) = await desk.Writer.Do(step => (PaperRecall.Of(step.State), step.State.Row.Kind));
            var listening = new PaperListening(desk.Writer, market, desk.Clock);
            var broker = new PaperBroker(new(), new() { Kind = kind, Listings = [new(instrument, new PaperSource.Ticks(HasQuotes: true))], Memory = memory }, listening.Hear);
            var courier = new Courier(desk.Writer, broker, FaultPoints.None, log, ending.Token);
            return (new(desk.Writer, courier, listening, new Adoption(desk.Writer, courier, tables.Store, desk.Shelf), new ProtectionWatch(courier), SystemClock.Instance, log, ending), null);
        }
    }
}
