using System.Reflection;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Streaming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Serves a contract to other processes: POST /internal/{module}/{method}, the request as JSON, the reply too or the items a line each, for services only.</summary>
internal static class ContractServer
{
    private static readonly MethodInfo MapAskOf = typeof(ContractServer).GetMethod(nameof(MapAsk), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo MapStreamOf = typeof(ContractServer).GetMethod(nameof(MapStream), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static void MapContract<T>(this IEndpointRouteBuilder app) where T : class
    {
        foreach (var method in typeof(T).GetMethods())
            (ContractRoutes.IsStream(method) ? MapStreamOf : MapAskOf).MakeGenericMethod([typeof(T), .. ContractRoutes.Shape(method)]).Invoke(null, [app, method]);
    }

    private static void MapAsk<T, TRequest, TReply>(IEndpointRouteBuilder app, MethodInfo method) where T : class
    {
        var call = method.CreateDelegate<Func<T, TRequest, CancellationToken, Task<TReply>>>();
        Map(app, method, async http =>
        {
            var request = await Read<TRequest>(http);
            var reply = await call(http.RequestServices.GetRequiredService<T>(), request, http.RequestAborted);
            await http.Response.WriteAsJsonAsync(reply, Wire.Contract, http.RequestAborted);
        });
    }

    private static void MapStream<T, TRequest, TItem>(IEndpointRouteBuilder app, MethodInfo method) where T : class
    {
        var call = method.CreateDelegate<Func<T, TRequest, CancellationToken, IAsyncEnumerable<TItem>>>();
        Map(app, method, async http =>
        {
            var request = await Read<TRequest>(http);
            await StreamServer.Send(http, ct => call(http.RequestServices.GetRequiredService<T>(), request, ct));
        });
    }

    private static void Map(IEndpointRouteBuilder app, MethodInfo method, RequestDelegate answer) =>
        app.MapPost(ContractRoutes.Route(method), answer).RequireAuthorization(Roles.Service).ExcludeFromDescription();

    private static async Task<TRequest> Read<TRequest>(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<TRequest>(http.Request.Body, Wire.Contract, http.RequestAborted)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException cause)
        {
            throw new BadHttpRequestException("The request is not as the contract says.", cause);
        }
    }
}
