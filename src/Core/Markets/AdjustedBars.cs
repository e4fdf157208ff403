using AlgoTrendy.Core.Instruments.CorporateActions;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Markets;

/// <summary>Raw bars as today's market would quote them: prices by dividends and splits, volumes by splits.</summary>
public static class AdjustedBars
{
    private const int VolumeColumn = 4;

    /// <summary>The bars with each price adjusted by the factors of its trading date, in the time zone of the instrument's calendar.</summary>
    public static BarSeries Of(BarSeries raw, AdjustmentFactors factors) =>
        factors.Rows.Count == 0 ? raw : new(raw.Instrument, raw.Interval, Of(raw.Columns, factors, raw.Instrument.Calendar.Zone)) { IsAdjusted = true };

    /// <param name="bars">Of kind Bars.</param>
    /// <param name="zone">In which trading dates are counted.</param>
    public static Columns Of(Columns bars, AdjustmentFactors factors, DateTimeZone zone)
    {
        if (bars.Kind != SeriesKind.Bars) throw new ArgumentException($"Bars are made of Bars, not of {bars.Kind}.", nameof(bars));

        var adjusted = new double[VolumeColumn + 1][];
        for (var column = 0; column < adjusted.Length; column++) adjusted[column] = bars.Values(column).ToArray();
        for (var row = 0; row < bars.Count;)
        {
            var span = factors.On(bars.Times[row].ToInstant().InZone(zone).Date);
            var end = FirstAfter(bars.Times, row, span.LastDate, zone);
            if (!span.IsUnadjusted) Apply(span, adjusted, row, end);
            row = end;
        }

        return new(SeriesKind.Bars, bars.TimeMemory, Array.ConvertAll(adjusted, column => (ReadOnlyMemory<double>)column));
    }

    private static void Apply(FactorSpan span, double[][] columns, int start, int end)
    {
        for (var column = 0; column < VolumeColumn; column++)
            for (var row = start; row < end; row++) columns[column][row] = span.AdjustPrice(columns[column][row]);
        for (var row = start; row < end; row++) columns[VolumeColumn][row] = span.AdjustVolume(columns[VolumeColumn][row]);
    }

    private static int FirstAfter(ReadOnlySpan<Instant64> times, int start, LocalDate lastDate, DateTimeZone zone)
    {
        // The far future of the last row of a table lies beyond what a column's time can hold.
        if (lastDate.Year >= 2262) return times.Length;
        var limit = Instant64.FromInstant(lastDate.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
        var index = times[start..].BinarySearch(limit);
        return start + (index < 0 ? ~index : index);
    }
}
