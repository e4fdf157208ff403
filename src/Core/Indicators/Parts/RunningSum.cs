namespace AlgoTrendy.Core.Indicators;

/// <summary>The sum of all that it was ever given, without drift.</summary>
/// <remarks>Source: Arnold Neumaier's compensated summation (1974): what rounding took from the sum is kept beside it.</remarks>
internal sealed class RunningSum
{
    private double _sum;
    private double _lost;

    public double Value => _sum + _lost;

    public double Add(double value)
    {
        var sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
        return Value;
    }

    public void Reset() => (_sum, _lost) = (0, 0);
}
