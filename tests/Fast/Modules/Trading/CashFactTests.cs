using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using Balance = AlgoTrendy.Connectors.Brokers.Balance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>What a paper account pays or gets other than by a trade, and not from or to outside.</summary>
public class CashFactTests
{
    private static readonly Instrument Coin = ModelVenue.Rules with { Symbol = new("BTCUSDT", "SIM"), LotSize = 0.001m, IsSimulated = true };

    private static readonly CashFact[] Facts =
    [
        Of(FactKind.Fee, -500m) with { Part = "trend", IdempotencyKey = "fee" },
        Of(FactKind.Interest, -20m),
        Of(FactKind.Borrow, -3m) with { Symbol = Coin.Symbol },
        Of(FactKind.Funding, 7m) with { Symbol = Coin.Symbol },
        Of(FactKind.Conversion, 1_000m) with { Part = "swing", Received = 990m, ReceivedCurrency = Currency.Usd, IdempotencyKey = "conversion" },
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_profit_or_cost_here_and_cash_at_the_venue_and_stays_so_through_a_restart()
    {
        await using var tables = await TradingTables.Open();
        string after;
        await using (var room = await PaperRoom.Open(tables, Coin))
        {
            await Traded(room, OrderSide.Buy, 2m, "trend");
            await Traded(room, OrderSide.Sell, 1m, "swing");
            var (was, worth) = (await Figures(room), await Worth(room));

            foreach (var fact in Facts) Assert.Null((await room.Office.Book(fact, Ct)).Refusal);
            var now = await Figures(room);
            after = await Told(room);

            Assert.Equal((was.Usdt - 1_516m, 990m, was.Capital), (now.Usdt, now.Usd, now.Capital));
            // Swing is short, so it pays for what was borrowed; funding goes by signed quantity: 14 to the one, -7 to the other.
            Assert.Equal((-526m, -486m, -20m), (now.Last - was.Last, now.Trend - was.Trend, now.Swing - was.Swing));
            Assert.Equal(worth - 526m, await Worth(room));
            var venue = Assert.IsType<Answer<IReadOnlyList<Balance>>.Got>(await room.Desk.Connection!.Broker.Balances(Ct)).Value;
            Assert.Equal((now.Usdt, now.Usd), (TotalOf(venue, Currency.Usdt), TotalOf(venue, Currency.Usd)));
        }

        await using var again = await PaperRoom.Open(tables, Coin, isNew: false);
        await Priced(again);
        Assert.Equal(after, await Told(again));
    }

    [Fact]
    public async Task A_dividend_of_the_market_is_of_the_strategies_that_hold_the_share_and_who_is_short_pays_it()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        await Traded(room, OrderSide.Buy, 2m, "trend");
        await Traded(room, OrderSide.Sell, 1m, "swing");
        var was = await Figures(room);

        await room.Desk.Writer.Do(step =>
        {
            BookKeeping.PayDividend(step, new MarketEvent.DividendPaid(1, step.Now, Coin.Symbol, 3m));
            return true;
        });

        var now = await Figures(room);
        Assert.Equal((3m, 6m, -3m), (now.Last - was.Last, now.Trend - was.Trend, now.Swing - was.Swing));
    }

    [Fact]
    public async Task The_same_key_is_booked_once_also_after_a_restart()
    {
        await using var tables = await TradingTables.Open();
        await using (var room = await PaperRoom.Open(tables, Coin))
            for (var time = 0; time < 2; time++) Assert.Null((await room.Office.Book(Facts[0], Ct)).Refusal);

        await using var again = await PaperRoom.Open(tables, Coin, isNew: false);
        var same = await again.Office.Book(Facts[0], Ct);
        var other = await again.Office.Book(Facts[0] with { Amount = -501m }, Ct);

        Assert.Equal((null, "idempotency-key-reused"), (same.Refusal, other.Refusal!.Code));
        Assert.Equal(9_999_500m, (await Figures(again)).Usdt);
    }

    [Fact]
    public async Task The_gate_goes_on_from_what_is_left()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);
        await Traded(room, OrderSide.Buy, 1m, "trend");
        await room.Office.Book(Of(FactKind.Fee, -9_990_000m), Ct);

        var refused = await room.Place(OrderSide.Buy, OrderType.Market, 200m);
        var taken = await room.Place(OrderSide.Buy, OrderType.Market, 50m);

        Assert.Equal(("insufficient-buying-power", null), (refused.Refusal?.Code, taken.Refusal));
    }

    [Theory]
    [InlineData(AccountKind.Cash, true, 10_000_001.0, "BTC", "insufficient-cash", "amount")]
    [InlineData(AccountKind.Margin, true, 10_000_001.0, "BTC", null, null)]
    [InlineData(AccountKind.Margin, false, 1.0, "BTC", "invalid", "receivedCurrency")] // its price would be forgotten at a start
    [InlineData(AccountKind.Cash, true, 1.0, "EUR", "invalid", "receivedCurrency")]
    public async Task A_cash_account_gives_no_more_for_another_currency_than_it_has_and_none_without_a_rate(AccountKind kind, bool isTraded, double amount, string into, string? code, string? field)
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin, kind);
        await room.Desk.Writer.Do(step => room.Desk.Shelf.Keep(step, Coin));
        await room.Desk.Writer.Do(step => step.State.See(Coin.Symbol, 100, step.Now));
        if (isTraded) await Traded(room, OrderSide.Buy, 1m, "trend");

        var refusal = (await room.Office.Book(Of(FactKind.Conversion, (decimal)amount) with { Received = 1m, ReceivedCurrency = new(into) }, Ct)).Refusal;

        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public async Task What_was_never_dealt_with_and_amounts_beyond_all_counting_are_refused()
    {
        await using var tables = await TradingTables.Open();
        await using var room = await PaperRoom.Open(tables, Coin);

        var unknown = await room.Office.Book(Of(FactKind.Borrow, -1m) with { Symbol = new("NONE", "SIM") }, Ct);
        var tooMuch = await room.Office.Book(Of(FactKind.Interest, 1_000_000_000_000_000m), Ct);

        Assert.Equal(("symbol", "amount"), (unknown.Refusal!.Field, tooMuch.Refusal!.Field));
        Assert.Equal(10_000_000m, (await Figures(room)).Usdt);
    }

    private static CashFact Of(FactKind kind, decimal amount) => new(PaperRoom.Account, kind, Currency.Usdt, amount);

    private static decimal TotalOf(IReadOnlyList<Balance> balances, Currency currency) => balances.Where(balance => balance.Currency == currency).Sum(balance => balance.Total);

    internal static async Task Traded(PaperRoom room, OrderSide side, decimal quantity, string strategy)
    {
        var reply = await room.Orders.Place(new(PaperRoom.Account, Coin.Symbol.ToString(), side, OrderType.Market, new(quantity), StrategyId: strategy, WaitMs: 2_000), OrderPurpose.Enter, isEmergency: false, Ct);
        await room.Until(reply.Order!.OrderId, OrderStatus.Filled);
        await Priced(room);
    }

    // What is held is worth what the market says, and not what a fill did.
    private static async Task Priced(PaperRoom room)
    {
        for (var tries = 0; tries < 1_000 && await room.Desk.Writer.Do(step => step.State.Live.PriceOf(Coin.Symbol)) != 100m; tries++) await Task.Delay(10, Ct);
    }

    private static Task<decimal?> Worth(PaperRoom room) => room.Desk.Writer.Do(step => step.State.Live.Equity);

    private static Task<(decimal Usdt, decimal Usd, decimal Capital, decimal Last, decimal Trend, decimal Swing)> Figures(PaperRoom room) => room.Desk.Writer.Do(step =>
    {
        var live = step.State.Live;
        live.Watch.OnEquity(step.Now);
        return (live.Account.CashOf(Currency.Usdt), live.Account.CashOf(Currency.Usd), live.Capital, live.Watch.Equity.Last, live.Watch.GainOf("trend").Last, live.Watch.GainOf("swing").Last);
    });

    private static async Task<string> Told(PaperRoom room) => $"{await Figures(room)} {string.Join(' ', await room.Desk.Writer.Do(step => step.State.Live.Account.Balances.ToArray()))}";
}
