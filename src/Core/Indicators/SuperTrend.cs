using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>SuperTrend: a stop <c>multiplier</c> average true ranges from the bar's middle, which only follows the trend, until a close crosses it.</summary>
/// <remarks>Source: Olivier Seban's SuperTrend (2008), https://www.tradingview.com, "SuperTrend". The lower stop has a value while the trend rises, the upper while it falls.</remarks>
[Indicator("super-trend", "SuperTrend", Pane.Price)]
public sealed class SuperTrend : IBarIndicator
{
    private readonly Atr _atr;
    private readonly double _multiplier;
    private double _upper = double.NaN;
    private double _lower = double.NaN;
    private double _lastClose = double.NaN;

    public SuperTrend([InRange(1, 1000)] int length = 10, [InRange(0.01, 100)] double multiplier = 3)
    {
        _atr = new Atr(Require.Length(length));
        _multiplier = Require.Positive(multiplier);
    }

    public bool IsReady => _atr.IsReady;

    /// <summary>The stop in force.</summary>
    public double Value => IsRising ? _lower : _upper;

    /// <summary>The stop in force while the trend falls, else NaN.</summary>
    public double Upper => IsRising ? double.NaN : _upper;

    /// <summary>The stop in force while the trend rises, else NaN.</summary>
    public double Lower => IsRising ? _lower : double.NaN;

    public bool IsRising { get; private set; } = true;

    public double Update(in Bar bar)
    {
        var reach = _multiplier * _atr.Update(bar);
        if (_atr.IsReady) Follow(bar.Median(), reach, bar.Close);
        _lastClose = bar.Close;
        return Value;
    }

    public void Reset()
    {
        _atr.Reset();
        _upper = _lower = _lastClose = double.NaN;
        IsRising = true;
    }

    private void Follow(double middle, double reach, double close)
    {
        var (upper, lower) = (middle + reach, middle - reach);
        if (double.IsNaN(_upper)) (_upper, _lower, IsRising) = (upper, lower, close >= middle);

        if (upper < _upper || _lastClose > _upper) _upper = upper;
        if (lower > _lower || _lastClose < _lower) _lower = lower;
        IsRising = close > (IsRising ? _lower : _upper);
    }
}
