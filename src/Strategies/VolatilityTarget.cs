using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Strategies;

public sealed record VolatilityTargetParameters
{
    [Parameter("Volatility to hold, per cent a year", Min = 0.5, Max = 200)]
    public double Target { get; init; } = 20;

    [Parameter("Over how many bars volatility is measured", Min = 5, Max = 1000)]
    public int Length { get; init; } = 100;

    [Parameter("Trades only when the share to hold is so far from the share held", Min = 0, Max = 1)]
    public double Band { get; init; } = 0.1;

    [Parameter("The most to hold, as a share of equity", Min = 0.01, Max = 10)]
    public decimal Most { get; init; } = 1m;
}

[Strategy("volatility-target", "Holds more while the market is calm and less while it is not, so that the risk stays the same")]
public sealed class VolatilityTarget(VolatilityTargetParameters parameters) : Strategy
{
    private static readonly Duration64 Year = Duration64.FromDays(365);

    private readonly StandardDeviation _returns = new(parameters.Length);
    private double _close;
    private double _barsAYear;

    public override void OnBar(BarStream stream, in Bar bar)
    {
        var before = _close;
        _close = bar.Close;
        if (before == 0) return;

        _returns.Update(bar.Close / before - 1);
        if (!_returns.IsReady || _returns.Value == 0) return;

        if (_barsAYear == 0) _barsAYear = BarsAYear(stream, bar.CloseTime);
        var volatility = _returns.Value * Math.Sqrt(_barsAYear);
        var wanted = Math.Min((double)parameters.Most, parameters.Target / 100 / volatility);
        if (Context.WorthOfOne(stream.Instrument, (decimal)bar.Close) is not { } worth || Context.Account.Equity <= 0m) return;

        var held = (double)(Context.PositionOf(stream.Instrument).Quantity * worth / Context.Account.Equity);
        if (Math.Abs(wanted - held) > parameters.Band) Context.SetHoldings(stream.Instrument, (decimal)wanted);
    }

    private static double BarsAYear(BarStream stream, Instant64 now)
    {
        var calendar = stream.Instrument.Calendar;
        if (stream.Interval.IsDaily && !calendar.IsAlwaysOpen) return 252.0 / stream.Interval.Count;
        return calendar.OpenTimeBetween(now - Year, now).TotalNanoseconds / (double)stream.Interval.Length.TotalNanoseconds;
    }
}
