using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.MarketData.Following;

/// <summary>All events of one hour of the simulated market, numbered by the hour and their place in it, so that any process gives an event the same number.</summary>
internal sealed class LiveHour(SimulatedMarket market, IReadOnlyList<Instrument> instruments, IReadOnlyList<Interval> intervals)
{
    private const long Nanoseconds = 3_600_000_000_000;
    private const int PlaceBits = 32;
    private const int Closes = 0;
    private const int Ticks = 1;

    private static readonly Duration64 Length = Duration64.FromHours(1);

    /// <summary>Longer than any trading date, whose sessions may begin before a weekend.</summary>
    private static readonly Duration64 LongestDay = Duration64.FromDays(5);

    public static long NumberOf(Instant64 moment) => Math.DivRem(moment.ToUnixTimeNanoseconds(), Nanoseconds).Quotient;

    /// <summary>The hour that an event of this sequence is of.</summary>
    public static long NumberOf(long sequence) => sequence >> PlaceBits;

    public static int PlaceOf(long sequence) => (int)Math.Min(sequence & uint.MaxValue, int.MaxValue);

    public static Instant64 StartOf(long hour) => Instant64.FromUnixTimeNanoseconds(hour * Nanoseconds);

    /// <summary>In the order of their times: at one moment bars close first; what is alike comes in the order of the request.</summary>
    public MarketEvent[] Events(long hour)
    {
        var found = new List<(Instant64 Time, int Rank, int Series, int Row, MarketEvent Event)>();
        for (var index = 0; index < instruments.Count; index++)
        {
            AddTicks(found, instruments[index], StartOf(hour), index);
            for (var length = 0; length < intervals.Count; length++) AddCloses(found, instruments[index], intervals[length], StartOf(hour), index * intervals.Count + length);
        }

        found.Sort((left, right) => (left.Time, left.Rank, left.Series, left.Row).CompareTo((right.Time, right.Rank, right.Series, right.Row)));
        return [.. found.Select((one, place) => one.Event with { Sequence = (hour << PlaceBits) + place })];
    }

    private void AddTicks(List<(Instant64, int, int, int, MarketEvent)> to, Instrument instrument, Instant64 start, int series)
    {
        var made = market.Ticks(instrument, start, start + Length);
        var (quotes, trades) = (new TickSeries(instrument, made.Quotes), new TickSeries(instrument, made.Trades));
        for (var row = 0; row < quotes.Count; row++)
        {
            var quote = quotes.QuoteAt(row);
            to.Add((quote.Time, Ticks, 2 * series, row, new MarketEvent.Quoted(0, quote.Time, instrument.Symbol, quote)));
        }

        for (var row = 0; row < trades.Count; row++)
        {
            var trade = trades.TradeAt(row);
            to.Add((trade.Time, Ticks, 2 * series + 1, row, new MarketEvent.Traded(0, trade.Time, instrument.Symbol, trade)));
        }
    }

    private void AddCloses(List<(Instant64, int, int, int, MarketEvent)> to, Instrument instrument, Interval interval, Instant64 start, int series)
    {
        var reach = interval.IsDaily ? LongestDay : interval.Length;
        var bars = new BarSeries(instrument, interval, market.Bars(instrument, interval, start - reach, start + Length));
        for (var row = 0; row < bars.Count; row++)
        {
            var bar = bars[row];
            if (bar.CloseTime >= start && bar.CloseTime < start + Length)
                to.Add((bar.CloseTime, Closes, series, row, new MarketEvent.BarClosed(0, bar.CloseTime, instrument.Symbol, interval, bar)));
        }
    }
}
