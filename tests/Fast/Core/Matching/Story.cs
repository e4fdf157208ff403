using System.Globalization;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Tells a market tick by tick, with what a strategy does when it has heard one, and runs it through the engine. Times are milliseconds from the start, one apart unless given.</summary>
internal sealed class Story
{
    public static readonly Instrument Coin = Engine.Market.Coin with { TickSize = 1m, LotSize = 1m };

    private readonly List<QuoteTick> _quotes = [];
    private readonly List<TradeTick> _trades = [];
    private readonly List<BookChange> _changes = [];
    private readonly Dictionary<(char Kind, int Place), Action<IStrategyContext, Story>> _deeds = [];
    private readonly List<Order> _given = [];
    private Action<IStrategyContext, Order>? _onFill;
    private (char Kind, int Place) _last;
    private long _now;
    private int _messages;
    private RunResult? _result;

    public MatchingRules Rules { get; init; } = Engine.Market.Frictionless.Matching with { VolumeShare = 0.1m };

    public Instrument Instrument { get; init; } = Coin;

    public IReadOnlyList<Order> Orders => _given;

    public RunResult Result => _result ??= Run();

    /// <summary>What was filled, as in "taker 2@101, maker 3@102".</summary>
    public string Fills => string.Join(", ", Result.Fills.Select(fill => string.Create(CultureInfo.InvariantCulture, $"{(fill.Liquidity == Liquidity.Maker ? "maker" : "taker")} {fill.Quantity}@{fill.Price}")));

    /// <summary>The same with the milliseconds at which it was.</summary>
    public string TimedFills => string.Join(", ", Fills.Split(", ").Zip(Result.Fills, (text, fill) => $"{(fill.Time - Engine.Market.Start).TotalNanoseconds / 1_000_000}: {text}"));

    public Story Quote(double bid, double bidSize, double ask, double askSize, long? at = null)
    {
        _quotes.Add(new(Time(at), bid, bidSize, ask, askSize));
        return Last('q', _quotes.Count);
    }

    public Story Trade(double price, double size, long? at = null)
    {
        _trades.Add(new(Time(at), price, size));
        return Last('t', _trades.Count);
    }

    /// <summary>Tells the whole book, best first: "99:5 98:7 | 101:4 102:6".</summary>
    public Story Book(string levels, long? at = null) => Tell(levels, at, isWhole: true);

    /// <summary>Tells what changed in it, in the same form.</summary>
    public Story Change(string levels, long? at = null) => Tell(levels, at, isWhole: false);

    /// <summary>A message of the book is lost on its way.</summary>
    public Story Lose()
    {
        _messages++;
        return this;
    }

    /// <summary>Once the last event was heard, gives orders, such as "buy 5 limit 100 ioc"; several make an OCO.</summary>
    public Story Give(params string[] orders) => Do((context, story) =>
    {
        var requests = orders.Select(story.Request).ToArray();
        story._given.AddRange(orders.Length == 1 ? [context.Submit(requests[0])] : context.SubmitOco(requests));
    });

    /// <summary>An entry, a stop and a target.</summary>
    public Story Bracket(string entry, string stop, string target) => Do((context, story) =>
        story._given.AddRange(context.SubmitBracket(new(story.Request(entry), story.Request(stop).Terms, story.Request(target).Terms))));

    public Story Cancel(int order) => Do((context, story) => context.Cancel(story._given[order]));

    public Story Amend(int order, OrderTerms? terms = null, decimal? quantity = null) => Do((context, story) =>
        Assert.Null(context.Amend(story._given[order], terms, quantity is { } value ? new(value) : null)));

    public Story Do(Action<IStrategyContext, Story> deed)
    {
        var before = _deeds.GetValueOrDefault(_last);
        _deeds[_last] = before + deed;
        return this;
    }

    public Story OnFill(Action<IStrategyContext, Order> deed)
    {
        _onFill = deed;
        return this;
    }

    public string? CodeOf(int order) => (Result, _given[order].State) switch
    {
        (_, OrderState.Cancelled { Reason.Code: var code }) => code,
        (_, OrderState.Expired { Reason.Code: var code }) => code,
        (_, OrderState.Rejected { Reason.Code: var code }) => code,
        _ => null,
    };

    public OrderStatus StatusOf(int order) => (Result, _given[order].Status).Status;

    private Story Tell(string levels, long? at, bool isWhole)
    {
        var (time, first, sides) = (Time(at), _changes.Count, levels.Split('|'));
        _messages++;
        for (var side = 0; side < sides.Length; side++)
            foreach (var level in sides[side].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = level.Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
                _changes.Add(new(time, (BookSide)side, parts[0], parts[1], _messages, isWhole && _changes.Count == first));
            }

        return Last('b', _changes.GroupBy(change => change.Sequence).Count());
    }

    private OrderRequest Request(string text)
    {
        var words = new Queue<string>(text.Split(' '));
        var (side, quantity) = (words.Dequeue() == "buy" ? OrderSide.Buy : OrderSide.Sell, new Quantity(Number()));
        OrderTerms terms = words.Dequeue() switch
        {
            "market" => MarketTerms.Instance,
            "limit" => new LimitTerms(new(Number())),
            "post" => new LimitTerms(new(Number()), PostOnly: true),
            "stop" => new StopTerms(new(Number())),
            "stop-limit" => new StopLimitTerms(new(Number()), new(Number())),
            "trail" => TrailingStopTerms.ByAmount(Number()),
            var word => throw new ArgumentException($"What is {word}?"),
        };
        var inForce = words.Contains("ioc") ? TimeInForce.Ioc : words.Contains("fok") ? TimeInForce.Fok : TimeInForce.Gtc;
        return new(Instrument, side, quantity, terms, inForce) { ReduceOnly = words.Contains("reduce") };

        decimal Number() => decimal.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
    }

    private Instant64 Time(long? at) => Engine.Market.Start.PlusNanoseconds((_now = at ?? _now + 1) * 1_000_000);

    private Story Last(char kind, int count)
    {
        _last = (kind, count - 1);
        return this;
    }

    private RunResult Run()
    {
        var ticks = new List<TickSeries>();
        var (quotes, trades) = (new ColumnsBuilder(SeriesKind.Quotes), new ColumnsBuilder(SeriesKind.Trades));
        foreach (var quote in _quotes) quotes.Add(quote.Time, quote.Bid, quote.BidSize, quote.Ask, quote.AskSize);
        foreach (var trade in _trades) trades.Add(trade.Time, trade.Price, trade.Size);
        if (_quotes.Count > 0) ticks.Add(new(Instrument, quotes.Build()));
        if (_trades.Count > 0) ticks.Add(new(Instrument, trades.Build()));
        var data = new MarketData { Ticks = ticks, Books = _changes.Count > 0 ? [BookSeries.Of(Instrument, _changes)] : [] };
        return Backtest.Run(new Listener(this), data, new() { StartingCash = new(1_000_000m, Currency.Usd), Matching = Rules });
    }

    private sealed class Listener(Story story) : Strategy
    {
        private readonly Dictionary<char, int> _heard = [];

        public override void OnQuote(Instrument instrument, in QuoteTick quote) => Hear('q');

        public override void OnTrade(Instrument instrument, in TradeTick trade) => Hear('t');

        public override void OnBook(Instrument instrument, OrderBook book) => Hear('b');

        public override void OnFill(Order order, in Execution fill) => story._onFill?.Invoke(Context, order);

        private void Hear(char kind)
        {
            var place = _heard.GetValueOrDefault(kind);
            _heard[kind] = place + 1;
            story._deeds.GetValueOrDefault((kind, place))?.Invoke(Context, story);
        }
    }
}
