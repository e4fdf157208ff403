using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Williams %R: how far the close lies below the highest high of <c>length</c> bars, in percent of their range, -100 to 0.</summary>
/// <remarks>Source: Larry Williams, "How I Made One Million Dollars … Last Year … Trading Commodities" (1973). A window without any range counts as -100.</remarks>
[Indicator("williams-r", "Williams %R", Pane.Own)]
public sealed class WilliamsR : IBarIndicator
{
    private readonly StochasticLines _lines;

    public WilliamsR([InRange(1, 1000)] int length = 14) => _lines = new StochasticLines(Require.Length(length), smoothing: 1, signal: 1);

    public bool IsReady => !double.IsNaN(Value);

    public double Value => _lines.K - 100;

    public double Update(in Bar bar)
    {
        _lines.Update(bar.High, bar.Low, bar.Close);
        return Value;
    }

    public void Reset() => _lines.Reset();
}
