using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Asking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Tests.Fast.Platform.Streaming;

/// <summary>Somebody in another process, who reaches the module at a given address.</summary>
internal sealed class FarReader : IDisposable
{
    private readonly ServiceProvider _provider;

    public FarReader(House house, Uri address, double beatSeconds = 5)
    {
        var services = new ServiceCollection()
            .AddSingleton(ServiceToken.Of(house.Home))
            .AddSingleton(new CallerContext(Caller.LocalUser))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Streams:BeatSeconds"] = $"{beatSeconds}" }).Build());
        services.AddRemoteContract<ICounting>(() => address);
        _provider = services.BuildServiceProvider();
    }

    public ICounting Counting => _provider.GetRequiredService<ICounting>();

    public void Dispose() => _provider.Dispose();
}
