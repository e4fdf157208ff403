using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks trades or quotes: orders meet each, then the strategy hears it.</summary>
/// <param name="book">The book of the instrument, which its orders trade against instead of its quotes; null without one.</param>
internal sealed class TickCursor(TickSeries series, Strategy strategy, OrderDesk desk, bool hasQuotes, OrderBook? book) : MarketCursor
{
    private readonly int _instrument = desk.PlaceOf(series.Instrument);
    private readonly bool _isQuotes = series.Kind == SeriesKind.Quotes;
    private int _index;

    public TickSeries Series => series;

    public override bool IsDone => _index >= series.Count;

    public override Instant64 Next => series.Times[_index];

    public override int Played => _index;

    protected override int Rank => Ticks;

    public override void Play()
    {
        desk.Now = Next;

        // What arrives now finds the market as it was.
        if (desk.Venue.HasOrders) desk.Venue.OnTime(Next);
        if (_isQuotes) Hear(series.QuoteAt(_index++));
        else Hear(series.TradeAt(_index++));
    }

    private void Hear(in QuoteTick quote)
    {
        if (book is null)
        {
            Mark(quote.Mid);
            desk.Quotes.Show(_instrument, quote.Bid, quote.Ask);
            if (desk.Venue.HasOrders) desk.Venue.OnQuote(series.Instrument, in quote);
        }

        strategy.OnQuote(series.Instrument, in quote);
    }

    private void Hear(in TradeTick trade)
    {
        if (book is not null)
        {
            desk.Venue.OnTrade(book, in trade);
        }
        else
        {
            if (!hasQuotes) Mark(trade.Price);
            if (desk.Venue.HasOrders) desk.Venue.OnTrade(series.Instrument, in trade, isSoleSource: !hasQuotes);
        }

        strategy.OnTrade(series.Instrument, in trade);
    }

    private void Mark(double price)
    {
        desk.Account.Mark(_instrument, price);
        desk.Watch?.OnPrice(_instrument, desk.Now);
    }
}
