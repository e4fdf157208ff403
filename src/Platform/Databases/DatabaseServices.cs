using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace AlgoTrendy.Platform.Databases;

/// <summary>Gives a module its database: a file in the home folder, or a schema of the server that Database:Postgres names.</summary>
public static class DatabaseServices
{
    public const string PostgresSetting = "Database:Postgres";

    /// <summary>Whoever needs it takes <c>[FromKeyedServices("trading")] Database</c>. It is open, with its tables made, before anything is served.</summary>
    public static void AddDatabase(this IHostApplicationBuilder host, IModule module, Durability durability)
    {
        host.Services.AddKeyedSingleton(module.Name, (provider, _) =>
            Database.Open(module.Name, provider.GetRequiredService<Home>(), provider.GetRequiredService<IConfiguration>()[PostgresSetting], durability, module.GetType().Assembly, provider.GetRequiredService<IClock>()).GetAwaiter().GetResult());
        host.Services.AddSingleton(new DatabaseOwner(module.Name, module.GetType().Assembly));
        host.AddTelling(module.Name);
        host.Services.AddHealthChecks().Add(new("database of " + module.Name, provider => new Check(provider.GetRequiredKeyedService<Database>(module.Name)), null, null));
    }

    /// <summary>Opens them all, and sees that who is to be heard is here, so that what is wrong is said at the start, not at the first order.</summary>
    /// <param name="mustHear">False for a command, which may work with a module whose source runs elsewhere.</param>
    /// <exception cref="SetupException">One of them cannot be opened.</exception>
    internal static Task OpenDatabases(this IServiceProvider provider, bool mustHear = true) => Task.Run(() =>
    {
        var here = provider.GetServices<DatabaseOwner>().Select(owner => owner.Module).ToHashSet();
        if (mustHear) provider.CheckListeners(here);
        try
        {
            foreach (var module in here) _ = provider.GetRequiredKeyedService<Database>(module);
        }
        catch (DatabaseException fault)
        {
            throw new SetupException(fault.Message, fault);
        }
    });

    private sealed class Check(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await database.Read(reading => reading.Get<long>("select count(*) from migrations"), cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (DatabaseException fault)
            {
                return HealthCheckResult.Unhealthy(fault.Code); // anyone may ask, so no more than that
            }
        }
    }
}

/// <summary>A module of this process that has a database.</summary>
/// <param name="Migrations">The assembly that brings its Migrations/*.sql.</param>
internal sealed record DatabaseOwner(string Module, System.Reflection.Assembly Migrations);
