namespace AlgoTrendy.Core.Indicators;

/// <summary>Momentum: the change over <c>length</c> values.</summary>
/// <remarks>Source: TA-Lib, ta_MOM.</remarks>
[Indicator("momentum", "Momentum", Pane.Own)]
public sealed class Momentum : IValueIndicator
{
    private readonly Delay _past;

    public Momentum([InRange(1, 1000)] int length = 10) => _past = new Delay(Require.Length(length));

    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public double Update(double value) => Value = value - _past.Update(value);

    public void Reset()
    {
        _past.Reset();
        Value = double.NaN;
    }
}
