namespace AlgoTrendy.Core.Indicators;

/// <summary>Where a close lies between the lowest low and the highest high of a window, 0 to 100: smoothed to %K, and again to %D.</summary>
internal sealed class StochasticLines(int length, int smoothing, int signal)
{
    private readonly RollingMax _high = new(length);
    private readonly RollingMin _low = new(length);
    private readonly Sma _k = new(smoothing);
    private readonly Sma _d = new(signal);

    public double K => _k.Value;

    public double D => _d.Value;

    public void Update(double high, double low, double close)
    {
        var highest = _high.Update(high);
        var lowest = _low.Update(low);
        if (double.IsNaN(highest)) return;

        // Of a window without any range nothing can be said; 0 is what the reference says.
        var raw = highest == lowest || close <= lowest ? 0 : close >= highest ? 100 : 100 * (close - lowest) / (highest - lowest);
        if (!double.IsNaN(_k.Update(raw))) _d.Update(_k.Value);
    }

    public void Reset()
    {
        _high.Reset();
        _low.Reset();
        _k.Reset();
        _d.Reset();
    }
}
