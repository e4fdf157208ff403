using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>A venue tells that a price of a book shows another size now. Price in the quote currency, size in units of the instrument.</summary>
/// <param name="Size">The whole new size at the price, not the difference; 0 where nothing is left.</param>
/// <param name="Sequence">The venue's number of the message: the same for all changes of one message, one more for the next message.</param>
/// <param name="BeginsSnapshot">Whether the book is told anew from here on: the changes of this message are all there is.</param>
public readonly record struct BookChange(Instant64 Time, BookSide Side, double Price, double Size, long Sequence, bool BeginsSnapshot = false)
{
    /// <summary>Whether it belongs to the message that a change before it belongs to: a book between two of its changes was never there.</summary>
    public bool GoesOn(in BookChange before) => Sequence == before.Sequence && Time == before.Time && !BeginsSnapshot;
}
