using System.Text.Json.Serialization;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Forms;

/// <summary>How the events of a market travel: one record whose kind says which of its parts are there.</summary>
internal static class MarketEventForm
{
    public static JsonConverter Form { get; } = new ObjectForm<MarketEvent, EventShape>("an event of a market", EventOf, ShapeOf);

    private static MarketEvent EventOf(EventShape shape) => shape switch
    {
        { Kind: "barOpened", Interval: { } interval, Bar: { } bar } => new MarketEvent.BarOpened(shape.Sequence, shape.Time, shape.Symbol, interval, bar, shape.IsAdjusted ?? false),
        { Kind: "barClosed", Interval: { } interval, Bar: { } bar } => new MarketEvent.BarClosed(shape.Sequence, shape.Time, shape.Symbol, interval, bar, shape.IsAdjusted ?? false, shape.MoreFollow ?? false),
        { Kind: "split", Factor: { } factor, ReferenceClose: { } close } => new MarketEvent.Split(shape.Sequence, shape.Time, shape.Symbol, factor, close),
        { Kind: "dividendPaid", PerShare: { } amount } => new MarketEvent.DividendPaid(shape.Sequence, shape.Time, shape.Symbol, amount),
        { Kind: "quoted", Quote: { } quote } => new MarketEvent.Quoted(shape.Sequence, shape.Time, shape.Symbol, new(quote.Time, quote.Bid ?? double.NaN, quote.BidSize, quote.Ask ?? double.NaN, quote.AskSize)),
        { Kind: "traded", Trade: { } trade } => new MarketEvent.Traded(shape.Sequence, shape.Time, shape.Symbol, trade),
        _ => throw new FormatException($"'{shape.Kind}' is no kind of event, or lacks its parts: barOpened and barClosed (interval, bar), split (factor, referenceClose), dividendPaid (perShare), quoted (quote), traded (trade)."),
    };

    private static EventShape ShapeOf(MarketEvent happened) => happened switch
    {
        MarketEvent.BarOpened opened => new("barOpened", opened.Sequence, opened.Time, opened.Symbol) { Interval = opened.Interval, Bar = opened.Bar, IsAdjusted = opened.IsAdjusted },
        MarketEvent.BarClosed closed => new("barClosed", closed.Sequence, closed.Time, closed.Symbol) { Interval = closed.Interval, Bar = closed.Bar, IsAdjusted = closed.IsAdjusted, MoreFollow = closed.MoreFollow ? true : null },
        MarketEvent.Split split => new("split", split.Sequence, split.Time, split.Symbol) { Factor = split.Factor, ReferenceClose = split.ReferenceClose },
        MarketEvent.DividendPaid paid => new("dividendPaid", paid.Sequence, paid.Time, paid.Symbol) { PerShare = paid.PerShare },
        MarketEvent.Quoted quoted => new("quoted", quoted.Sequence, quoted.Time, quoted.Symbol) { Quote = ShapeOf(quoted.Quote) },
        MarketEvent.Traded traded => new("traded", traded.Sequence, traded.Time, traded.Symbol) { Trade = traded.Trade },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "No kind of event that travels."),
    };

    private static QuoteShape ShapeOf(QuoteTick quote) => new(quote.Time, SideOf(quote.Bid), quote.BidSize, SideOf(quote.Ask), quote.AskSize);

    private static double? SideOf(double price) => double.IsNaN(price) ? null : price;

    private sealed record EventShape(string Kind, long Sequence, Instant64 Time, Symbol Symbol)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Interval? Interval { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? IsAdjusted { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? MoreFollow { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? Factor { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? ReferenceClose { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public decimal? PerShare { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Bar? Bar { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public QuoteShape? Quote { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public TradeTick? Trade { get; init; }
    }

    /// <summary>A side that is absent is null: there is no other number for it.</summary>
    private sealed record QuoteShape(Instant64 Time, double? Bid, double BidSize, double? Ask, double AskSize);
}
