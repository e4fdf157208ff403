using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;
using Balance = AlgoTrendy.Connectors.Brokers.Balance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>What a paper account that follows the clock owes for nights in which it heard nothing.</summary>
public class UnheardNightsTests
{
    private const long Day = 86_400_000_000_000L;

    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), LotSize = 0.001m, IsSimulated = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_booked_with_the_next_event_once_and_on_what_the_one_before_left()
    {
        await using var tables = await TradingTables.Open();
        await using (var room = await PaperRoom.Open(tables, Coin))
        {
            await Owing(room);
            await Deafen(room, nights: 3);
        }

        await using var again = await PaperRoom.Open(tables, Coin, isNew: false);
        await Heard(again);
        var (rows, cash) = (await Interest(tables), await Cash(again));

        // 90,000 owed at 8 %, in a year of 360 days.
        Assert.Equal([-20m, -20.01m, -20.01m], rows.Select(row => row.Amount));
        Assert.Equal(rows.Select(row => row.Time), rows.Select(row => Midnight(row.Time)));
        Assert.Equal(3, rows.Select(row => row.Time).Distinct().Count());
        Assert.Equal(-90_000m + rows.Sum(row => row.Amount), cash);
        var venue = Assert.IsType<Answer<IReadOnlyList<Balance>>.Got>(await again.Desk.Connection!.Broker.Balances(Ct)).Value;
        Assert.Equal(cash, venue.Where(balance => balance.Currency == Currency.Usdt).Sum(balance => balance.Total));
    }

    /// <summary>Its rates were none; nobody has agreed to pay for what is past.</summary>
    [Fact]
    public async Task An_account_from_before_pays_nothing_and_another_rate_is_for_nights_to_come()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        await Owing(room, rate: null);
        await Deafen(room, nights: 2);

        Assert.Null((await room.Office.Change(new(PaperRoom.Account, Settings: new(InterestPercent: 8m)))).Refusal);
        Assert.Empty(await Interest(tables));
        await Deafen(room, nights: 1);
        Assert.Null((await room.Office.Change(new(PaperRoom.Account, Settings: new(InterestPercent: 0m)))).Refusal);
        Assert.Equal(-20m, Assert.Single(await Interest(tables)).Amount);

        await Deafen(room, nights: 1);
        await room.Desk.Connect(Ct);
        await Heard(room);
        Assert.Single(await Interest(tables));
    }

    [Fact]
    public async Task Money_that_comes_now_was_not_there_then()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        await Owing(room);
        await Deafen(room, nights: 1);

        Assert.Null((await room.Office.Move(new(PaperRoom.Account, Currency.Usdt, 100_000m), Ct)).Refusal);

        Assert.Equal(-20m, Assert.Single(await Interest(tables)).Amount);
        Assert.Equal(9_980m, await Cash(room));
    }

    [Fact]
    public async Task A_borrow_fee_is_a_loss_of_the_account_and_of_the_strategy_that_is_short()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        await CashFactTests.Traded(room, OrderSide.Buy, 1m, "trend");
        await CashFactTests.Traded(room, OrderSide.Sell, 3m, "swing");
        Assert.Null((await room.Office.Change(new(PaperRoom.Account, Settings: new(BorrowPercent: 360m)))).Refusal);
        await Deafen(room, nights: 1);
        var was = await Gains(room);

        Assert.Null((await room.Office.Change(new(PaperRoom.Account, Settings: new(BorrowPercent: 3m)))).Refusal);
        var now = await Gains(room);

        // The account is short of two at 100.
        Assert.Equal((-2m, 0m, -2m), (now.Account - was.Account, now.Trend - was.Trend, now.Swing - was.Swing));
    }

    private static Task<(decimal Account, decimal Trend, decimal Swing)> Gains(PaperRoom room) => room.Desk.Writer.Do(step =>
    {
        var watch = step.State.Live.Watch;
        watch.OnEquity(step.Now);
        return (watch.Equity.Last, watch.GainOf("trend").Last, watch.GainOf("swing").Last);
    });

    private static async Task Owing(PaperRoom room, decimal? rate = 8m)
    {
        if (rate is not null) Assert.Null((await room.Office.Change(new(PaperRoom.Account, Settings: new(InterestPercent: rate)))).Refusal);
        Assert.Null((await room.Office.Book(new(PaperRoom.Account, FactKind.Fee, Currency.Usdt, -10_090_000m), Ct)).Refusal);
    }

    // As if nothing had been heard for so many nights, which is written down.
    private static async Task Deafen(PaperRoom room, int nights)
    {
        await room.Desk.Disconnect();
        await room.Desk.Writer.Do(step =>
        {
            step.State.Row = step.State.Row with { AccruedTo = Midnight(step.Now).PlusNanoseconds(-(nights - 1) * Day - 1) };
            step.Journal.Touch();
        });
    }

    // Of the quotes after it one is booked for sure.
    private static async Task Heard(PaperRoom room)
    {
        var before = await room.Desk.Writer.Do(step => step.State.Row.HeardThrough);
        for (var tries = 0; tries < 1_000 && await room.Desk.Writer.Do(step => step.State.Row.HeardThrough) == before; tries++) await Task.Delay(10, Ct);
        await room.Desk.Writer.Do(_ => { });
    }

    private static Instant64 Midnight(Instant64 moment) => Instant64.FromUnixTimeNanoseconds(moment.ToUnixTimeNanoseconds() / Day * Day);

    private static Task<decimal> Cash(PaperRoom room) => room.Desk.Writer.Do(step => step.State.Live.Account.CashOf(Currency.Usdt));

    private static Task<IReadOnlyList<MoveRow>> Interest(TradingTables tables) =>
        tables.Database.Read(reading => reading.Query<MoveRow>("select * from moves where kind = 'interest' order by book_sequence"), Ct);
}
