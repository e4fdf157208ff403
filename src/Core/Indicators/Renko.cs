using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Renko bricks: one for every whole <c>size</c> that a close lies beyond the last brick, none while it stays within; a bar may form several.</summary>
/// <remarks>
/// Source: Steve Nison, "Beyond Candlesticks" (1994). Bricks lie on a grid from the first close, rounded to one decimal less than the size has.
/// High, low and volume are those of the bars since the last brick, the volume shared evenly.
/// </remarks>
[Indicator("renko", "Renko", Pane.Price)]
public sealed class Renko : IBarIndicator
{
    // Prices on a decimal grid are not exact in binary: 100.3 - 100.2 is a brick of 0.1, although it is less.
    private const double Slack = 1e-9;

    private readonly double _size;
    private readonly int _decimals;
    private double _base = double.NaN;
    private double _openStep;
    private double _closeStep;
    private double _firstOpenStep;
    private bool _isFresh = true;
    private Bar _span;

    public Renko([InRange(0.00001, 1_000_000)] double size = 1)
    {
        _size = Require.Positive(size);
        _decimals = Math.Max(DecimalsOf(size) - 1, 0);
    }

    public bool IsReady { get; private set; }

    /// <summary>The last brick's close.</summary>
    public double Value => IsReady ? PriceOf(_closeStep) : double.NaN;

    /// <summary>The last brick's open.</summary>
    public double Open => IsReady ? PriceOf(_openStep) : double.NaN;

    /// <summary>The last brick went up.</summary>
    public bool IsUp => IsReady && _closeStep > _openStep;

    /// <summary>How many bricks the last bar formed.</summary>
    public int Formed { get; private set; }

    /// <summary>A brick that the last bar formed, 0 being the first of them.</summary>
    public Bar this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Formed, nameof(index));
            var step = Math.Sign(_closeStep - _openStep);
            var open = _firstOpenStep + step * index;
            return _span with { Open = PriceOf(open), Close = PriceOf(open + step), Volume = _span.Volume / Formed };
        }
    }

    public double Update(in Bar bar)
    {
        if (double.IsNaN(_base))
        {
            _base = Math.Round(bar.Close, _decimals);
            return Value;
        }

        _span = _isFresh ? bar : bar with { High = Math.Max(_span.High, bar.High), Low = Math.Min(_span.Low, bar.Low), Volume = _span.Volume + bar.Volume };
        Lay((bar.Close - _base) / _size);
        return Value;
    }

    public void Reset()
    {
        (_base, _openStep, _closeStep, _firstOpenStep) = (double.NaN, 0, 0, 0);
        (_isFresh, IsReady, Formed) = (true, false, 0);
    }

    private static int DecimalsOf(double size)
    {
        var (decimals, scale) = (0, 1.0);
        while (decimals < 10 && Math.Abs(size * scale - Math.Round(size * scale)) > Slack * size * scale) (decimals, scale) = (decimals + 1, scale * 10);
        return decimals;
    }

    private double PriceOf(double step) => _base + step * _size;

    private void Lay(double place)
    {
        var (top, bottom) = (Math.Max(_openStep, _closeStep), Math.Min(_openStep, _closeStep));
        var above = Math.Floor(place - top + Slack);
        var below = Math.Floor(bottom - place + Slack);
        // What is beyond a price's range of bricks is laid with the next bars.
        Formed = (int)Math.Clamp(Math.Max(above, below), 0, int.MaxValue);
        _isFresh = Formed > 0;
        if (Formed == 0) return;

        IsReady = true;
        (_firstOpenStep, var step) = above > 0 ? (top, 1) : (bottom, -1);
        _closeStep = _firstOpenStep + step * Formed;
        _openStep = _closeStep - step;
    }
}
