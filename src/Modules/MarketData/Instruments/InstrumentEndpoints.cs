using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.MarketData.Instruments;

/// <summary>The doors to the catalogue.</summary>
internal static class InstrumentEndpoints
{
    private const int MostItems = 1000;
    private const int UsualItems = 100;

    public static void MapInstruments(this RouteGroupBuilder api)
    {
        api.MapGet("/instruments", List).RequireAuthorization(Roles.Viewer).WithSummary("The catalogue, filtered, a page at a time");
        api.MapGet("/instruments/{symbol}", Get).RequireAuthorization(Roles.Viewer).WithSummary("One instrument, by any usual spelling of its name");
    }

    /// <summary>A slash in a name (BTC/USDT) stays escaped in a path.</summary>
    public static string Unescaped(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public static ProblemHttpResult Unknown(InstrumentAnswer answer)
    {
        var problem = Problems.NotFound("unknown-instrument", answer.Reason!);
        problem.ProblemDetails.Extensions["choices"] = answer.Choices;
        return problem;
    }

    private static async Task<Results<Ok<InstrumentPage>, ProblemHttpResult>> List(string? text, string? assetClass, string? venue, bool? isSimulated, int? limit, string? cursor, IMarketData instruments, CancellationToken ct)
    {
        if (limit is < 1 or > MostItems) return Problems.Invalid("limit", $"limit is {limit}; 1 to {MostItems} instruments fit a page.");

        AssetClass? wanted = null;
        if (assetClass is not null)
        {
            var names = EnumForms.NamesOf(typeof(AssetClass));
            var index = names.ToList().IndexOf(assetClass);
            if (index < 0) return Problems.Invalid("assetClass", $"'{assetClass}' is none of {string.Join(", ", names)}.");
            wanted = (AssetClass)index;
        }

        return TypedResults.Ok(await instruments.FindInstruments(new(text, wanted, venue, isSimulated, limit ?? UsualItems, cursor), ct));
    }

    /// <summary>In any usual spelling; with a date, its rules of then, and of a future's root the contract in front.</summary>
    private static async Task<Results<Ok<Instrument>, ProblemHttpResult>> Get(string symbol, Moment? at, IMarketData instruments, CancellationToken ct)
    {
        var answer = await instruments.ResolveInstrument(new(Unescaped(symbol), at?.Value), ct);
        return answer.Instrument is { } instrument ? TypedResults.Ok(instrument) : Unknown(answer);
    }
}
