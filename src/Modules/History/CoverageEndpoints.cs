using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Coverage;

namespace AlgoTrendy.Modules.History;

internal sealed record CoveragePage(IReadOnlyList<SeriesCoverage> Items, string? NextCursor);

internal static class CoverageEndpoints
{
    private const int MostAtOnce = 500;

    public static void MapCoverage(this RouteGroupBuilder api)
    {
        api.MapGet("/history/coverage", GetCoverage).RequireAuthorization(Roles.Viewer).WithSummary("What is stored, in which ranges, with which gaps");
        api.MapGet("/history/verify", Verify).RequireAuthorization(Roles.Researcher).WithSummary("Reads every stored file and names the damaged ones");
        api.MapDelete("/history/{symbol}", Delete).RequireAuthorization(Roles.Researcher).WithSummary("Deletes the stored series of a symbol, or one of them");
    }

    private static async Task<Results<Ok<CoveragePage>, ProblemHttpResult>> GetCoverage(
        CoverageBook book, string? symbol, string? kind, string? interval, Moment? from, Moment? to, string? cursor, CancellationToken ct, int limit = 100)
    {
        if (FilterOf(symbol, kind, interval, out var filter) is { } problem) return problem;
        if (limit is < 1 or > MostAtOnce) return Problems.Invalid("limit", $"The limit is 1 to {MostAtOnce}.");
        if (from?.Value >= to?.Value) return Problems.Invalid("to", "The range must end after it begins.");

        var wanted = await book.Resolve(filter, ct);
        var keys = book.Find(wanted).Select(key => (Key: key, Name: key.ToString())).OrderBy(series => series.Name, StringComparer.Ordinal).ToList();
        if (cursor is not null)
        {
            if (!Cursor.TryRead(cursor, out var last)) return Problems.Invalid("cursor", "This is no cursor that was given out here.");
            keys.RemoveAll(series => string.CompareOrdinal(series.Name, last) <= 0);
        }

        var items = new List<SeriesCoverage>();
        foreach (var (key, _) in keys.Take(limit)) items.Add(await book.Of(key, from?.Value, to?.Value, ct));
        return TypedResults.Ok(new CoveragePage(items, keys.Count > limit ? Cursor.Write(keys[limit - 1].Name) : null));
    }

    private static async Task<Results<Ok<VerifyReport>, ProblemHttpResult>> Verify(IHistory history, string? symbol, string? kind, string? interval, CancellationToken ct) =>
        FilterOf(symbol, kind, interval, out var filter) is { } problem ? problem : TypedResults.Ok(await history.Verify(filter, ct));

    private static async Task<Results<Ok<DeleteSummary>, ProblemHttpResult>> Delete(IHistory history, string symbol, string? kind, string? interval, CancellationToken ct)
    {
        if (FilterOf(symbol, kind, interval, out var filter) is { } problem) return problem;
        var summary = await history.Delete(filter, ct);
        return summary.Deleted.Count > 0 ? TypedResults.Ok(summary) : Problems.NotFound("no-history", $"Nothing of {symbol} is stored that this picks.");
    }

    private static ProblemHttpResult? FilterOf(string? symbol, string? kind, string? interval, out SeriesFilter filter)
    {
        filter = new();
        SeriesKind? kindOf = null;
        if (kind is not null)
        {
            if (!SeriesNames.TryKind(kind, out var parsed)) return Problems.Invalid("kind", $"'{kind}' is no kind of series: {string.Join(", ", SeriesNames.Kinds)}.");
            kindOf = parsed;
        }

        Interval? length = null;
        if (interval is not null)
        {
            if (!Interval.TryParse(interval, out var parsed)) return Problems.Invalid("interval", $"'{interval}' is no interval: a number and s, m, h or d, as in 1m or 1d.");
            length = parsed;
        }

        filter = new(symbol, kindOf, length);
        return null;
    }
}
