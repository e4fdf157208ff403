using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Engine;

/// <summary>The instruments of a run, by their places in its account.</summary>
internal sealed class InstrumentTable(IReadOnlyList<Instrument> instruments, IReadOnlySet<Symbol> adjusted)
{
    private readonly Instrument[] _instruments = [.. instruments];
    private readonly bool[] _onGrid = [.. instruments.Select(one => !adjusted.Contains(one.Symbol))];

    public IReadOnlyList<Instrument> All => _instruments;

    /// <exception cref="ArgumentException">The run has no such instrument.</exception>
    public int PlaceOf(Instrument instrument)
    {
        for (var index = 0; index < _instruments.Length; index++)
            if (ReferenceEquals(_instruments[index], instrument)) return index;
        for (var index = 0; index < _instruments.Length; index++)
            if (_instruments[index].Symbol == instrument.Symbol) return index;
        throw new ArgumentException($"{instrument.Symbol} is not in this run; it has {string.Join(", ", _instruments.Select(known => known.Symbol))}.", nameof(instrument));
    }

    /// <summary>Whether prices lie on the tick grid; those that splits and dividends are worked into do not.</summary>
    public bool IsOnGrid(int place) => _onGrid[place];
}
