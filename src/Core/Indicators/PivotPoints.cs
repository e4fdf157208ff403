using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>How support and resistance are drawn around a pivot point.</summary>
public enum PivotKind
{
    /// <summary>Floor traders': pivot (H + L + C) / 3; R1 = 2P - L, R2 = P + H - L, R3 = H + 2(P - L).</summary>
    Standard,

    /// <summary>Pivot as standard; 38.2 %, 61.8 % and 100 % of the range on both sides.</summary>
    Fibonacci,

    /// <summary>Pivot as standard; 1.1/12, 1.1/6 and 1.1/4 of the range on both sides of the close.</summary>
    Camarilla,

    /// <summary>Pivot (H + L + 2C) / 4; the rest as standard.</summary>
    Woodie
}

/// <summary>The time whose high, low and close make the next one's pivot points. In UTC.</summary>
public enum PivotPeriod
{
    Day,
    Week,
    Month
}

/// <summary>Pivot points: support and resistance for a day, week or month, from high, low and close of the last one. NaN until a first one is over.</summary>
/// <remarks>Source: John Person, "A Complete Guide to Technical Trading Tactics" (2004). Weeks begin on Monday.</remarks>
[Indicator("pivot-points", "Pivot points", Pane.Price)]
public sealed class PivotPoints(PivotKind kind = PivotKind.Standard, PivotPeriod period = PivotPeriod.Day) : IBarIndicator
{
    private long _day = long.MinValue;
    private long _now = long.MinValue;
    private double _high;
    private double _low;
    private double _close;

    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The pivot point.</summary>
    public double Value { get; private set; } = double.NaN;

    public double R1 { get; private set; } = double.NaN;

    public double R2 { get; private set; } = double.NaN;

    public double R3 { get; private set; } = double.NaN;

    public double S1 { get; private set; } = double.NaN;

    public double S2 { get; private set; } = double.NaN;

    public double S3 { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        var day = UtcCalendar.DayOf(bar.OpenTime);
        if (day != _day) Advance(day);
        (_high, _low, _close) = (Math.Max(_high, bar.High), Math.Min(_low, bar.Low), bar.Close);
        return Value;
    }

    public void Reset()
    {
        (_day, _now) = (long.MinValue, long.MinValue);
        Value = R1 = R2 = R3 = S1 = S2 = S3 = double.NaN;
    }

    private void Advance(long day)
    {
        var now = period switch
        {
            PivotPeriod.Day => day,
            PivotPeriod.Week => UtcCalendar.WeekOf(day),
            _ => UtcCalendar.MonthOf(day)
        };
        if (_now != long.MinValue && now != _now) Draw();
        if (now != _now) (_high, _low) = (double.NegativeInfinity, double.PositiveInfinity);
        (_day, _now) = (day, now);
    }

    private void Draw()
    {
        var range = _high - _low;
        Value = kind == PivotKind.Woodie ? (_high + _low + 2 * _close) / 4 : (_high + _low + _close) / 3;
        if (kind == PivotKind.Fibonacci) Place(Value, 0.382 * range, 0.618 * range, range);
        else if (kind == PivotKind.Camarilla) Place(_close, 1.1 / 12 * range, 1.1 / 6 * range, 1.1 / 4 * range);
        else
        {
            (R1, R2, R3) = (2 * Value - _low, Value + range, _high + 2 * (Value - _low));
            (S1, S2, S3) = (2 * Value - _high, Value - range, _low - 2 * (_high - Value));
        }
    }

    private void Place(double middle, double first, double second, double third)
    {
        (R1, R2, R3) = (middle + first, middle + second, middle + third);
        (S1, S2, S3) = (middle - first, middle - second, middle - third);
    }
}
