using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Writes the ticks within [from, to) as columns.</summary>
internal sealed class TickColumns(DecimalGrid prices, DecimalGrid lots, Instant64 from, Instant64 to)
{
    private readonly ColumnsBuilder _trades = new(SeriesKind.Trades);
    private readonly ColumnsBuilder _quotes = new(SeriesKind.Quotes);

    public void Add(ReadOnlySpan<Tick> ticks)
    {
        foreach (ref readonly var tick in ticks)
        {
            if (tick.QuoteTime >= from && tick.QuoteTime < to)
                _quotes.Add(tick.QuoteTime, prices.Value(tick.Bid), lots.Value(tick.BidSize), prices.Value(tick.Ask), lots.Value(tick.AskSize));
            if (tick.Time >= from && tick.Time < to) _trades.Add(tick.Time, prices.Value(tick.Price), lots.Value(tick.Size));
        }
    }

    public SimulatedTicks Build() => new(_trades.Build(), _quotes.Build());
}
