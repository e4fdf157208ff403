using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Refuses what stands behind the question mark and no door there takes: a filter that is misspelled and ignored would answer another question.</summary>
internal static class KnownParameters
{
    private static readonly ConditionalWeakTable<RouteEndpoint, string[]> Seen = [];

    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Query.Count == 0 || http.GetEndpoint() is not RouteEndpoint door || !IsPublic(door)) return next(http);

        var known = Seen.GetValue(door, Of);
        var strange = http.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));
        return strange is null ? next(http) : Problems.Invalid(strange, PlainWords.NoParameter(strange, known), known).ExecuteAsync(http);
    }

    /// <summary>Those that a door reads from the query.</summary>
    public static string[] Of(RouteEndpoint door) =>
    [
        .. door.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => (parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string)) && !IsElsewhere(parameter.ParameterInfo) && door.RoutePattern.GetParameter(parameter.Name) is null)
            .Select(parameter => parameter.Name),
    ];

    /// <summary>Contracts between modules ignore what they do not know, and pages are asked for with whatever a link has.</summary>
    private static bool IsPublic(RouteEndpoint door) => door.Metadata.GetMetadata<ITagsMetadata>() is not null;

    private static bool IsElsewhere(ParameterInfo parameter) => parameter.GetCustomAttributes().Any(one => one is IFromHeaderMetadata or IFromServiceMetadata or IFromBodyMetadata);
}
