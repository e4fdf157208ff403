using AlgoTrendy.Platform.Streaming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Reaches a contract in another process.</summary>
internal static class RemoteContract
{
    /// <summary>How long a server may take to accept a connection; it stands on this machine or the next one.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    /// <summary>So that a server that has moved is found again.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    public static void AddRemoteContract<T>(this IServiceCollection services, Func<Uri> address) where T : class
    {
        var name = ContractRoutes.ModuleName(typeof(T));
        services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = ConnectLimit,
                PooledConnectionLifetime = ConnectionLife,
                ResponseDrainTimeout = TimeSpan.Zero, // a stream that is left would be read on for a while
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            })
            .AddHttpMessageHandler(() => new ConnectRetry());
        services.AddSingleton(provider => RemoteProxy.To<T>(new RemoteCalls(
            name,
            address,
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<ServiceToken>(),
            provider.GetRequiredService<CallerContext>(),
            TimeSpan.FromSeconds(provider.GetRequiredService<IConfiguration>().GetValue("Remote:TimeoutSeconds", 100.0)),
            StreamBeat.Of(provider.GetRequiredService<IConfiguration>()))));
    }
}
