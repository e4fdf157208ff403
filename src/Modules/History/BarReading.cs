using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Simulation;
using AlgoTrendy.Storage.Columnar;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History;

/// <summary>Reads bars that have closed for other modules, as a backtest of the same instrument reads them.</summary>
internal sealed class BarReading(StoreDoor door, IMarketData catalogue, SimulatedHistory simulated, IClock clock)
{
    public async Task<BarReply> Read(BarQuery query, CancellationToken ct)
    {
        var key = new SeriesKey(query.Symbol, SeriesKind.Bars, query.Interval);
        if ((await catalogue.ResolveInstrument(new(query.Symbol.ToString()), ct)).Instrument is not { } instrument) return No($"No instrument is called {query.Symbol}.");
        if (SimulatedHistory.IsMadeHere(key) && await simulated.Make(new(key, query.From, query.To), ct) is { } unmade) return No(unmade);

        try
        {
            var assumptions = new List<string>();
            return new InstrumentBars(door.Store, instrument).Read(new(query.Interval, query.From, query.To), assumptions, out var reason) is { } series ? Closed(series, assumptions) : No(reason!);
        }
        catch (StoreDamagedException damage)
        {
            return No(damage.Message);
        }
    }

    private static BarReply No(string reason) => new([], [], reason);

    // A bar that still runs would be another one in an hour.
    private BarReply Closed(BarSeries series, List<string> assumptions)
    {
        var (now, count) = (Instant64.FromInstant(clock.GetCurrentInstant()), series.Count);
        while (count > 0 && series.CloseTime[count - 1] > now) count--;

        var bars = new HistoryBar[count];
        for (var index = 0; index < bars.Length; index++)
        {
            var bar = series[index];
            bars[index] = new(bar.OpenTime, bar.CloseTime, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);
        }

        return new(bars, assumptions, bars.Length > 0 ? null : $"No bar of {series.Instrument.Symbol} {series.Interval} has closed yet.");
    }
}
