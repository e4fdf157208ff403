using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Reads the quotes and trades that a store has of the time of some bars.</summary>
internal sealed class StoredTicks(ColumnStore store)
{
    public IReadOnlyList<TickSeries> Of(BarSeries bars, List<string> assumptions)
    {
        var found = new List<TickSeries>();
        foreach (var kind in (ReadOnlySpan<SeriesKind>)[SeriesKind.Quotes, SeriesKind.Trades])
        {
            var rows = store.Read(new(bars.Instrument.Symbol, kind, null), bars.OpenTime[0], bars.CloseTime[^1]);
            if (rows.Count > 0) found.Add(new(bars.Instrument, rows));
        }

        var kinds = string.Join(" and ", found.Select(one => $"{one.Count} {(one.Kind == SeriesKind.Quotes ? "quotes" : "trades")}"));
        assumptions.Add(found.Count == 0 ? $"There are no quotes and trades of {bars.Instrument.Symbol}: its orders trade against bars." : $"Orders of {bars.Instrument.Symbol} trade against {kinds}.");
        if (found.Count > 0) assumptions.AddRange(Missing(bars, found));
        return found;
    }

    // Where an instrument has ticks its bars are heard, but neither trade nor mark what is held.
    private static IEnumerable<string> Missing(BarSeries bars, List<TickSeries> found)
    {
        var (from, to) = (found.Min(one => one.Times[0]), found.Max(one => one.Times[^1]));
        if (from >= bars.CloseTime[0] || to < bars.OpenTime[^1])
            yield return $"Ticks of {bars.Instrument.Symbol} are stored from {from} to {to} only: beside that time its orders do not trade, and what is held of it keeps its last price.";
    }
}
