namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Whole multiples of a decimal step (a tick, a lot) as doubles: each is the double nearest to its decimal, as a parser would read it.</summary>
internal readonly struct DecimalGrid
{
    private readonly double _numerator;
    private readonly double _denominator;

    public DecimalGrid(decimal step)
    {
        (_numerator, _denominator) = ((double)step, 1.0);
        while (_numerator != Math.Floor(_numerator))
        {
            _denominator *= 10.0;
            _numerator = (double)(step * (decimal)_denominator);
        }
    }

    // One rounding: both sides of the division are whole.
    public double Value(long steps) => steps * _numerator / _denominator;

    public double InSteps(double value) => value * _denominator / _numerator;

    public long Nearest(double value) => (long)Math.Floor(InSteps(value) + 0.5);
}
