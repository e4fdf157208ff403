using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Indicators;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>The average true range of an instrument up to a moment, of the bars that history has.</summary>
internal sealed class AverageRanges(IHistory history, Home home)
{
    /// <summary>The average is smoothed: what lies so many periods back hardly counts any more.</summary>
    private const int Periods = 5;

    /// <summary>An average has no last digit.</summary>
    private const int Places = 10;

    /// <param name="now">Bars that close later are not known yet.</param>
    /// <returns>In the instrument's currency; or why there is none.</returns>
    public async Task<(decimal? Range, TradingRefusal? Refusal)> Of(Instrument instrument, int period, Interval interval, Instant64 now, CancellationToken ct)
    {
        try
        {
            var (from, to) = (From(period, interval, now), now.ToInstant());
            // Of the simulated market there is what was asked for before.
            if (instrument.IsSimulated && await history.Prepare(new(new(instrument.Symbol, SeriesKind.Bars, interval), from, to), ct) is { Rows: 0, Reason: { } none }) return (null, No(none));

            var bars = new InstrumentBars(new ColumnStore(home.Folder(ColumnStore.HomeFolder)), instrument).Read(new(interval, from, to, IsAdjusted: false), [], out var reason);
            return bars is null ? (null, No(reason!)) : Average(bars, period, now);
        }
        catch (StoreDamagedException damage)
        {
            return (null, No(damage.Message));
        }
    }

    private static (decimal?, TradingRefusal?) Average(BarSeries bars, int period, Instant64 now)
    {
        var (atr, count) = (new Atr(period), 0);
        for (; count < bars.Count && bars.CloseTime[count] <= now; count++) atr.Update(bars[count]);
        if (!atr.IsReady) return (null, No($"{count} bars of {bars.Instrument.Symbol} {bars.Interval} are there; an average over {period} needs {period + 1}."));

        var range = decimal.Round((decimal)atr.Value, Places);
        return range > 0m ? (range, null) : (null, No($"The price of {bars.Instrument.Symbol} has not moved in {period} bars of {bars.Interval}."));
    }

    // Markets are closed for most of a week, some of them.
    private static Instant From(int period, Interval interval, Instant64 now)
    {
        var days = Math.Min(interval.Length.ToDuration().TotalDays * (period * Periods + 1) * (interval.IsDaily ? 2 : 5) + 10, (now.ToInstant() - Instant64.MinValue.ToInstant()).TotalDays - 1);
        return now.ToInstant() - Duration.FromDays(days);
    }

    private static TradingRefusal No(string why) => new("no-bars", why, "interval");
}
