using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Books;
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
