using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Strategies;

public sealed record PairsReversionParameters
{
    [Parameter("Over how many bars the ratio of the two prices is judged", Min = 5, Max = 1000)]
    public int Length { get; init; } = 100;

    [Parameter("Enters when the ratio is so many standard deviations from its mean", Min = 0.5, Max = 10)]
    public double Entry { get; init; } = 2;

    [Parameter("Leaves when it is no more than so many from it", Min = 0, Max = 5)]
    public double Exit { get; init; } = 0.5;

    [Parameter("Share of equity in each of the two", Min = 0.01, Max = 0.5)]
    public decimal Weight { get; init; } = 0.45m;
}

[Strategy("pairs", "Buys the cheaper and sells the dearer of two instruments when the ratio of their prices is far from its mean", LeastInstruments = 2, MostInstruments = 2)]
public sealed class PairsReversion : Strategy, IHearsMoments
{
    private readonly PairsReversionParameters _parameters;
    private readonly StandardDeviation _ratio;
    private readonly (Instant64 Time, double Close)[] _last = new (Instant64, double)[2];
    private int _side;
    private bool _isBroken;

    public PairsReversion(PairsReversionParameters parameters)
    {
        if (parameters.Exit >= parameters.Entry) throw new ArgumentException($"exit ({parameters.Exit}) must be less than entry ({parameters.Entry}).");
        (_parameters, _ratio) = (parameters, new(parameters.Length));
    }

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (stream.Index < 2) _last[stream.Index] = (bar.CloseTime, bar.Close);
    }

    public void OnMoment()
    {
        // A ratio of prices of two different moments says nothing.
        if (_last[0].Time != _last[1].Time || _last[0].Time != Context.Now) return;

        _ratio.Update(_last[0].Close / _last[1].Close);
        if (!_ratio.IsReady || double.IsNaN(_ratio.ZScore)) return;

        var score = _ratio.ZScore;
        if (_isBroken) Hold(_side);
        if (_side == 0 && Math.Abs(score) >= _parameters.Entry) Hold(score > 0 ? -1 : 1);
        else if (_side != 0 && score * _side >= -_parameters.Exit) Hold(0);
    }

    // What waited when data went missing was cancelled: one without the other is no pair.
    public override void OnOrder(Order order) => _isBroken |= order.State is OrderState.Cancelled { Reason.Code: RefusalCodes.DataGap };

    // 1 holds the first and is short of the second, -1 the other way round.
    private void Hold(int side)
    {
        (_side, _isBroken) = (side, false);
        Context.SetWeights(new Dictionary<Instrument, decimal>
        {
            [Context.Streams[0].Instrument] = side * _parameters.Weight,
            [Context.Streams[1].Instrument] = -side * _parameters.Weight,
        });
    }
}
