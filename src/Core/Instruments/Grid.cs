namespace AlgoTrendy.Core.Instruments;

/// <summary>Whole multiples of a step, exact. Steps that are powers of ten (nearly all are) need no division, which decimal is slow at.</summary>
internal readonly record struct Grid
{
    private const int NotDecimal = -1;

    private readonly int _places;

    public Grid(decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        Step = step;
        _places = PlacesOf(step);
    }

    public decimal Step { get; }

    public bool Holds(decimal value) =>
        _places == NotDecimal ? value % Step == 0m : value.Scale <= _places || decimal.Round(value, _places) == value;

    public decimal Down(decimal value) =>
        _places == NotDecimal ? decimal.Floor(value / Step) * Step : decimal.Round(value, _places, MidpointRounding.ToNegativeInfinity);

    public decimal Up(decimal value) =>
        _places == NotDecimal ? decimal.Ceiling(value / Step) * Step : decimal.Round(value, _places, MidpointRounding.ToPositiveInfinity);

    /// <summary>Ties to even multiples.</summary>
    public decimal Nearest(decimal value) =>
        _places == NotDecimal ? Math.Round(value / Step, MidpointRounding.ToEven) * Step : decimal.Round(value, _places, MidpointRounding.ToEven);

    private static int PlacesOf(decimal step)
    {
        var power = 1m;
        for (var places = 0; places <= 18; places++, power /= 10m)
            if (step == power) return places;
        return NotDecimal;
    }
}
