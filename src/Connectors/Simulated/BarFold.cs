using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Gathers shorter bars into longer ones, in whole ticks and lots, and writes them as columns.</summary>
internal sealed class BarFold(DecimalGrid ticks, DecimalGrid lots, int capacity)
{
    private readonly ColumnsBuilder _rows = new(SeriesKind.Bars, capacity);
    private Instant64 _time;
    private long _open, _high, _low, _close, _volume;
    private bool _isOpen;

    /// <summary>Adds a minute to the bar that opens at <paramref name="time"/>; bars must come in order.</summary>
    public void Add(Instant64 time, in MinuteBar bar) => Add(time, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    /// <summary>Adds what was traded at one price.</summary>
    public void Add(Instant64 time, long price, long volume) => Add(time, price, price, price, price, volume);

    public Columns Build()
    {
        Write();
        return _rows.Build();
    }

    private void Add(Instant64 time, long open, long high, long low, long close, long volume)
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

    private void Write()
    {
        if (_isOpen) _rows.Add(_time, ticks.Value(_open), ticks.Value(_high), ticks.Value(_low), ticks.Value(_close), lots.Value(_volume));
    }
}
