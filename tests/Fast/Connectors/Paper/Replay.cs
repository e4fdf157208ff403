using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>A recorded market as the events of a stream, in the order of the engine's loop: of one moment closes come first, then opens, then ticks. Bars that close together are one step.</summary>
internal static class Replay
{
    private enum Rank
    {
        Closes,
        Opens,
        Ticks,
    }

    public static IReadOnlyList<IReadOnlyList<MarketEvent>> Of(MarketData data)
    {
        var rows = new List<(Instant64 Time, Rank Rank, int Place, Func<long, MarketEvent> Event)>();
        foreach (var (place, series) in data.Bars.Index())
            for (var index = 0; index < series.Count; index++)
            {
                var bar = series[index];
                rows.Add((bar.OpenTime, Rank.Opens, place, number => new MarketEvent.BarOpened(number, bar.OpenTime, series.Instrument.Symbol, series.Interval, bar, series.IsAdjusted)));
                rows.Add((bar.CloseTime, Rank.Closes, place, number => new MarketEvent.BarClosed(number, bar.CloseTime, series.Instrument.Symbol, series.Interval, bar, series.IsAdjusted)));
            }

        foreach (var (place, series) in data.Ticks.Index())
            for (var index = 0; index < series.Count; index++)
            {
                var row = index;
                rows.Add((series.Times[row], Rank.Ticks, data.Bars.Count + place, series.Kind == SeriesKind.Quotes
                    ? number => new MarketEvent.Quoted(number, series.Times[row], series.Instrument.Symbol, series.QuoteAt(row))
                    : number => new MarketEvent.Traded(number, series.Times[row], series.Instrument.Symbol, series.TradeAt(row))));
            }

        // The sort is stable, so that ticks of one series and moment stay in their order.
        List<List<MarketEvent>> steps = [];
        foreach (var (index, row) in rows.OrderBy(row => (row.Time, row.Rank, row.Place)).Index())
        {
            var what = row.Event(index + 1);
            if (what is MarketEvent.BarClosed && steps.Count > 0 && steps[^1][0] is MarketEvent.BarClosed before && before.Time == what.Time) steps[^1].Add(what);
            else steps.Add([what]);
        }

        return steps;
    }
}
