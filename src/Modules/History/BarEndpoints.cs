using System.Globalization;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Storage.Columnar;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.History;

/// <summary>One stored bar: [OpenTime, CloseTime), prices in the instrument's currency.</summary>
internal sealed record StoredBar(
    Symbol Symbol, Interval Interval, string Style, Instant OpenTime, Instant CloseTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, bool Closed, string Source);

internal sealed record BarPage(IReadOnlyList<StoredBar> Items, string? NextCursor);

internal static class BarEndpoints
{
    private const int MostAtOnce = 10_000;

    public static void MapBars(this RouteGroupBuilder api) =>
        api.MapGet("/history/{symbol}", GetBars).RequireAuthorization(Roles.Viewer).WithSummary("Stored bars of a symbol, the oldest first");

    private static async Task<Results<Ok<BarPage>, ProblemHttpResult>> GetBars(
        StoreDoor door, IMarketData catalogue, string symbol, string? interval, Moment? from, Moment? to, string? cursor, CancellationToken ct, int limit = 500)
    {
        if (limit is < 1 or > MostAtOnce) return Problems.Invalid("limit", $"The limit is 1 to {MostAtOnce}.");
        if (from?.Value >= to?.Value) return Problems.Invalid("to", "The range must end after it begins.");
        // A slash stays escaped in a route: BTC%2FUSDT.
        var name = symbol.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var answer = await catalogue.ResolveInstrument(new(name), ct);
        if (answer.Instrument is not { } instrument) return Problems.NotFound("unknown-symbol", answer.Reason ?? $"No instrument is called '{symbol}'.");

        var stored = door.Store.List().Where(key => key.Symbol == instrument.Symbol && key.Kind == SeriesKind.Bars).ToList();
        var choices = string.Join(", ", stored.Select(key => key.Interval));
        if (stored.Count == 0) return Problems.NotFound("no-history", $"No bars of {instrument.Symbol} are stored.");
        if (interval is null && stored.Count > 1) return Problems.Invalid("interval", $"Bars of {instrument.Symbol} are stored for {choices}: say which interval.");
        if (interval is not null && !Interval.TryParse(interval, out _)) return Problems.Invalid("interval", $"'{interval}' is no interval: a number and s, m, h or d, as in 1m or 1d.");
        if (stored.Find(key => interval is null || key.Interval == Interval.Parse(interval)) is not { } wanted)
            return Problems.NotFound("no-history", $"Bars of {instrument.Symbol} are stored for {choices}, not for {interval}.");

        var start = ColumnTime.Nearest(from?.Value);
        if (cursor is not null)
        {
            if (!Cursor.TryRead(cursor, out var text) || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var next)) return Problems.Invalid("cursor", "This is no cursor that was given out here.");
            start = Instant64.FromUnixTimeNanoseconds(next);
        }

        try
        {
            return TypedResults.Ok(Read(door.Store.Open(wanted), instrument, wanted.Interval!.Value, start, ColumnTime.Nearest(to?.Value), limit));
        }
        catch (StoreDamagedException damage)
        {
            return Problems.Of("store-damaged", $"{Path.GetFileName(damage.File)} of {wanted.Symbol}: {damage.Reason}", StatusCodes.Status500InternalServerError);
        }
    }

    private static BarPage Read(SeriesReader? reader, Instrument instrument, Interval interval, Instant64? from, Instant64? to, int limit)
    {
        var bars = new List<StoredBar>(Math.Min(limit, 1000));
        foreach (var block in reader?.ReadBlocks(from, to) ?? [])
        {
            for (var row = 0; row < block.Count; row++)
            {
                if (bars.Count == limit) return new(bars, Cursor.Write(block.Times[row].ToUnixTimeNanoseconds().ToString(CultureInfo.InvariantCulture)));
                bars.Add(BarOf(block, row, instrument, interval));
            }
        }

        return new(bars, null);
    }

    private static StoredBar BarOf(Columns rows, int row, Instrument instrument, Interval interval)
    {
        var open = rows.Times[row];
        var close = BarSeries.CloseTimeOf(open, interval, instrument.Calendar);
        return new(
            instrument.Symbol, interval, "time", open.ToInstant(), close.ToInstant(),
            Exact(rows.Values(0)[row]), Exact(rows.Values(1)[row]), Exact(rows.Values(2)[row]), Exact(rows.Values(3)[row]), Exact(rows.Values(4)[row]),
            true, instrument.IsSimulated ? "simulated" : "history");
    }

    // What lies beyond decimal is no price or volume of this world; it is cut, not thrown at a reader.
    private static decimal Exact(double value) => (decimal)Math.Clamp(value, -7.9e27, 7.9e27);
}
