using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Markets;

/// <summary>Keeps an order book as the venue tells it, and notices what it did not hear.</summary>
/// <remarks>
/// Messages are numbered without holes. One that is missing, or comes before one that should precede it, makes the book stale at once, and nothing is believed until
/// a snapshot begins; one that is older than the book is in it already and does nothing.
/// </remarks>
public sealed class BookKeeper(Instrument instrument)
{
    public OrderBook Book { get; } = new(instrument);

    /// <summary>How often a message was missing.</summary>
    public int Holes { get; private set; }

    /// <summary>Hears a change; false where it is not in the book: the book is stale, or knew more already.</summary>
    /// <exception cref="ArgumentException">A price off the instrument's grid, or a size that is none: corrupt data is not guessed at.</exception>
    public bool Hear(in BookChange change)
    {
        if (!double.IsFinite(change.Size) || change.Size < 0) throw new ArgumentException($"A level of {Book.Instrument.Symbol} has the size {change.Size}.", nameof(change));
        if (!Book.TryTicksOf(change.Price, out var ticks)) throw new ArgumentException($"{change.Price} is no multiple of the tick {Book.Instrument.TickSize} of {Book.Instrument.Symbol}.", nameof(change));

        Book.Time = change.Time;
        if (!IsNext(in change)) return false;

        Book.Sequence = change.Sequence;
        Book.Side(change.Side).Set(ticks, change.Price, change.Size);
        return true;
    }

    private bool IsNext(in BookChange change)
    {
        if (change.BeginsSnapshot)
        {
            Book.Side(BookSide.Bid).Clear();
            Book.Side(BookSide.Ask).Clear();
            Book.IsStale = false;
            return true;
        }

        if (Book.IsStale || change.Sequence < Book.Sequence) return false;
        if (change.Sequence <= Book.Sequence + 1) return true;

        Book.IsStale = true;
        Holes++;
        return false;
    }
}
