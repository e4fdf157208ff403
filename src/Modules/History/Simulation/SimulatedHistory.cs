using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Importing;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History.Simulation;

/// <summary>Makes the history of the simulated market as far as it is asked for and not stored yet. The same range is the same bars, whenever it is made.</summary>
internal sealed class SimulatedHistory(StoreDoor door, SimulatedMarket market, IClock clock)
{
    private const string Venue = "SIM";

    private const int RowsAtOnce = 1_000_000;

    // When nobody says from when on: enough for a first backtest, made in a second or two.
    private const int UsualDaysOfBars = 2 * 365;
    private const int UsualDaysOfDays = 10 * 365;

    public static bool IsMadeHere(SeriesKey series) => series.Symbol.Venue == Venue;

    /// <returns>Why it cannot be made; null when it is there now.</returns>
    public async Task<string?> Make(SeriesRequest request, CancellationToken ct)
    {
        var series = request.Series;
        if (SimulatedMarket.Instruments.FirstOrDefault(known => known.Symbol == series.Symbol) is not { } instrument)
            return $"{series.Symbol} is not traded on the simulated market.{NearestName.Hint(series.Symbol.ToString(), SimulatedMarket.Instruments.Select(known => known.Symbol.ToString()))}";
        if (series.Interval is { IsDaily: true, Count: > 1 }) return $"The simulated market has bars of one day, not of {series.Interval}.";
        if (series.Kind != SeriesKind.Bars) return "Of the simulated market only bars are stored.";

        var (from, to) = RangeOf(request);
        if (from >= to) return $"The range ends at {to}, before it begins at {from}.";
        await door.Write(writer =>
        {
            var stored = door.Store.Open(series);
            var (first, last) = (stored?.First, stored?.Last);
            if (last is not { } end) AppendAll(from, to);
            else
            {
                // None where what comes before is a holiday.
                if (from < first && Pieces(instrument, series, from, first.Value).ToArray() is { Length: > 0 } before) writer.Append(series, RowOrder.Of(before).Rows);
                AppendAll(end.PlusNanoseconds(1), to);
            }

            return true;

            void AppendAll(Instant64 start, Instant64 stop)
            {
                foreach (var piece in Pieces(instrument, series, start, stop))
                {
                    ct.ThrowIfCancellationRequested();
                    writer.Append(series, piece);
                }
            }
        }, ct);
        return null;
    }

    private (Instant64 From, Instant64 To) RangeOf(SeriesRequest request)
    {
        // Up to the midnight that was: the day that runs is not over.
        var midnight = clock.GetCurrentInstant().InUtc().Date.AtMidnight().InUtc().ToInstant();
        var to = request.To ?? midnight;
        var days = request.Series.Interval is { IsDaily: true } ? UsualDaysOfDays : UsualDaysOfBars;
        var from = request.From ?? Instant.Max(to, Instant.FromUtc(2, 1, 1, 0, 0)) - Duration.FromDays(days);
        return (Instant64.Max(ColumnTime.Nearest(from)!.Value, SimulatedMarket.Start), Instant64.Min(ColumnTime.Nearest(to)!.Value, SimulatedMarket.End));
    }

    private IEnumerable<Columns> Pieces(Instrument instrument, SeriesKey series, Instant64 from, Instant64 to)
    {
        var interval = series.Interval!.Value;
        var length = Duration64.FromNanoseconds(Math.Min(interval.Length.TotalNanoseconds, Duration64.FromDays(1).TotalNanoseconds));
        var step = Duration64.FromNanoseconds((long)Math.Min((double)length.TotalNanoseconds * RowsAtOnce, Duration64.FromDays(3650).TotalNanoseconds));
        for (var start = from; start < to; start += step)
        {
            var rows = market.Bars(instrument, interval, start, Instant64.Min(start + step, to));
            if (rows.Count > 0) yield return rows;
        }
    }
}
