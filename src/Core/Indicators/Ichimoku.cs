using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Core.Indicators;

/// <summary>Ichimoku kinkō hyō: lines between the highest high and the lowest low of three windows, and a cloud of them drawn <c>kijun</c> bars later.</summary>
/// <remarks>
/// Source: Goichi Hosoda, as told by Manesh Patel, "Trading with Ichimoku Clouds" (2010). Every value is known at its bar: the cloud's spans are those
/// computed <see cref="Displacement"/> bars ago. The chikou span is the close of this bar; it is drawn <see cref="Displacement"/> bars back,
/// where a strategy could not have seen it.
/// </remarks>
[Indicator("ichimoku", "Ichimoku cloud", Pane.Price)]
public sealed class Ichimoku : IBarIndicator
{
    private readonly Middle _tenkan;
    private readonly Middle _kijun;
    private readonly Middle _senkou;
    private readonly Delay _spanA;
    private readonly Delay _spanB;

    public Ichimoku([InRange(1, 1000)] int tenkan = 9, [InRange(2, 1000)] int kijun = 26, [InRange(3, 1000)] int senkou = 52)
    {
        Require.Shorter(tenkan, kijun);
        Require.Shorter(kijun, senkou);
        (_tenkan, _kijun, _senkou) = (new Middle(Require.Length(tenkan)), new Middle(Require.Length(kijun)), new Middle(Require.Length(senkou)));
        (_spanA, _spanB) = (new Delay(kijun), new Delay(kijun));
        Displacement = kijun;
    }

    /// <summary>How many bars the cloud is drawn ahead, and the chikou span back.</summary>
    public int Displacement { get; }

    public bool IsReady => !double.IsNaN(SenkouB);

    /// <summary>Tenkan-sen, the conversion line.</summary>
    public double Value => _tenkan.Value;

    /// <summary>Kijun-sen, the base line.</summary>
    public double Kijun => _kijun.Value;

    /// <summary>Senkou span A, the middle of conversion and base line, that belongs to this bar.</summary>
    public double SenkouA { get; private set; } = double.NaN;

    /// <summary>Senkou span B, of the longest window, that belongs to this bar.</summary>
    public double SenkouB { get; private set; } = double.NaN;

    /// <summary>The chikou span's newest point: it belongs to the bar <see cref="Displacement"/> bars back.</summary>
    public double Chikou { get; private set; } = double.NaN;

    public double Update(in Bar bar)
    {
        SenkouA = _spanA.Update((_tenkan.Update(bar) + _kijun.Update(bar)) / 2);
        SenkouB = _spanB.Update(_senkou.Update(bar));
        Chikou = bar.Close;
        return Value;
    }

    public void Reset()
    {
        _tenkan.Reset();
        _kijun.Reset();
        _senkou.Reset();
        _spanA.Reset();
        _spanB.Reset();
        SenkouA = SenkouB = Chikou = double.NaN;
    }

    private sealed class Middle(int length)
    {
        private readonly RollingMax _high = new(length);
        private readonly RollingMin _low = new(length);

        public double Value => (_high.Value + _low.Value) / 2;

        public double Update(in Bar bar) => (_high.Update(bar.High) + _low.Update(bar.Low)) / 2;

        public void Reset()
        {
            _high.Reset();
            _low.Reset();
        }
    }
}
