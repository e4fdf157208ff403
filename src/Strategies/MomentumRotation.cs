using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record MomentumRotationParameters
{
    [Parameter("Over how many bars the return is measured", Min = 1, Max = 1000)]
    public int Length { get; init; } = 90;

    [Parameter("How many instruments are held at the most", Min = 1, Max = 100)]
    public int Top { get; init; } = 3;

    [Parameter("Bars between two looks at the ranking", Min = 1, Max = 1000)]
    public int Every { get; init; } = 20;

    [Parameter("Share of equity to hold when all places are taken", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 0.98m;
}

[Strategy("momentum-rotation", "Holds the instruments that rose most, as long as they rose at all", MostInstruments = int.MaxValue)]
public sealed class MomentumRotation(MomentumRotationParameters parameters) : Strategy, IHearsMoments
{
    private readonly Dictionary<int, Roc> _returns = [];
    private HashSet<Instrument> _held = [];
    private int _bars;
    private bool _isBroken;

    public override void OnStart()
    {
        foreach (var stream in Context.Streams.DistinctBy(stream => stream.Instrument.Symbol)) _returns[stream.Index] = new(parameters.Length);
    }

    public override void OnBar(BarStream stream, in Bar bar)
    {
        if (!_returns.TryGetValue(stream.Index, out var momentum)) return;

        momentum.Update(bar.Close);
        if (stream.Index == 0) _bars++;
    }

    public void OnMoment()
    {
        if (_bars < parameters.Every && !_isBroken) return;

        _bars = 0;
        var best = _returns.Where(one => one.Value is { IsReady: true, Value: > 0 })
            .OrderByDescending(one => one.Value.Value).ThenBy(one => one.Key)
            .Take(parameters.Top).Select(one => Context.Streams[one.Key].Instrument).ToHashSet();
        if (best.SetEquals(_held) && !_isBroken) return;

        (_held, _isBroken) = (best, false);
        Context.SetWeights(best.ToDictionary(instrument => instrument, _ => parameters.Weight / parameters.Top));
    }

    // What waited when data went missing was cancelled: the ranking has to be followed anew.
    public override void OnOrder(Order order) => _isBroken |= order.State is OrderState.Cancelled { Reason.Code: RefusalCodes.DataGap };
}
