using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The fills of one candle that did the same: so many, so much in all, at this price on average.</summary>
/// <param name="Instrument">Its place among the price series.</param>
/// <param name="Place">Its candle's place among the candles of that instrument.</param>
/// <param name="IsEntry">Whether the position grew or turned over; otherwise it shrank.</param>
internal readonly record struct FillMarker(int Instrument, int Place, OrderSide Side, bool IsEntry, int Count, decimal Quantity, double Price)
{
    /// <summary>Every fill of an instrument that is drawn is in exactly one marker.</summary>
    public static IReadOnlyList<FillMarker> Of(IReadOnlyList<ResultFill> fills, IReadOnlyList<Candles> candles)
    {
        var instruments = candles.Select((drawn, index) => (Symbol: drawn.Bars.Instrument.Symbol.ToString(), index)).ToDictionary(pair => pair.Symbol, pair => pair.index);
        var held = new decimal[candles.Count];
        var markers = new Dictionary<(int Instrument, int Place, OrderSide Side, bool IsEntry), FillMarker>();
        foreach (var fill in fills)
        {
            if (!instruments.TryGetValue(fill.Symbol, out var instrument) || candles[instrument].Times.Length == 0) continue;

            var before = held[instrument];
            var after = held[instrument] += fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
            var isEntry = Math.Abs(after) > Math.Abs(before) || before * after < 0m;
            var place = ChartTimes.LastAtOrBefore(candles[instrument].Times, fill.Time.ToUnixTimeSeconds());
            var key = (instrument, place, fill.Side, isEntry);
            markers[key] = markers.TryGetValue(key, out var marker) ? marker.Plus(fill) : new(instrument, place, fill.Side, isEntry, 1, fill.Quantity.Value, (double)fill.Price.Value);
        }

        return [.. markers.Values];
    }

    private FillMarker Plus(ResultFill fill)
    {
        var all = Quantity + fill.Quantity.Value;
        var share = all == 0m ? 0 : (double)(fill.Quantity.Value / all);
        return this with { Count = Count + 1, Quantity = all, Price = Price + ((double)fill.Price.Value - Price) * share };
    }
}
