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
        return found;
    }
}
