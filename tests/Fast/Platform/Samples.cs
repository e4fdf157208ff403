using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Fast.Platform;

public sealed record Order(Quantity Size, Price Limit, string? Note = null);

public sealed record Receipt(Quantity Size, Price Limit, string Caller, IReadOnlyList<string> Roles);

public sealed record Nap(double Seconds);

/// <summary>What the framework can read from an address, though it is neither an enum nor <see cref="IParsable{TSelf}"/>.</summary>
public readonly record struct Grade(char Letter)
{
    public static bool TryParse(string? given, out Grade grade)
    {
        grade = new(given is [var letter] ? letter : '?');
        return given is [_];
    }
}

/// <summary>A contract for tests: one call that answers, one that fails, one that takes its time.</summary>
public interface IDesk
{
    Task<Receipt> Submit(Order order, CancellationToken ct);

    Task<Receipt> Fail(Order order, CancellationToken ct);

    Task<Receipt> Sleep(Nap nap, CancellationToken ct);
}

internal sealed class DeskModule : Module<IDesk>
{
    public override void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<IDesk, OrderDesk>();

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapPost("/desk/orders", (Order order, IDesk desk, CancellationToken ct) => desk.Submit(order, ct)).RequireAuthorization(Roles.Trader);
        api.MapGet("/desk/bars", (Moment from, Interval interval, int? most, Grade? grade) => TypedResults.Ok($"{from.Value} {interval}")).RequireAuthorization(Roles.Viewer);
        api.MapGet("/desk/refused", () => Problems.Of("too-late", "The desk is closed.")).RequireAuthorization(Roles.Viewer);
        api.MapGet("/desk/fault", IResult () => throw new InvalidOperationException("secret words")).RequireAuthorization(Roles.Viewer);
        api.MapGet("/desk/service-only", () => "").RequireAuthorization(Roles.Service);
    }

    private sealed class OrderDesk(CallerContext callers) : IDesk
    {
        public Task<Receipt> Submit(Order order, CancellationToken ct) =>
            Task.FromResult(new Receipt(order.Size, order.Limit, callers.Current.Name, callers.Current.Roles));

        public Task<Receipt> Fail(Order order, CancellationToken ct) => throw new InvalidOperationException("secret words");

        public async Task<Receipt> Sleep(Nap nap, CancellationToken ct)
        {
            await Task.Delay(TimeSpan.FromSeconds(nap.Seconds), ct);
            return new(Quantity.Zero, new Price(0), "", []);
        }
    }
}

public sealed record Errand(Order Order);

/// <summary>A module that has to ask another.</summary>
public interface IClerk
{
    Task<Receipt> Run(Errand errand, CancellationToken ct);
}

internal sealed class ClerkModule : Module<IClerk>
{
    public override void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<IClerk, Clerk>();

    protected override void MapPublic(RouteGroupBuilder api)
    {
        api.MapPost("/clerk/errands", (Errand errand, IClerk clerk, CancellationToken ct) => clerk.Run(errand, ct)).RequireAuthorization(Roles.Trader);
        api.MapPost("/clerk/failures", (Errand errand, IDesk desk, CancellationToken ct) => desk.Fail(errand.Order, ct)).RequireAuthorization(Roles.Trader);
    }

    private sealed class Clerk(IDesk desk) : IClerk
    {
        public Task<Receipt> Run(Errand errand, CancellationToken ct) => desk.Submit(errand.Order, ct);
    }
}
