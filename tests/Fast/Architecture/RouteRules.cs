using AlgoTrendy.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Every door says who may pass.</summary>
internal static class RouteRules
{
    /// <summary>Doors that anyone may open, with the reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["/health"] = "whoever watches the process has no account, and it tells nothing secret",
        ["/health/live"] = "as /health",
        ["/health/ready"] = "as /health",
    };

    private static readonly string[] Policies = [.. Roles.OfUsers, Roles.Service];

    public static IEnumerable<string> EveryDoorNamesAPolicy(IEnumerable<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            var named = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToArray();
            if (Open.ContainsKey(path)) continue;
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) yield return $"{path} is open to anyone, and no reason is given in {nameof(RouteRules)}.";
            else if (named.Length == 0 || !named.All(policy => Policies.Contains(policy))) yield return $"{path} names no policy of {nameof(Roles)}.";
            else if (path.StartsWith("/internal/", StringComparison.Ordinal) != named.Contains(Roles.Service)) yield return $"{path} mixes up doors for services and doors for people.";
        }
    }

    /// <summary>What is public stands under /api/v1, so that the gateway knows it and pages of the dashboard never collide with it.</summary>
    public static IEnumerable<string> PathsAreCanonical(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where !Open.ContainsKey(path) && path != "/" && !path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.StartsWith("/internal/", StringComparison.Ordinal) && !path.StartsWith("/openapi/", StringComparison.Ordinal)
        select $"{path} is neither under /api/v1 nor under /internal.";

    /// <summary>What does not fit a parameter that may be left out is named only where the house can read it itself: an enum, or a type that is <see cref="IParsable{TSelf}"/>.</summary>
    public static IEnumerable<string> ParametersCanBeNamed(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        from parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
        where parameter.HasTryParse
        let type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)
        where type is { IsEnum: false } && !type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IParsable<>))
        select $"/{endpoint.RoutePattern.RawText!.Trim('/')} takes {parameter.Name}, and {type.Name} is neither an enum nor IParsable.";
}
