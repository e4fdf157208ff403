using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Platform.Safekeeping;

/// <param name="Folder">On the machine of both; the files go there.</param>
internal sealed record BackUpHere(string Folder);

internal sealed record BackedUp(IReadOnlyList<ModuleBackup> Modules);

internal sealed record StepAsideNow(string Why);

internal sealed record SteppingAside(int ProcessId);

/// <summary>What a command asks of a server that has its home open; for services only.</summary>
internal static class PlatformDoors
{
    public const string BackUpRoute = ContractRoutes.Root + "/platform/backup";
    public const string StepAsideRoute = ContractRoutes.Root + "/platform/step-aside";

    public static void MapPlatform(this IEndpointRouteBuilder app)
    {
        app.MapPost(BackUpRoute, BackUp).RequireAuthorization(Roles.Service).ExcludeFromDescription();
        app.MapPost(StepAsideRoute, StepAside).RequireAuthorization(Roles.Service).ExcludeFromDescription();
    }

    private static async Task<Ok<BackedUp>> BackUp(BackUpHere wanted, IServiceProvider provider, CancellationToken ct) =>
        TypedResults.Ok(new BackedUp(await ModuleBackups.Write(provider.GetServices<DatabaseOwner>().Select(owner => provider.GetRequiredKeyedService<Database>(owner.Module)), wanted.Folder, ct)));

    private static Ok<SteppingAside> StepAside(StepAsideNow wanted, Turn turn)
    {
        turn.GiveWay(wanted.Why);
        return TypedResults.Ok(new SteppingAside(Environment.ProcessId));
    }
}

/// <summary>Writes the backups of several databases into a folder, a file each.</summary>
internal static class ModuleBackups
{
    public static async Task<IReadOnlyList<ModuleBackup>> Write(IEnumerable<Database> databases, string folder, CancellationToken ct)
    {
        var written = new List<ModuleBackup>();
        foreach (var database in databases)
        {
            var file = Path.Combine(folder, database.Module + ".db");
            var copied = await database.BackUpTo(file, ct);
            written.Add(ModuleBackup.Of(database.Module, file, copied.Rows));
        }

        return written;
    }
}
