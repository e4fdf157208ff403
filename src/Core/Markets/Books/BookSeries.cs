using AlgoTrendy.Core.Instruments;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>The changes of one instrument's order book in the order in which the venue told them, as columns. Immutable.</summary>
public sealed class BookSeries
{
    private readonly ReadOnlyMemory<Instant64> _times;
    private readonly ReadOnlyMemory<double> _prices;
    private readonly ReadOnlyMemory<double> _sizes;
    private readonly ReadOnlyMemory<long> _sequences;
    private readonly ReadOnlyMemory<BookFlags> _flags;

    /// <exception cref="ArgumentException">Columns of different lengths, or times that go back.</exception>
    public BookSeries(Instrument instrument, ReadOnlyMemory<Instant64> times, ReadOnlyMemory<double> prices, ReadOnlyMemory<double> sizes, ReadOnlyMemory<long> sequences, ReadOnlyMemory<BookFlags> flags)
    {
        if (prices.Length != times.Length || sizes.Length != times.Length || sequences.Length != times.Length || flags.Length != times.Length) throw new ArgumentException("All columns must be of one length.", nameof(times));
        var moments = times.Span;
        for (var index = 1; index < moments.Length; index++)
            if (moments[index] < moments[index - 1]) throw new ArgumentException($"Times may not go back: {moments[index]} follows {moments[index - 1]} at row {index}.", nameof(times));

        Instrument = instrument;
        (_times, _prices, _sizes, _sequences, _flags) = (times, prices, sizes, sequences, flags);
    }

    public Instrument Instrument { get; }

    public int Count => _times.Length;

    public ReadOnlySpan<Instant64> Times => _times.Span;

    public BookChange this[int index]
    {
        get
        {
            var flags = _flags.Span[index];
            return new(_times.Span[index], (flags & BookFlags.Ask) == 0 ? BookSide.Bid : BookSide.Ask, _prices.Span[index], _sizes.Span[index], _sequences.Span[index], (flags & BookFlags.BeginsSnapshot) != 0);
        }
    }

    /// <summary>The series of these changes.</summary>
    public static BookSeries Of(Instrument instrument, IReadOnlyList<BookChange> changes) => new(
        instrument,
        changes.Select(change => change.Time).ToArray(),
        changes.Select(change => change.Price).ToArray(),
        changes.Select(change => change.Size).ToArray(),
        changes.Select(change => change.Sequence).ToArray(),
        changes.Select(change => (change.Side == BookSide.Ask ? BookFlags.Ask : 0) | (change.BeginsSnapshot ? BookFlags.BeginsSnapshot : 0)).ToArray());

    /// <summary>The changes [start, start + count), without copying. Cut inside a message, or after the snapshot, it begins with a stale book.</summary>
    public BookSeries Slice(int start, int count) =>
        new(Instrument, _times.Slice(start, count), _prices.Slice(start, count), _sizes.Slice(start, count), _sequences.Slice(start, count), _flags.Slice(start, count));
}

/// <summary>What a change of a book is beside its numbers, in one byte a row.</summary>
[Flags]
public enum BookFlags : byte
{
    None = 0,

    /// <summary>Of an ask; without it of a bid.</summary>
    Ask = 1,

    BeginsSnapshot = 2,
}
