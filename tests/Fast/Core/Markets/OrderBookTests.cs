using AlgoTrendy.Core.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

/// <summary>The fast book against the obvious one, and what makes a book stale.</summary>
public class OrderBookTests
{
    [Fact]
    public void After_any_changes_it_shows_what_the_obvious_book_shows() => Prop.ForAll<ulong>(seed =>
    {
        var (keeper, naive) = (new BookKeeper(BookChanges.Instrument), new NaiveBook());

        foreach (var change in new BookChanges(seed).Messages(150))
        {
            keeper.Hear(change);
            naive.Hear(change);
            AssertSame(naive, keeper.Book);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Over_a_bad_line_it_is_stale_when_the_obvious_book_is_and_right_whenever_it_is_not() => Prop.ForAll<ulong>(seed =>
    {
        var source = new BookChanges(seed);
        var sent = source.Messages(400);
        var truth = Truth(sent);
        var (keeper, naive) = (new BookKeeper(BookChanges.Instrument), new NaiveBook());

        foreach (var message in source.Disturbed(sent).GroupBy(change => change.Sequence))
        {
            foreach (var change in message)
            {
                keeper.Hear(change);
                naive.Hear(change);
            }

            Assert.Equal(naive.IsStale, keeper.Book.IsStale);
            if (!keeper.Book.IsStale) AssertSame(truth[keeper.Book.Sequence], keeper.Book);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_message_that_is_missing_makes_it_stale_at_once_and_a_snapshot_heals_it()
    {
        var keeper = new BookKeeper(BookChanges.Instrument);
        Assert.True(keeper.Book.IsStale);

        Assert.True(keeper.Hear(Bid(100, 5, sequence: 7, snapshot: true)));
        Assert.True(keeper.Hear(Bid(99, 4, sequence: 8)));
        Assert.False(keeper.Hear(Bid(100, 1, sequence: 10)));
        Assert.True(keeper.Book.IsStale);
        Assert.False(keeper.Hear(Bid(100, 2, sequence: 9)));
        Assert.Equal((5.0, 1), (keeper.Book.BidSize, keeper.Holes));

        Assert.True(keeper.Hear(Bid(98, 3, sequence: 20, snapshot: true)));
        Assert.Equal((false, 98.0, 1), (keeper.Book.IsStale, keeper.Book.Bid, keeper.Book.DepthOf(BookSide.Bid)));
    }

    [Fact]
    public void What_it_knows_already_does_nothing()
    {
        var keeper = new BookKeeper(BookChanges.Instrument);
        keeper.Hear(Bid(100, 5, sequence: 7, snapshot: true));
        keeper.Hear(Bid(100, 6, sequence: 8));

        Assert.False(keeper.Hear(Bid(100, 5, sequence: 7)));

        Assert.Equal((6.0, false), (keeper.Book.BidSize, keeper.Book.IsStale));
    }

    [Fact]
    public void Bids_at_or_above_asks_are_noticed()
    {
        var keeper = new BookKeeper(BookChanges.Instrument);
        keeper.Hear(Bid(100, 5, sequence: 1, snapshot: true));
        keeper.Hear(new(Engine.Market.Start, BookSide.Ask, 100.05, 5, 1));
        Assert.True(keeper.Book.IsSound);

        keeper.Hear(Bid(100.05, 1, sequence: 2));
        Assert.Equal((true, false), (keeper.Book.IsCrossed, keeper.Book.IsSound));

        keeper.Hear(Bid(100.05, 0, sequence: 3));
        Assert.True(keeper.Book.IsSound);
    }

    [Fact]
    public void An_empty_side_has_no_price()
    {
        var keeper = new BookKeeper(BookChanges.Instrument);
        keeper.Hear(Bid(100, 5, sequence: 1, snapshot: true));

        Assert.Equal((100.0, double.NaN, 0.0, 100.0), (keeper.Book.Bid, keeper.Book.Ask, keeper.Book.AskSize, keeper.Book.Quote.Mid));
        Assert.Throws<ArgumentOutOfRangeException>(() => keeper.Book.LevelAt(BookSide.Ask, 0));
    }

    [Theory]
    [InlineData(100.02, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(double.PositiveInfinity, 5)]
    [InlineData(100, -1)]
    [InlineData(100, double.NaN)]
    public void A_price_off_the_grid_or_a_size_that_is_none_is_a_fault(double price, double size) =>
        Assert.Throws<ArgumentException>(() => new BookKeeper(BookChanges.Instrument).Hear(Bid(price, size, sequence: 1, snapshot: true)));

    [Theory]
    [InlineData(0.00000001, 99999.12345678)]
    [InlineData(0.25, 5432.25)]
    [InlineData(0.1, 0.3)]
    [InlineData(0.01, -37.63)]
    public void Prices_are_found_again_whatever_the_tick(double tick, double price)
    {
        var keeper = new BookKeeper(BookChanges.Instrument with { TickSize = (decimal)tick });

        keeper.Hear(Bid(price, 5, sequence: 1, snapshot: true));

        Assert.Equal((price, 5.0), (keeper.Book.Bid, keeper.Book.SizeAt(BookSide.Bid, price)));
    }

    [Fact]
    public void A_series_gives_back_its_changes_and_refuses_times_that_go_back()
    {
        var changes = new BookChanges(1).Messages(50);

        var series = BookSeries.Of(BookChanges.Instrument, changes);

        Assert.Equal(changes, Enumerable.Range(0, series.Count).Select(index => series[index]));
        Assert.Equal(changes[7], series.Slice(5, 4)[2]);
        Assert.Throws<ArgumentException>(() => BookSeries.Of(BookChanges.Instrument, [Bid(100, 1, 1) with { Time = Engine.Market.Start.PlusNanoseconds(1) }, Bid(100, 1, 1)]));
    }

    private static BookChange Bid(double price, double size, long sequence, bool snapshot = false) => new(Engine.Market.Start, BookSide.Bid, price, size, sequence, snapshot);

    private static Dictionary<long, NaiveBook> Truth(List<BookChange> sent)
    {
        var truth = new Dictionary<long, NaiveBook>();
        var heard = new List<BookChange>();
        foreach (var message in sent.GroupBy(change => change.Sequence))
        {
            if (message.First().BeginsSnapshot) heard.Clear();
            heard.AddRange(message);
            var book = truth[message.Key] = new NaiveBook();
            heard.ForEach(book.Hear);
        }

        return truth;
    }

    private static void AssertSame(NaiveBook naive, OrderBook book)
    {
        foreach (var side in new[] { BookSide.Bid, BookSide.Ask })
        {
            var levels = Enumerable.Range(0, book.DepthOf(side)).Select(depth => (book.LevelAt(side, depth).Price, book.LevelAt(side, depth).Size)).ToArray();
            Assert.Equal(naive.Levels(side), levels);
            Assert.Equal(levels.FirstOrDefault((double.NaN, 0)), side == BookSide.Bid ? (book.Bid, book.BidSize) : (book.Ask, book.AskSize));
            Assert.All(levels, level => Assert.Equal(level.Item2, book.SizeAt(side, level.Item1)));
        }

        var (bids, asks) = (naive.Levels(BookSide.Bid), naive.Levels(BookSide.Ask));
        Assert.Equal(bids.Length > 0 && asks.Length > 0 && bids[0].Price >= asks[0].Price, book.IsCrossed);
    }
}
