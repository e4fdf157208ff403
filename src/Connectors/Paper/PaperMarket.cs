using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>The market of one instrument: knows its prices and lets the orders meet its events, as the engine does with recorded ones.</summary>
internal sealed class PaperMarket(PaperListing listing, SimulatedVenue venue)
{
    private readonly GapRule? _gapRule = listing.Source is PaperSource.Bars bars ? new(listing.Instrument, bars.Interval) : null;
    private double _last;
    private QuoteTick? _quote;
    private Bar? _bar;
    private BarSeries? _series;

    public Instrument Instrument => listing.Instrument;

    /// <summary>Null before the first.</summary>
    public decimal? LastPrice => _last == 0 ? null : (decimal)_last;

    /// <summary>How much of the volume of the bar that is open our orders have used up.</summary>
    public decimal TradedOfBar => _series is null ? 0m : venue.SpentOf(_series);

    /// <summary>Whether prices lie on the tick grid; adjusted ones do not.</summary>
    public bool IsOnGrid { get; private set; } = true;

    public decimal? OppositePrice(OrderSide side)
    {
        if (_quote is not { } quote) return LastPrice;

        var price = side == OrderSide.Buy ? quote.Ask : quote.Bid;
        return double.IsNaN(price) ? null : (decimal)price;
    }

    /// <summary>Whether orders of the instrument meet such events.</summary>
    public bool Meets(MarketEvent what) => (what, listing.Source) switch
    {
        (MarketEvent.BarOpened opened, PaperSource.Bars source) => opened.Interval == source.Interval,
        (MarketEvent.BarClosed closed, PaperSource.Bars source) => closed.Interval == source.Interval,
        (MarketEvent.Traded, PaperSource.Ticks) => true,
        (MarketEvent.Quoted, PaperSource.Ticks source) => source.HasQuotes,
        (MarketEvent.Split or MarketEvent.DividendPaid, _) => true,
        _ => false,
    };

    /// <summary>The bar opens, and what waited may trade; after a gap nothing may.</summary>
    /// <param name="trades">False where orders have met it before, so that it only teaches.</param>
    public void Open(MarketEvent.BarOpened opened, bool trades)
    {
        var previous = _bar;
        Show(opened.Bar, opened.IsAdjusted);
        if (!trades) return;

        if (previous?.CloseTime is { } end && end != opened.Bar.OpenTime && _gapRule!.MissingBars(end, opened.Bar.OpenTime) > 0) venue.OnGap(Instrument, end, opened.Bar.OpenTime, opened.Bar.Open);
        else if (venue.HasOrders) venue.OnBarOpen(_series!, 0);
    }

    /// <summary>So much of the bar that is open now was traded before.</summary>
    public void Spend(decimal traded)
    {
        if (_series is not null) venue.Spend(_series, traded);
    }

    /// <summary>The close is known; nothing trades yet.</summary>
    public void Close(MarketEvent.BarClosed closed)
    {
        if (_series is null || _bar != closed.Bar) Show(closed.Bar, closed.IsAdjusted);
        _last = closed.Bar.Close;
    }

    /// <summary>What waited for a price that the bar passed trades.</summary>
    public void EndBar()
    {
        if (venue.HasOrdersWithinBars) venue.OnBarEnd(_series!, 0);
    }

    /// <summary>Strategies have heard the bar.</summary>
    public void LeaveBar(bool trades)
    {
        if (trades && venue.HasOrders) venue.OnBarClosed(_series!, 0);
        ForgetBar();
    }

    public void Hear(in QuoteTick quote, bool trades)
    {
        _last = quote.Mid;
        _quote = quote;
        if (trades && venue.HasOrders) venue.OnQuote(Instrument, in quote);
    }

    public void Hear(in TradeTick trade, bool trades)
    {
        var isSoleSource = listing.Source is PaperSource.Ticks { HasQuotes: false };
        if (isSoleSource) _last = trade.Price;
        if (trades && venue.HasOrders) venue.OnTrade(Instrument, in trade, isSoleSource);
    }

    /// <summary>The last price is one of before the split.</summary>
    public void Split(decimal factor) => _last *= (double)factor;

    private void Show(in Bar bar, bool isAdjusted)
    {
        ForgetBar();
        var builder = new ColumnsBuilder(SeriesKind.Bars, 1);
        builder.Add(bar.OpenTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        var source = (PaperSource.Bars)listing.Source;
        (_bar, IsOnGrid) = (bar, !isAdjusted);
        _series = new(Instrument, source.Interval, builder.Build()) { IsAdjusted = isAdjusted, HasVolume = Instrument.HasVolume && source.HasVolume };
    }

    private void ForgetBar()
    {
        if (_series is not null) venue.Forget(_series);
        _series = null;
    }
}
