using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Homes;
using AlgoTrendy.Platform.Safekeeping;
using AlgoTrendy.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Puts modules behind doors: one web server in this process for those that run here, and a way to those that run elsewhere.</summary>
public static class Server
{
    /// <summary>Where everything is served together.</summary>
    public const int HousePort = ListenAddresses.HousePort;

    /// <summary>The most that a request may bring; files are named by path, not sent.</summary>
    private const long MostBodyBytes = 16 * 1024 * 1024;

    public static string Version => HealthEndpoints.Version;

    /// <summary>Builds the server and takes the locks of its modules on the home folder; they are let go when it is disposed.</summary>
    /// <param name="house">All modules, whether they run here or not.</param>
    /// <param name="settings">Modules (names, comma-separated; absent: all), Port or Urls, Addresses:{module} for those that run elsewhere.</param>
    /// <exception cref="SetupException">An unknown module, an address that is not loopback, a home in use.</exception>
    public static WebApplication Build(IReadOnlyList<Room> house, Home home, IConfiguration settings)
    {
        var here = ModuleChoice.Here(house, settings["Modules"]);
        var listen = ListenAddresses.Choose(settings, here.Count == house.Count ? [] : [.. here.Select(room => room.Port)]);

        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "AlgoTrendy", ContentRootPath = AppContext.BaseDirectory });
        builder.AddPlatform(home, settings, Caller.Nobody);
        builder.AddLogs(LogLevel.Information, toError: false);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            foreach (var address in listen) kestrel.Listen(address);
        });
        AddDoors(builder.Services);

        var locks = new HomeLocks(home);
        try
        {
            locks.TakeAll(here.Select(room => room.Module.Name));
            ListenAddresses.EnsureFree(listen);
            builder.Services.AddSingleton(_ => locks);
            builder.Services.AddSingleton<Turn>();
            foreach (var room in here) room.Module.AddServices(builder);
            foreach (var room in house.Except(here)) room.Module.AddRemote(builder.Services, ModuleChoice.AddressOf(room, home, settings));

            var app = builder.Build();
            _ = app.Services.GetRequiredService<HomeLocks>(); // so that the container lets go of them
            Open(app, here);
            return app;
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }

    /// <summary>Opens the doors and tells others on the same home where they are.</summary>
    /// <returns>Where it listens.</returns>
    /// <exception cref="SetupException">The port is taken, or a module's database cannot be opened.</exception>
    public static async Task<IReadOnlyList<Uri>> Start(WebApplication app, CancellationToken ct)
    {
        await app.Services.OpenDatabases();
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException cause) when (cause.InnerException is AddressInUseException)
        {
            throw ListenAddresses.Taken(cause.Message, cause);
        }

        var addresses = app.Urls.Select(url => new Uri(url)).ToArray();
        app.Services.GetRequiredService<HomeLocks>().Announce(addresses[0]);
        return addresses;
    }

    /// <summary>Serves until it is stopped. When a command needs the home for itself, the server puts everything away, waits until the command has ended, and begins anew at the same address.</summary>
    /// <param name="started">Told after every start.</param>
    /// <exception cref="SetupException">As <see cref="Build"/> and <see cref="Start"/>.</exception>
    public static async Task Run(IReadOnlyList<Room> house, Home home, IConfiguration settings, Action<WebApplication, IReadOnlyList<Uri>> started, CancellationToken ct)
    {
        var turn = default(IDisposable);
        while (true)
        {
            await using (var app = Build(house, home, settings))
            {
                try
                {
                    var addresses = await Start(app, ct);
                    if (settings["Port"] is not null) settings = new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection([new("Port", $"{addresses[0].Port}")]).Build();
                    started(app, addresses);
                }
                finally
                {
                    turn?.Dispose();
                }

                if (!await WasAskedToStepAside(app, ct)) return;
            }

            try
            {
                turn = await Turn.Take(home, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task<bool> WasAskedToStepAside(WebApplication app, CancellationToken ct)
    {
        var asked = app.Services.GetRequiredService<Turn>().Asked;
        var stopped = app.WaitForShutdownAsync(ct);
        if (await Task.WhenAny(asked, stopped) == asked)
        {
            app.Logger.LogWarning("Steps aside for {Command}, and begins anew when it has ended", await asked);
            app.Lifetime.StopApplication(); // whoever waits for the shutdown stops the services then, and nobody else does
        }

        await stopped;
        return asked.IsCompleted && !ct.IsCancellationRequested;
    }

    private static void AddDoors(IServiceCollection services)
    {
        services.AddRouting();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // so that the problem says which field
        services.ConfigureHttpJsonOptions(http =>
        {
            Wire.Apply(http.SerializerOptions, JsonUnmappedMemberHandling.Disallow);
            http.SerializerOptions.TypeInfoResolver = http.SerializerOptions.TypeInfoResolver!.WithAddedModifier(PlainText.Demand);
        });
        services.AddExceptionHandler<ProblemsAtTheDoor>();
        // The trace id alone, as the log has it; the framework would write the whole traceparent.
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString());
        // Not AddAuthentication: it brings data protection, which writes keys outside the home folder.
        services.AddWebEncoders();
        services.AddTransient<LocalAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<LocalAuthentication>(LocalAuthentication.SchemeName, null);
            authentication.DefaultScheme = LocalAuthentication.SchemeName;
        });
        services.AddAuthorization(authorization =>
        {
            foreach (var role in Roles.OfUsers.Append(Roles.Service)) authorization.AddPolicy(role, policy => policy.RequireRole(role));
            authorization.FallbackPolicy = authorization.GetPolicy(Roles.Viewer);
        });
        services.AddHealthChecks();
        services.AddApiDescription();
    }

    private static void Open(WebApplication app, IReadOnlyList<Room> here)
    {
        app.UseMiddleware<Correlation>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(ProblemsAtTheDoor.DescribeStatus);
        app.UseMiddleware<LoopbackGuard>();
        app.Use(Aliases.PutRight);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(AsCaller);
        app.UseAuthorization();
        app.Use(PlainText.Check);
        app.Use(KnownParameters.Check);
        app.UseApiPages();

        foreach (var room in here) room.Module.MapEndpoints(app);
        app.MapPlatform();
        app.MapHealth([.. here.Select(room => room.Module.Name)]);
        app.MapApiDescription();
        app.MapGet("/", () => TypedResults.Redirect($"/{ApiDescription.Pages}/")).RequireAuthorization(Roles.Viewer).ExcludeFromDescription();
    }

    private static async Task AsCaller(HttpContext http, RequestDelegate next)
    {
        using var caller = http.RequestServices.GetRequiredService<CallerContext>().Become(LocalAuthentication.CallerOf(http));
        await next(http);
    }
}
