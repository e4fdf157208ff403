using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks trades or quotes: orders meet each, then the strategy hears it.</summary>
internal sealed class TickCursor(TickSeries series, Strategy strategy, OrderDesk desk, bool hasQuotes) : MarketCursor
{
    private readonly int _instrument = desk.PlaceOf(series.Instrument);
    private readonly bool _isQuotes = series.Kind == SeriesKind.Quotes;

    public TickSeries Series => series;

    public int Index { get; private set; }

    public override bool IsDone => Index >= series.Count;

    public override Instant64 Next => series.Times[Index];

    protected override int Rank => Ticks;

    public override void Play()
    {
        desk.Now = Next;
        if (_isQuotes) Hear(series.QuoteAt(Index++));
        else Hear(series.TradeAt(Index++));
    }

    private void Hear(in QuoteTick quote)
    {
        desk.Account.Mark(_instrument, quote.Mid);
        if (desk.Venue.HasOrders) desk.Venue.OnQuote(series.Instrument, in quote);
        strategy.OnQuote(series.Instrument, in quote);
    }

    private void Hear(in TradeTick trade)
    {
        if (!hasQuotes) desk.Account.Mark(_instrument, trade.Price);
        if (desk.Venue.HasOrders) desk.Venue.OnTrade(series.Instrument, in trade, isSoleSource: !hasQuotes);
        strategy.OnTrade(series.Instrument, in trade);
    }
}
