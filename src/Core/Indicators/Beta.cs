namespace AlgoTrendy.Core.Indicators;

/// <summary>Beta: the covariance of an asset's and the market's returns over the variance of the market's, of <c>length</c> returns; NaN where the market does not move.</summary>
/// <remarks>Source: William Sharpe, "A Simplified Model for Portfolio Analysis" (1963). Fed with prices, the asset's first; a return is price / last price - 1, 0 after a price of zero.</remarks>
[Indicator("beta", "Beta", Pane.Own)]
public sealed class Beta : IPairIndicator
{
    private readonly RollingCoMoments _window;
    private double _lastAsset = double.NaN;
    private double _lastMarket = double.NaN;

    public Beta([InRange(2, 1000)] int length = 20) => _window = new RollingCoMoments(Require.Length(length, least: 2));

    public bool IsReady => !double.IsNaN(_window.Products);

    public double Value { get; private set; } = double.NaN;

    public double Update(double first, double second)
    {
        var (asset, market) = (ReturnOf(first, _lastAsset), ReturnOf(second, _lastMarket));
        (_lastAsset, _lastMarket) = (first, second);
        if (double.IsNaN(asset)) return Value;

        _window.Update(asset, market);
        return Value = _window.SecondSquares > 0 ? _window.Products / _window.SecondSquares : double.NaN;
    }

    public void Reset()
    {
        _window.Reset();
        _lastAsset = _lastMarket = Value = double.NaN;
    }

    private static double ReturnOf(double price, double last) => last == 0 ? 0 : price / last - 1;
}
