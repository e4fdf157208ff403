using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Heikin-Ashi candles: the close is the mean of the bar's four prices, the open the middle of the last candle's body.</summary>
/// <remarks>Source: Dan Valcu, "Using the Heikin-Ashi Technique", Stocks &amp; Commodities, February 2004. The first open is the middle of the bar's own body.</remarks>
[Indicator("heikin-ashi", "Heikin-Ashi", Pane.Price)]
public sealed class HeikinAshi : IBarIndicator
{
    public bool IsReady => !double.IsNaN(Value);

    /// <summary>The candle's close.</summary>
    public double Value { get; private set; } = double.NaN;

    public double Open { get; private set; } = double.NaN;

    public double High { get; private set; } = double.NaN;

    public double Low { get; private set; } = double.NaN;

    public double Volume { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        Open = IsReady ? (Open + Value) / 2 : (bar.Open + bar.Close) / 2;
        Value = (bar.Open + bar.High + bar.Low + bar.Close) / 4;
        High = Math.Max(bar.High, Math.Max(Open, Value));
        Low = Math.Min(bar.Low, Math.Min(Open, Value));
        Volume = bar.Volume;
        return Value;
    }

    public void Reset() => Value = Open = High = Low = Volume = double.NaN;
}
