using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Stochastic oscillator: where the close lies between the lowest low and the highest high of <c>length</c> bars, 0 to 100 (%K, smoothed); the signal (%D) is its simple average.</summary>
/// <remarks>Source: George Lane, "Lane's Stochastics", Stocks &amp; Commodities, 1984. A window without any range counts as 0, as in the reference library.</remarks>
[Indicator("stochastic", "Stochastic oscillator", Pane.Own)]
public sealed class Stochastic : IBarIndicator
{
    private readonly StochasticLines _lines;

    public Stochastic([InRange(1, 1000)] int length = 14, [InRange(1, 1000)] int signal = 3, [InRange(1, 1000)] int smoothing = 3) =>
        _lines = new StochasticLines(Require.Length(length), Require.Length(smoothing), Require.Length(signal));

    public bool IsReady => !double.IsNaN(Signal);

    /// <summary>%K.</summary>
    public double Value => _lines.K;

    /// <summary>%D.</summary>
    public double Signal => _lines.D;

    /// <summary>3·%K - 2·%D; may leave 0 to 100.</summary>
    public double J => 3 * Value - 2 * Signal;

    public double Update(in Bar bar)
    {
        _lines.Update(bar.High, bar.Low, bar.Close);
        return Value;
    }

    public void Reset() => _lines.Reset();
}
