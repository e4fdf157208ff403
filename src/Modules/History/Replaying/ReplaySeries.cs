using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Simulation;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Modules.History.Replaying;

/// <summary>Loads what a replay plays, as a backtest of the same series loads it.</summary>
internal sealed class ReplaySeries(StoreDoor door, IMarketData catalogue, SimulatedHistory simulated)
{
    /// <summary>The market, or why there is none.</summary>
    public async Task<(PlayedMarket? Market, string? Reason)> Load(ReplayPlan plan, List<string> assumptions, CancellationToken ct)
    {
        var (bars, ticks) = (new List<BarSeries>(), new List<TickSeries>());
        // Bars first: where an instrument has them, its ticks are those of their time.
        foreach (var key in plan.Series.OrderBy(key => key.Interval is null))
        {
            if ((await catalogue.ResolveInstrument(new(key.Symbol.ToString()), ct)).Instrument is not { } instrument) return (null, $"No instrument is called {key.Symbol}.");
            if (key.Interval is { } interval)
            {
                if (SimulatedHistory.IsMadeHere(key) && await simulated.Make(new(key, plan.From, plan.To), ct) is { } unmade) return (null, unmade);
                var series = new InstrumentBars(door.Store, instrument).Read(new(interval, plan.From, plan.To, plan.IsAdjusted, plan.ExtendedHours), assumptions, out var reason);
                if (series is null) return (null, reason);
                bars.Add(series);
            }
            else
            {
                var series = new TickSeries(instrument, TicksOf(instrument, key, plan, bars));
                if (series.Count == 0) return (null, $"No {key.Kind} of {key.Symbol} are stored from {plan.From} to {plan.To}.");
                ticks.Add(series);
            }
        }

        return (new(bars, ticks, door.Store.ActionsOf(bars)), null);
    }

    private Columns TicksOf(Instrument instrument, SeriesKey key, ReplayPlan plan, List<BarSeries> bars)
    {
        var own = bars.Where(one => one.Instrument.Symbol == instrument.Symbol).ToList();
        return own.Count > 0
            ? door.Store.Read(key, own.Min(one => one.OpenTime[0]), own.Max(one => one.CloseTime[^1]))
            : door.Store.Read(key, ColumnTime.Nearest(plan.From), ColumnTime.Nearest(plan.To));
    }
}
