using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Strategies;

public sealed record DonchianBreakoutParameters
{
    [Parameter("Buy above the highest of so many bars", Min = 1, Max = 1000)]
    public int Entry { get; init; } = 20;

    [Parameter("Sell below the lowest of so many bars", Min = 1, Max = 1000)]
    public int Exit { get; init; } = 10;

    [Parameter("Share of equity to hold while long", Min = 0.01, Max = 1)]
    public decimal Weight { get; init; } = 1m;
}

/// <remarks>The rules of entry and exit of the Turtles' first system, long only: C. Faith, The Original Turtle Trading Rules (2003).</remarks>
[Strategy("donchian-breakout", "Buys a new high of some bars, sells a new low of fewer")]
public sealed class DonchianBreakout(DonchianBreakoutParameters parameters) : LongOrFlat(parameters.Weight)
{
    private readonly Donchian _entry = new(parameters.Entry);
    private readonly Donchian _exit = new(parameters.Exit);

    public override void OnBar(BarStream stream, in Bar bar)
    {
        // The channels leave out the bar itself, so this bar is compared with those before it.
        _entry.Update(in bar);
        _exit.Update(in bar);
        if (!_entry.IsReady || !_exit.IsReady) return;

        if (bar.Close > _entry.Upper) Follow(stream.Instrument, wantsLong: true);
        else if (bar.Close < _exit.Lower) Follow(stream.Instrument, wantsLong: false);
    }
}
