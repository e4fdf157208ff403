using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>What a venue shows of the orders that rest with it: for both sides the prices, best first, and the size at each. To be looked at; a <see cref="BookKeeper"/> changes it.</summary>
/// <remarks>
/// Levels are known by their price in whole ticks: a long compares exactly and in one step, where a double may miss by its last digit and a decimal takes four times
/// as long. Sizes are doubles, as the data has them; what our orders trade of them is decimal.
/// </remarks>
public sealed class OrderBook
{
    // A double holds 15 digits, so that a price of 13 digits in ticks still lies within a hundredth of one.
    private const double OffGrid = 0.01;

    private readonly BookLadder _bids = new(BookSide.Bid);
    private readonly BookLadder _asks = new(BookSide.Ask);
    private readonly double _tick;

    internal OrderBook(Instrument instrument) => (Instrument, _tick) = (instrument, (double)instrument.TickSize);

    public Instrument Instrument { get; }

    /// <summary>When the venue last told something of it, UTC.</summary>
    public Instant64 Time { get; internal set; }

    /// <summary>The venue's number of the message that it shows.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Whether a message is missing, so that it may be wrong until the venue tells the whole of it anew; as before the first.</summary>
    public bool IsStale { get; internal set; } = true;

    /// <summary>Whether somebody would buy for as much as somebody would sell for: they would have traded, so something is wrong.</summary>
    public bool IsCrossed => _bids.Count > 0 && _asks.Count > 0 && _bids[0].Ticks >= _asks[0].Ticks;

    /// <summary>Whether it can be believed.</summary>
    public bool IsSound => !IsStale && !IsCrossed;

    /// <summary>The highest price somebody would buy for; NaN without any.</summary>
    public double Bid => _bids.Count > 0 ? _bids[0].Price : double.NaN;

    public double BidSize => _bids.Count > 0 ? _bids[0].Size : 0;

    /// <summary>The lowest price somebody would sell for; NaN without any.</summary>
    public double Ask => _asks.Count > 0 ? _asks[0].Price : double.NaN;

    public double AskSize => _asks.Count > 0 ? _asks[0].Size : 0;

    /// <summary>Its best prices as a quote; of an empty book both are NaN.</summary>
    public QuoteTick Quote => new(Time, Bid, BidSize, Ask, AskSize);

    /// <summary>How many prices a side shows.</summary>
    public int DepthOf(BookSide side) => Side(side).Count;

    /// <summary>The level so many places behind the best, which is at 0.</summary>
    public ref readonly BookLevel LevelAt(BookSide side, int depth) => ref Side(side)[depth];

    /// <summary>What is shown at a price; 0 where nothing is.</summary>
    public double SizeAt(BookSide side, double price) => TryTicksOf(price, out var ticks) ? Side(side).SizeAt(ticks) : 0;

    internal double SizeAt(BookSide side, long ticks) => Side(side).SizeAt(ticks);

    internal BookLadder Side(BookSide side) => side == BookSide.Bid ? _bids : _asks;

    /// <summary>A price in whole ticks; false where it lies off the grid.</summary>
    internal bool TryTicksOf(double price, out long ticks)
    {
        var exact = price / _tick;
        var whole = Math.Round(exact);
        ticks = 0;
        if (!(Math.Abs(exact - whole) < OffGrid) || Math.Abs(whole) > long.MaxValue / 2) return false;
        ticks = (long)whole;
        return true;
    }

    internal decimal PriceOf(long ticks) => ticks * Instrument.TickSize;
}
