using System.Runtime.InteropServices;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks the changes of a book, a message at a time: orders meet the book that it leaves, then the strategy sees it.</summary>
internal sealed class BookCursor(BookSeries series, Strategy strategy, OrderDesk desk, bool hasTrades) : MarketCursor
{
    private readonly int _instrument = desk.PlaceOf(series.Instrument);
    private readonly BookKeeper _keeper = new(series.Instrument);
    private readonly List<BookChange> _message = [];
    private int _index;

    public BookSeries Series => series;

    public OrderBook Book => _keeper.Book;

    /// <summary>How often a message was missing.</summary>
    public int Holes => _keeper.Holes;

    public override bool IsDone => _index >= series.Count;

    public override Instant64 Next => series.Times[_index];

    public override int Played => _index;

    protected override int Rank => Ticks;

    public override void Play()
    {
        desk.Now = Next;

        // What arrives now finds the book as it was.
        if (desk.Venue.HasOrders) desk.Venue.OnTime(Next);
        HearMessage();
        if (Book.IsSound) Mark(Book.Quote);
        desk.Venue.OnBook(Book, CollectionsMarshal.AsSpan(_message), hasTrades);
        strategy.OnBook(series.Instrument, Book);
    }

    private void HearMessage()
    {
        _message.Clear();
        var change = series[_index];
        while (true)
        {
            if (_keeper.Hear(in change)) _message.Add(change);
            if (++_index >= series.Count || series[_index] is var next && !next.GoesOn(in change)) return;
            change = next;
        }
    }

    private void Mark(in QuoteTick quote)
    {
        desk.Quotes.Show(_instrument, quote.Bid, quote.Ask);
        if (double.IsNaN(quote.Mid)) return;
        desk.Account.Mark(_instrument, quote.Mid);
        desk.Watch?.OnPrice(_instrument, desk.Now);
    }
}
