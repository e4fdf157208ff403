using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Platform;

/// <summary>One room of the house. The host opens it here, or reaches it where it runs.</summary>
public interface IModule
{
    /// <summary>As in routes, in settings and on the command line: market-data.</summary>
    string Name { get; }

    /// <summary>What can be set of it, beside what every process has.</summary>
    IReadOnlyList<KnownSetting> Settings => [];

    /// <summary>What it needs to run in this process; a web server may or may not be there.</summary>
    void AddServices(IHostApplicationBuilder host);

    /// <summary>What others need to reach it in another process; the address is asked for at every call.</summary>
    void AddRemote(IServiceCollection services, Func<Uri> address);

    void MapEndpoints(IEndpointRouteBuilder app);

    /// <summary>Somebody has put a backup in the place of its database: what it keeps elsewhere in the home is to agree with that.</summary>
    Task AfterRestore(Database database, Home home, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>A module that keeps one contract: its name, its routes and its remote client all follow from that interface.</summary>
public abstract class Module<TContract> : IModule where TContract : class
{
    /// <summary>Every public path begins so.</summary>
    private const string PublicRoot = "/api/v1";

    public string Name => ContractRoutes.ModuleName(typeof(TContract));

    public virtual IReadOnlyList<KnownSetting> Settings => [];

    public abstract void AddServices(IHostApplicationBuilder host);

    public void AddRemote(IServiceCollection services, Func<Uri> address) => services.AddRemoteContract<TContract>(address);

    public void MapEndpoints(IEndpointRouteBuilder app)
    {
        app.MapContract<TContract>();
        MapPublic(app.MapGroup(PublicRoot).WithTags(Name));
    }

    public virtual Task AfterRestore(Database database, Home home, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Doors for people and the dashboard, under /api/v1; every route names a policy of <see cref="Roles"/>. Other modules use the contract.</summary>
    protected virtual void MapPublic(RouteGroupBuilder api) { }
}
