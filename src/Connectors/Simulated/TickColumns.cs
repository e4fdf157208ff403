using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>Writes the ticks within [from, to) as columns.</summary>
internal sealed class TickColumns(DecimalGrid prices, DecimalGrid lots, Instant64 from, Instant64 to)
{
    private static readonly Duration64 Silence = Duration64.FromSeconds(1);

    private readonly ColumnsBuilder _trades = new(SeriesKind.Trades);
    private readonly ColumnsBuilder _quotes = new(SeriesKind.Quotes);

    /// <param name="ticks">A minute's.</param>
    /// <param name="end">The minute's.</param>
    public void Add(ReadOnlySpan<Tick> ticks, Instant64 end)
    {
        for (var index = 0; index < ticks.Length; index++)
        {
            ref readonly var tick = ref ticks[index];
            var next = index + 1 < ticks.Length ? ticks[index + 1].QuoteTime : end;
            // What stands is told again each second, as venues do: who waits for a quote never waits longer.
            for (var time = tick.QuoteTime; time < next; time += Silence)
                if (time >= from && time < to) _quotes.Add(time, prices.Value(tick.Bid), lots.Value(tick.BidSize), prices.Value(tick.Ask), lots.Value(tick.AskSize));
            if (tick.Time >= from && tick.Time < to) _trades.Add(tick.Time, prices.Value(tick.Price), lots.Value(tick.Size));
        }
    }

    public SimulatedTicks Build() => new(_trades.Build(), _quotes.Build());
}
