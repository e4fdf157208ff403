using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Databases;

/// <summary>A module with a database, and nothing else.</summary>
internal class DeskModule(string name) : IModule
{
    public string Name => name;

    public virtual void AddServices(IHostApplicationBuilder host) => host.AddDatabase(this, Durability.Full);

    public void AddRemote(IServiceCollection services, Func<Uri> address) { }

    public void MapEndpoints(IEndpointRouteBuilder app) { }
}
