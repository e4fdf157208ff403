namespace AlgoTrendy.Core.Indicators;

/// <summary>Pearson's correlation of the last <c>length</c> pairs, -1 to 1; NaN where one of the two does not move.</summary>
/// <remarks>Source: Karl Pearson, "Note on Regression and Inheritance in the Case of Two Parents" (1895).</remarks>
[Indicator("correlation", "Correlation", Pane.Own)]
public sealed class Correlation : IPairIndicator
{
    private readonly RollingCoMoments _window;

    public Correlation([InRange(2, 1000)] int length = 20) => _window = new RollingCoMoments(Require.Length(length, least: 2));

    public bool IsReady => !double.IsNaN(_window.Products);

    public double Value { get; private set; } = double.NaN;

    public double Update(double first, double second)
    {
        _window.Update(first, second);
        var scale = Math.Sqrt(_window.FirstSquares) * Math.Sqrt(_window.SecondSquares);
        return Value = scale > 0 ? Math.Clamp(_window.Products / scale, -1, 1) : double.NaN;
    }

    public void Reset()
    {
        _window.Reset();
        Value = double.NaN;
    }
}
