using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Modules.Portfolio.Equity;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>What was lost yesterday is not today's loss, whether or not anything has a price since.</summary>
public class EquityDayTests
{
    private static readonly Instrument Apple = new() { Symbol = new("AAPL", "SIM"), AssetClass = AssetClass.Stock, Currency = Currency.Usd };
    private static readonly Instant64 Evening = Instant64.FromUtc(2026, 3, 2, 23, 0);
    private static readonly Instant64 Midnight = Instant64.FromUtc(2026, 3, 3, 0, 0);

    [Fact]
    public void A_flat_account_begins_its_day_with_what_the_last_one_ended_with()
    {
        var keeper = Lost(100m, sold: 10m);

        var over = keeper.NoteMarks();
        keeper.BeginDay(Midnight.PlusNanoseconds(5_000_000_000));
        over = [.. over, .. keeper.NoteMarks()];

        var yesterday = over.Last(point => point.Span == "d" && point.Time < Midnight);
        Assert.Equal((Instant64.FromUtc(2026, 3, 2, 0, 0), 9_900m), (yesterday.Time, yesterday.Equity));
        Assert.Equal((-100m, 0m), (DayPnl(keeper, null), DayPnl(keeper, yesterday)));
        Assert.True(keeper.Trail.Last!.At > Midnight);
    }

    [Fact]
    public void An_account_that_holds_something_waits_for_its_price()
    {
        var keeper = Lost(50m, sold: 5m);
        keeper.NoteMarks();

        keeper.BeginDay(Midnight.PlusNanoseconds(5_000_000_000));

        Assert.Empty(keeper.NoteMarks());
        Assert.True(keeper.Trail.Last!.At < Midnight);
    }

    /// <summary>Ten at 100 are worth 120 in the evening. Who reads the ledger again marks them at 100 first.</summary>
    [Fact]
    public async Task A_restart_leaves_the_days_that_are_over_and_the_highest_equity_as_they_were()
    {
        await using var room = await BookRoom.Open();
        BookedFact opening = new(FactKind.Opening, Evening) { Currency = Currency.Usd, Lots = LotMethod.Fifo };
        await room.Tell(BookRoom.Story(opening, [new(FactKind.Cash, Evening) { Currency = Currency.Usd, Amount = 10_000m }, Trade(10m, 150m), Trade(-1m, 100m)]));
        await Keep(room, room.Keeper, 120m, Evening.PlusNanoseconds(60_000_000_000));

        var (shelf, _) = await room.StartAgain();
        var again = shelf.Find(BookRoom.Account)!;
        var asWritten = again.Trail.Last!;
        await Keep(room, again, 121m, Midnight.PlusNanoseconds(60_000_000_000));

        // 10,000 - 10 x 150 + 100, and nine shares.
        var days = await room.Database.Read(reading => reading.Points(BookRoom.Account, EquityPoint.Whole, "d", Instant64.MinValue, Instant64.MaxValue), TestContext.Current.CancellationToken);
        Assert.Equal([9_680m, 9_689m], days.Select(day => day.Equity));
        Assert.Equal((9_680m, days[0].At, days[0].Peak), (asWritten.Equity, asWritten.At, days[1].Peak));
    }

    /// <summary>What was deposited while the platform was down is booked before any price comes: ten at 100 are still not worth 100 each.</summary>
    [Fact]
    public async Task What_is_booked_after_a_restart_says_nothing_of_equity_before_there_is_a_price()
    {
        await using var room = await BookRoom.Open();
        BookedFact opening = new(FactKind.Opening, Evening) { Currency = Currency.Usd, Lots = LotMethod.Fifo };
        await room.Tell(BookRoom.Story(opening, [new(FactKind.Cash, Evening) { Currency = Currency.Usd, Amount = 10_000m }, Trade(10m, 100m)]));
        await Keep(room, room.Keeper, 50m, Evening.PlusNanoseconds(60_000_000_000));
        var again = (await room.StartAgain()).Item1.Find(BookRoom.Account)!;

        var first = again.Book(new(FactKind.Cash, Evening.PlusNanoseconds(120_000_000_000)) { Currency = Currency.Usd, Amount = 1m }, null, "late");
        await Keep(room, again, 51m, Midnight.PlusNanoseconds(60_000_000_000));

        var days = await room.Database.Read(reading => reading.Points(BookRoom.Account, EquityPoint.Whole, "d", Instant64.MinValue, Instant64.MaxValue), TestContext.Current.CancellationToken);
        Assert.Empty(first.Points);
        Assert.Equal([9_500m, 9_511m], days.Select(day => day.Equity));
        Assert.Equal(10_001m, days[1].Peak);
    }

    private static Task Keep(BookRoom room, AccountKeeper keeper, decimal price, Instant64 at)
    {
        keeper.Mark(Apple.Symbol, price, at);
        return room.Database.Write(writing => writing.KeepPoints(keeper.NoteMarks()), TestContext.Current.CancellationToken);
    }

    private static AccountKeeper Lost(decimal loss, decimal sold)
    {
        var keeper = new AccountKeeper("paper");
        keeper.Book(new(FactKind.Opening, Evening) { Currency = Currency.Usd, Lots = LotMethod.Fifo }, null, "opening");
        keeper.Book(new(FactKind.Cash, Evening) { Currency = Currency.Usd, Amount = 10_000m }, 1, "money");
        keeper.Book(Trade(10m, 100m), 2, "buy");
        keeper.Book(Trade(-sold, 100m - loss / sold), 3, "sell");
        return keeper;
    }

    private static BookedFact Trade(decimal quantity, decimal price) => new(FactKind.Trade, Evening)
    {
        Symbol = Apple.Symbol,
        Instrument = Apple,
        Quantity = quantity,
        Price = price,
        Fee = 0m,
        FeeCurrency = Currency.Usd,
    };

    private static decimal? DayPnl(AccountKeeper keeper, AlgoTrendy.Modules.Portfolio.Equity.EquityPoint? yesterday) =>
        BookViews.Of(keeper, new("paper", "Paper", AccountMode.Paper, "paper", Currency.Usd, AccountKind.Cash, 1m, LotMethod.Fifo, 1, Evening, null), yesterday, Evening.ToInstant()).DayPnl;
}
