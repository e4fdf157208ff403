using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Engine;

/// <summary>Goes through fills and bars once more after a run, and tells how far each trade went for and against its holder.</summary>
internal static class TradeExcursions
{
    /// <summary>One for each of the run's trades, in their order; zero where the run had no bars of the instrument, or it traded under two tickers.</summary>
    public static IReadOnlyList<Excursion> Of(RunResult run)
    {
        var found = new Excursion[run.Trades.Count];
        var fills = run.Fills.ToLookup(fill => fill.Instrument.Symbol);
        var renamed = run.Events.OfType<TickerChanged>().SelectMany(change => (Symbol[])[change.Instrument.Symbol, change.To.Symbol]).ToHashSet();
        // Within an instrument trades follow one another, so the order in which they ended is that in which they began.
        foreach (var places in Enumerable.Range(0, found.Length).GroupBy(place => run.Trades[place].Instrument.Symbol))
            if (!renamed.Contains(places.Key) && Finest(run, places.Key) is { } bars) Walk(run, bars, [.. places], [.. fills[places.Key]], found);
        return found;
    }

    private static void Walk(RunResult run, BarSeries bars, int[] places, Execution[] fills, Excursion[] found)
    {
        var instrument = run.Trades[places[0]].Instrument;
        var range = new HeldRange(bars);
        SplitApplied[] splits = [.. run.Events.OfType<SplitApplied>().Where(split => split.Instrument.Symbol == instrument.Symbol)];
        var (trade, next) = (0, 0);
        foreach (var fill in fills)
        {
            while (next < splits.Length && splits[next].Time <= fill.Time) Split(splits[next++]);
            var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
            // A fill that turns the position round ends one trade and begins the next.
            var closing = Math.Sign(signed) == -Math.Sign(range.Held) && Math.Abs(signed) >= Math.Abs(range.Held) ? -range.Held : 0m;
            if (closing != 0m)
            {
                range.Trade(closing, fill.Price.Value, fill.Time);
                End();
            }

            if (signed != closing) range.Trade(signed - closing, fill.Price.Value, fill.Time);
        }

        while (next < splits.Length) Split(splits[next++]);
        if (range.Held == 0m) return;

        range.HoldUntil(run.Equity.Times[^1]);
        End();

        // Less than a lot is settled in cash, and where that was all, the trade is over.
        void Split(SplitApplied split)
        {
            range.Split(split.Factor, split.Time);
            if (split.Settled == 0m) return;

            range.Trade(-split.Settled, split.SettledAt, split.Time);
            if (range.Held == 0m) End();
        }

        void End()
        {
            found[places[trade]] = Told(run.Trades[places[trade]], range);
            range.Clear();
            trade++;
        }
    }

    // Orders of an instrument trade against the shortest of its bars, and those tell the most.
    private static BarSeries? Finest(RunResult run, Symbol symbol) => run.Series.Where(one => one.Instrument.Symbol == symbol).MinBy(one => one.Interval.Length);

    private static Excursion Told(in Trade trade, HeldRange range)
    {
        var instrument = trade.Instrument;
        return new(instrument.WorthOf(-range.Worst), instrument.WorthOf(range.Best), instrument.WorthOf(trade.EntryPrice * trade.Quantity));
    }
}
