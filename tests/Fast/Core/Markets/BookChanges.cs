using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Core.Markets;

/// <summary>Random changes of a book around 100: a snapshot now and then, messages of one to three changes, prices that come and go on both sides of the best.</summary>
internal sealed class BookChanges(ulong seed)
{
    public static readonly Instrument Instrument = Engine.Market.Coin with { TickSize = 0.05m };

    private readonly RandomSource _chance = new(seed);
    private long _sequence = 100;

    public List<BookChange> Messages(int count)
    {
        var changes = new List<BookChange>();
        for (var message = 0; message < count; message++)
        {
            if (message == 0 || _chance.NextBelow(200) == 0) AddSnapshot(changes);
            else AddMessage(changes);
        }

        return changes;
    }

    /// <summary>The same as heard over a bad line: of the messages one in a hundred is lost, and one in a hundred comes after the next.</summary>
    public List<BookChange> Disturbed(List<BookChange> changes)
    {
        var messages = changes.GroupBy(change => change.Sequence).Select(message => message.ToArray()).ToList();
        for (var index = 1; index < messages.Count - 1; index++)
        {
            var what = _chance.NextBelow(100);
            if (what == 0) messages.RemoveAt(index);
            if (what == 1) (messages[index], messages[index + 1]) = (messages[index + 1], messages[index]);
        }

        return [.. messages.SelectMany(message => message)];
    }

    private void AddSnapshot(List<BookChange> changes)
    {
        _sequence++;
        var first = changes.Count;
        for (var level = 0; level < 30; level++)
        {
            changes.Add(Change(BookSide.Bid, -1 - level, 1 + _chance.NextBelow(9)));
            changes.Add(Change(BookSide.Ask, 1 + level, 1 + _chance.NextBelow(9)));
        }

        changes[first] = changes[first] with { BeginsSnapshot = true };
    }

    private void AddMessage(List<BookChange> changes)
    {
        _sequence++;
        for (var count = _chance.NextBelow(3); count >= 0; count--)
        {
            var side = _chance.NextBelow(2) == 0 ? BookSide.Bid : BookSide.Ask;
            var distance = _chance.NextBelow(1 + _chance.NextBelow(60)) - 2;
            changes.Add(Change(side, side == BookSide.Bid ? -distance : distance, Math.Max(0, _chance.NextBelow(10) - 4)));
        }
    }

    private BookChange Change(BookSide side, int ticks, double size) => new(Engine.Market.Start, side, (double)(100m + ticks * Instrument.TickSize), size, _sequence);
}
