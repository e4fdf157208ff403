using AlgoTrendy.Platform.Asking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace AlgoTrendy.Platform;

/// <summary>What every module finds, in a server as in a command: home, clock, caller, a way to others.</summary>
internal static class PlatformServices
{
    public static void AddPlatform(this IHostApplicationBuilder host, Home home, IConfiguration settings, Caller caller)
    {
        host.Configuration.AddConfiguration(settings);
        host.Services.AddSingleton(home);
        host.Services.AddSingleton(ServiceToken.Of(home, settings["Service:Token"]));
        host.Services.AddSingleton(new CallerContext(caller));
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.TryAddSingleton<IClock>(SystemClock.Instance);
        host.Services.AddHttpClient();
    }
}
