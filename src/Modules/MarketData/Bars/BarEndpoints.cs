using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.MarketData.Instruments;
using AlgoTrendy.Storage.Columnar;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.MarketData.Bars;

/// <summary>The door to stored bars.</summary>
internal static class BarEndpoints
{
    private const int UsualBars = 1000;
    private const int MostBars = 10_000;

    public static void MapBars(this RouteGroupBuilder api) => api.MapGet("/market-data/{symbol}/bars", Get).RequireAuthorization(Roles.Viewer).WithSummary("Stored bars: the first of a range, or the last ones");

    /// <summary>With from (or a cursor), the first bars of [from, to), and a cursor to the next ones; without, the last bars before to. Bars are in the order of time.</summary>
    private static async Task<Results<Ok<BarPage>, ProblemHttpResult>> Get(
        string symbol, string interval, Moment? from, Moment? to, int? limit, Moment? cursor, IMarketData instruments, StoredBars bars, CancellationToken ct)
    {
        if (!Interval.TryParse(interval, out var length)) return Problems.Invalid("interval", $"'{interval}' is no interval: a number and s, m, h or d, as in 1m or 1d.");
        if (limit is < 1 or > MostBars) return Problems.Invalid("limit", $"limit is {limit}; 1 to {MostBars} bars fit a page.");
        if (from is { } start && to is { } end && start.Value >= end.Value) return Problems.Invalid("to", "to must be later than from: bars of [from, to) are wanted.");

        var answer = await instruments.ResolveInstrument(new(InstrumentEndpoints.Unescaped(symbol)), ct);
        if (answer.Instrument is not { } instrument) return InstrumentEndpoints.Unknown(answer);

        try
        {
            var page = bars.Read(instrument, length, Within(cursor ?? from), Within(to), limit ?? UsualBars);
            return page is not null ? TypedResults.Ok(page) : Missing(instrument, length, bars.IntervalsOf(instrument.Symbol));
        }
        catch (StoreDamagedException cause)
        {
            return Problems.Of("damaged-series", cause.Message, StatusCodes.Status500InternalServerError);
        }
    }

    private static ProblemHttpResult Missing(Instrument instrument, Interval interval, IReadOnlyList<Interval> stored) => Problems.NotFound(
        "no-bars",
        stored.Count == 0
            ? $"Nothing is stored of {instrument.Symbol}: import it with 'algotrendy data import PATH'."
            : $"Of {instrument.Symbol} bars of {string.Join(", ", stored)} are stored, not of {interval}.");

    private static Instant64? Within(Moment? moment) => moment is { } at ? Instants.Within(at.Value) : null;
}
