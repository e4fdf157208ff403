using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Paths that clients of other platforms know, each with the canonical one that it stands for. They are put right before anything else looks at them, so they are in no description and have no rules of their own.</summary>
internal static class Aliases
{
    private const string Symbol = "symbol";

    /// <summary>The first that fits counts. A name in braces is taken over, from the query where the path has none.</summary>
    public static readonly IReadOnlyList<(string Alias, string Canonical)> Known =
    [
        ("/api/account", "/api/v1/account"),
        ("/account", "/api/v1/account"),
        ("/api/portfolio/positions/{*rest}", "/api/v1/positions/{rest}"),
        ("/api/portfolio/{*rest}", "/api/v1/portfolio/{rest}"),
        ("/portfolio/summary", "/api/v1/portfolio/summary"),
        ("/api/positions/{*rest}", "/api/v1/positions/{rest}"),
        ("/positions/{*rest}", "/api/v1/positions/{rest}"),
        ("/api/orders/{*rest}", "/api/v1/orders/{rest}"),
        ("/orders/{*rest}", "/api/v1/orders/{rest}"),
        ("/api/chart/{symbol}", "/api/v1/market-data/{symbol}/bars"),
        ("/chart/{symbol}", "/api/v1/market-data/{symbol}/bars"),
        ("/api/market/ohlcv", "/api/v1/market-data/{symbol}/bars"),
        ("/historical/{symbol}", "/api/v1/history/{symbol}"),
        ("/risk/assess", "/api/v1/risk/assess"),
        ("/risk/limits", "/api/v1/risk/limits"),
    ];

    private static readonly (TemplateMatcher Matcher, string Canonical)[] Table = [.. Known.Select(known => (new TemplateMatcher(TemplateParser.Parse(known.Alias[1..]), []), known.Canonical))];

    public static Task PutRight(HttpContext http, RequestDelegate next)
    {
        foreach (var (matcher, canonical) in Table)
        {
            var names = new RouteValueDictionary();
            if (!matcher.TryMatch(http.Request.Path, names)) continue;

            if (canonical.Contains($"{{{Symbol}}}", StringComparison.Ordinal) && !names.ContainsKey(Symbol)) TakeSymbol(http.Request, names);
            http.Request.Path = PathOf(canonical, names);
            break;
        }

        return next(http);
    }

    // Out of the query, where the canonical door has no such parameter.
    private static void TakeSymbol(HttpRequest request, RouteValueDictionary names)
    {
        if (!request.Query.TryGetValue(Symbol, out var symbol)) return;
        names[Symbol] = symbol.ToString();
        request.QueryString = QueryString.Create(request.Query.Where(one => !one.Key.Equals(Symbol, StringComparison.OrdinalIgnoreCase)));
    }

    private static PathString PathOf(string canonical, RouteValueDictionary names)
    {
        foreach (var (name, value) in names)
        {
            // A slash in a symbol stays escaped in a path.
            var text = $"{value}";
            canonical = canonical.Replace($"{{{name}}}", name == Symbol ? text.Replace("/", "%2F", StringComparison.Ordinal) : text, StringComparison.Ordinal);
        }

        return canonical.TrimEnd('/');
    }
}
