using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>
/// A random market of single orders, played twice: as it is recorded, without us, and as it would have been with our orders in its queues. The record becomes a story
/// of trades and book changes; what our orders traded in the other is the truth that the matcher, which sees the record alone, is held against.
/// </summary>
internal sealed class FifoMarket
{
    private const int Middle = 100;

    private readonly RandomSource _chance;
    private readonly bool _cancelsAhead;
    private readonly FifoVenue _record = new();
    private readonly FifoVenue _truth = new();
    private readonly Story _story = new();
    private readonly List<Ours> _ours = [];
    private readonly HashSet<int> _joined = [];
    private int _ids;
    private long _time = 1;

    /// <param name="cancelsAhead">Whether orders that stand ahead of ours may be cancelled, or only those behind.</param>
    /// <param name="oneTrade">Whether each order that was met is a trade of its own, or each price.</param>
    public FifoMarket(ulong seed, int events, int orders, bool samePrice, bool cancelsAhead, bool tradeForEach)
    {
        (_chance, _cancelsAhead) = (new(seed), cancelsAhead);
        Fill();
        for (var index = 0; index < events / 4; index++) PlayOne(tradeForEach);
        Give(orders, samePrice);
        for (var index = 0; index < events; index++) PlayOne(tradeForEach);
    }

    public Story Story => _story;

    /// <summary>What our orders traded: when, which (from 0), how much.</summary>
    public List<(long Time, int Order, int Size)> Truth { get; } = [];

    private void Fill()
    {
        for (var level = 1; level <= 5; level++)
            foreach (var (side, price) in new[] { (BookSide.Bid, Middle - level), (BookSide.Ask, Middle + level) })
                for (var count = 0; count < 3; count++) AddToBoth(side, price);
        string Levels(BookSide side) => string.Join(' ', Enumerable.Range(1, 5).Select(level => side == BookSide.Bid ? Middle - level : Middle + level).Select(price => $"{price}:{_record.SizeAt(side, price)}"));
        _story.Book($"{Levels(BookSide.Bid)} | {Levels(BookSide.Ask)}", _time);
    }

    // All at once, each at or behind the best price of its side, so that none trades on arrival.
    private void Give(int orders, bool samePrice)
    {
        var (side, depth) = (Side(), _chance.NextBelow(3));
        for (var index = 0; index < orders; index++)
        {
            if (!samePrice) (side, depth) = (Side(), _chance.NextBelow(4));
            var best = _record.Best(side) ?? (side == BookSide.Bid ? _record.Best(BookSide.Ask) - 1 : _record.Best(BookSide.Bid) + 1) ?? Middle;
            var ours = new Ours(index, side, side == BookSide.Bid ? best - depth : best + depth, 1 + _chance.NextBelow(12));
            _ours.Add(ours);
            _story.Give($"{(side == BookSide.Bid ? "buy" : "sell")} {ours.Size} limit {ours.Price}");
        }
    }

    private void PlayOne(bool tradeForEach)
    {
        _time++;
        var what = _chance.NextBelow(10);
        if (what < 5 || _record.Best(BookSide.Bid) is null || _record.Best(BookSide.Ask) is null) Add();
        else if (what < 7) Cancel();
        else Sweep(tradeForEach);
    }

    private void Add()
    {
        // Never at a price that would trade, neither in the record nor with ours.
        var side = Side();
        var waiting = _ours.Where(ours => !_joined.Contains(ours.Index)).ToArray();
        var low = waiting.Where(ours => ours.Side == BookSide.Bid).Select(ours => ours.Price).Append(_truth.Best(BookSide.Bid) ?? Middle - 3).Max();
        var high = waiting.Where(ours => ours.Side == BookSide.Ask).Select(ours => ours.Price).Append(_truth.Best(BookSide.Ask) ?? Middle + 3).Min();
        var price = side == BookSide.Bid ? high - 1 - _chance.NextBelow(5) : low + 1 + _chance.NextBelow(5);
        AddToBoth(side, price);
        Tell([(side, price)]);
        Join();
    }

    private void Cancel()
    {
        var (side, price) = (Side(), 0);
        if (_record.Best(side) is not { } best) { Add(); return; }
        price = side == BookSide.Bid ? best - _chance.NextBelow(3) : best + _chance.NextBelow(3);
        var queue = _truth.At(side, price);
        var lastOfOurs = queue.Select((order, place) => order.Id < 0 ? place : -1).DefaultIfEmpty(-1).Max();
        if (!_cancelsAhead && _joined.Count < _ours.Count && _ours.Exists(ours => ours.Side == side && ours.Price == price)) lastOfOurs = int.MaxValue - 1;
        var candidates = _record.At(side, price).Where(order => _cancelsAhead || queue.Select((one, place) => one.Id == order.Id ? place : -1).Max() > lastOfOurs).ToArray();
        if (candidates.Length == 0) { Add(); return; }

        var gone = candidates[_chance.NextBelow(candidates.Length)].Id;
        _record.Cancel(gone);
        _truth.Cancel(gone);
        Tell([(side, price)]);
        Join();
    }

    private void Sweep(bool tradeForEach)
    {
        Join();
        var (side, size) = (Side(), 1 + _chance.NextBelow(1 + _chance.NextBelow(40)));
        var met = _record.Sweep(side, size);
        foreach (var (id, _, taken) in _truth.Sweep(side, met.Sum(one => one.Size)))
            if (id < 0) Truth.Add((_time, -1 - id, taken));

        var trades = tradeForEach ? met.Select(one => (one.Price, one.Size)) : met.GroupBy(one => one.Price).Select(level => (level.Key, level.Sum(one => one.Size)));
        foreach (var (price, taken) in trades) _story.Trade(price, taken, _time);
        Tell(met.Select(one => (side, one.Price)).Distinct());
    }

    // Ours join at the first event after they were given: before a trade, but after all that a message shows.
    private void Join()
    {
        foreach (var ours in _ours.Where(ours => _joined.Add(ours.Index))) _truth.Add(ours.Side, ours.Price, new(-1 - ours.Index, ours.Size));
    }

    private void AddToBoth(BookSide side, int price)
    {
        var order = new FifoVenue.Resting(++_ids, 1 + _chance.NextBelow(9));
        _record.Add(side, price, order);
        _truth.Add(side, price, order);
    }

    private void Tell(IEnumerable<(BookSide Side, int Price)> levels)
    {
        string Of(BookSide side) => string.Join(' ', levels.Where(level => level.Side == side).Select(level => $"{level.Price}:{_record.SizeAt(side, level.Price)}"));
        _story.Change($"{Of(BookSide.Bid)} | {Of(BookSide.Ask)}", _time);
    }

    private BookSide Side() => (BookSide)_chance.NextBelow(2);

    private sealed record Ours(int Index, BookSide Side, int Price, int Size);
}
