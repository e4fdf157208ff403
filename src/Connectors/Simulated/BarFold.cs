using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Gathers shorter bars into longer ones, in whole ticks and lots, and writes those that open within [from, to).</summary>
internal sealed class BarFold(DecimalGrid ticks, DecimalGrid lots, Instant64 from, Instant64 to, int capacity)
{
    private readonly ColumnsBuilder _rows = new(SeriesKind.Bars, capacity);
    private Instant64 _time;
    private long _open, _high, _low, _close, _volume;
    private bool _isOpen;

    /// <summary>Adds to the bar that opens at <paramref name="time"/>; bars must come in order.</summary>
    public void Add(Instant64 time, long open, long high, long low, long close, long volume)
    {
        if (_isOpen && time == _time)
        {
            _high = Math.Max(_high, high);
            _low = Math.Min(_low, low);
            _close = close;
            _volume += volume;
            return;
        }

        Write();
        (_isOpen, _time, _open, _high, _low, _close, _volume) = (true, time, open, high, low, close, volume);
    }

    public Columns Build()
    {
        Write();
        return _rows.Build();
    }

    private void Write()
    {
        if (!_isOpen || _time < from || _time >= to) return;
        _rows.Add(_time, ticks.Value(_open), ticks.Value(_high), ticks.Value(_low), ticks.Value(_close), lots.Value(_volume));
    }
}
