using AlgoTrendy.Platform;
using AlgoTrendy.Tests.Fast.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>A rule never seen failing is a guess: here is each fault that the rules are for, and the rule that finds it.</summary>
public class PlantedFaultTests
{
    private const string FrontPage = """
        using Microsoft.Extensions.Hosting; using Microsoft.AspNetCore.Routing; using Microsoft.Extensions.DependencyInjection;
        public sealed class RiskModule : AlgoTrendy.Platform.IModule
        {
            public string Name => "risk";
            public void AddServices(IHostApplicationBuilder host) { }
            public void AddRemote(IServiceCollection services, Func<Uri> address) { }
            public void MapEndpoints(IEndpointRouteBuilder app) { }
        }
        """;

    [Theory]
    // the clock, chance, the machine
    [InlineData("long At() => TimeProvider.System.GetTimestamp();", "System.TimeProvider")]
    [InlineData("DateTime At() => DateTime.Today;", "System.DateTime")]
    [InlineData("DateTimeOffset At() => DateTimeOffset.UtcNow;", "System.DateTimeOffset")]
    [InlineData("int At() => Environment.TickCount;", "System.Environment.get_TickCount")]
    [InlineData("IEnumerable<int> At() { yield return Environment.ProcessorCount; }", "System.Environment.get_ProcessorCount")]
    [InlineData("object At() => NodaTime.SystemClock.Instance.GetCurrentInstant();", "NodaTime.SystemClock")]
    [InlineData("object At() => NodaTime.DateTimeZoneProviders.Bcl;", "NodaTime.DateTimeZoneProviders.get_Bcl")]
    [InlineData("double Dice() => new Random().NextDouble();", "System.Random")]
    [InlineData("object Dice() => new List<Random>();", "System.Random")]
    [InlineData("Guid Dice() => Guid.NewGuid();", "System.Guid")]
    [InlineData("Guid Dice() => Guid.CreateVersion7();", "System.Guid")]
    [InlineData("object Zone() => TimeZoneInfo.Local;", "System.TimeZoneInfo")]
    [InlineData("object Words() => System.Globalization.CultureInfo.CurrentCulture;", "System.Globalization.CultureInfo.get_CurrentCulture")]
    [InlineData("string Words(string text) => text.ToUpper();", "System.String.ToUpper")]
    // the world
    [InlineData("string Read() => System.IO.File.ReadAllText(\"x\");", "System.IO.File")]
    [InlineData("void Say() => Console.WriteLine();", "System.Console")]
    [InlineData("object Call() => new System.Net.Http.HttpClient();", "System.Net.Http.HttpClient")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int getpid();", "getpid")]
    // other threads
    [InlineData("async Task Wait() => await Task.Yield();", "System.Threading.Tasks.Task")]
    [InlineData("Func<Task<int>> Later() => async () => { await Task.Yield(); return 1; };", "System.Threading.Tasks.Task")]
    [InlineData("void Lock(object o) { lock (o) { } }", "System.Threading.Monitor")]
    [InlineData("int Many(int[] all) => all.AsParallel().Sum();", "System.Linq.ParallelEnumerable")]
    // what differs between processors
    [InlineData("double Grow(double x) => Math.Exp(x);", "System.Math.Exp")]
    [InlineData("double Grow(double x) => double.Log(x);", "System.Double.Log")]
    [InlineData("double Grow(double x) => Math.FusedMultiplyAdd(x, x, x);", "System.Math.FusedMultiplyAdd")]
    [InlineData("T Grow<T>(T x) where T : System.Numerics.IExponentialFunctions<T> => T.Exp(x);", "System.Numerics.IExponentialFunctions`1")]
    [InlineData("object Wide() => new System.Numerics.Vector<double>(1);", "System.Numerics.Vector`1")]
    // ways around it
    [InlineData("object? Around() => Type.GetType(\"System.Random\");", "System.Type.GetType")]
    [InlineData("object? Around(Type type) => Activator.CreateInstance(type);", "System.Activator")]
    public void Core_that_is_not_pure_is_found(string member, string expected)
    {
        using var core = new Planted("Core", $"namespace AlgoTrendy.Core.Values; public class Fault {{ {member} }}");

        var broken = PurityRules.OnlyAllowed(core.Assembly).ToArray();

        Assert.Contains(broken, sentence => sentence.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("double Half(double x) => Math.Sqrt(Math.Abs(x)) / 2;")]
    [InlineData("IEnumerable<int> Count() { yield return 1; }")]
    [InlineData("int[] Some() => [1, 2, 3]; IReadOnlyList<int> One() => [1]; string Say(int x) => $\"{x} of {Some().Length}\";")]
    [InlineData("record Point(decimal X, string Name);")]
    public void Core_that_is_pure_is_left_alone(string member)
    {
        using var core = new Planted("Core", $"namespace AlgoTrendy.Core.Values; public class Plain {{ {member} }}");

        var broken = PurityRules.OnlyAllowed(core.Assembly);

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("namespace AlgoTrendy.Core.Engine { public class Loop; } namespace AlgoTrendy.Core.Values { public class Price { object Up() => new AlgoTrendy.Core.Engine.Loop(); } }", "on floor Values uses AlgoTrendy.Core.Engine.Loop")]
    [InlineData("namespace AlgoTrendy.Core.Risk { public class Gate { public static int Most; } } namespace AlgoTrendy.Core.Orders.Deep { public class Intent { Func<int> Up() => () => AlgoTrendy.Core.Risk.Gate.Most; } }", "on floor Orders uses AlgoTrendy.Core.Risk.Gate.Most")]
    [InlineData("namespace AlgoTrendy.Core.Strategies { public class Strategy; } namespace AlgoTrendy.Core.Matching { public class Venue { List<AlgoTrendy.Core.Strategies.Strategy>? _up; } }", "on floor Matching uses AlgoTrendy.Core.Strategies.Strategy")]
    public void A_floor_that_leans_on_a_higher_one_is_found(string source, string expected)
    {
        using var core = new Planted("Core", source);

        var broken = FloorRules.OnlyLowerFloors(core.Assembly);

        Assert.Contains(broken, sentence => sentence.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_folder_of_core_needs_a_floor()
    {
        using var core = new Planted("Core", "namespace AlgoTrendy.Core.Common { public class Everything; }");

        Assert.Single(FloorRules.EveryTypeIsOnAFloor(core.Assembly));
    }

    [Theory]
    [InlineData("Modules.Risk", "Modules.Trading", "Modules.Risk must not know Modules.Trading.")]
    [InlineData("Modules.Risk", "Connectors.Binance", "Modules.Risk must not know Connectors.Binance.")]
    [InlineData("Modules.Risk", "Scripting", "Modules.Risk must not know Scripting.")]
    [InlineData("Modules.Risk", "Host", "Modules.Risk must not know Host.")]
    [InlineData("Contracts", "Platform", "Contracts must not know Platform.")]
    [InlineData("Platform", "Storage", "Platform must not know Storage.")]
    [InlineData("Storage", "Contracts", "Storage must not know Contracts.")]
    [InlineData("Strategies", "Platform", "Strategies must not know Platform.")]
    [InlineData("Connectors.Binance", "Modules.Trading", "Connectors.Binance must not know Modules.Trading.")]
    [InlineData("Connectors.Binance", "Connectors.Bybit", "Connectors.Binance must not know Connectors.Bybit.")]
    [InlineData("Connectors.Brokers", "Connectors.Binance", "Connectors.Brokers must not know Connectors.Binance.")]
    [InlineData("Connectors.Binance", "Connectors.Brokers", null)]
    [InlineData("Corner", "Core", "Corner must not know Core.")]
    [InlineData("Modules.Trading", "Connectors.Binance", null)]
    [InlineData("Modules.Backtesting", "Strategies", null)]
    public void An_arrow_that_should_not_be_is_found(string from, string to, string? expected)
    {
        using var assembly = new Planted(from, "public class Fault { object Use() => new Other.Thing(); }", (to, "namespace Other; public class Thing;"));

        var broken = ModuleRules.References(assembly.Assembly);

        Assert.Equal(expected is null ? [] : [expected], broken);
    }

    [Theory]
    [InlineData(FrontPage + "public class Store;", "Store is public; only the module's front page should be.")]
    [InlineData("class Store;", "has 0 front pages")]
    public void A_module_that_shows_its_inside_or_no_door_is_found(string source, string expected)
    {
        using var module = new Planted("Modules.Risk", source);

        Assert.Contains(ModuleRules.FrontDoor(module.Assembly), sentence => sentence.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_module_folder_that_the_rules_do_not_see_is_found() =>
        Assert.Equal(["src/Modules/Risk is not among the assemblies that the rules see."], ModuleRules.EveryFolderIsSeen(["Risk"], []));

    [Theory]
    [InlineData("Task<string> Judge(string order);")]
    [InlineData("Task<string> Judge(string order, int size, CancellationToken ct);")]
    [InlineData("Task<string> Judge(CancellationToken ct, string order);")]
    [InlineData("Task Judge(string order, CancellationToken ct);")]
    [InlineData("string Judge(string order, CancellationToken ct);")]
    [InlineData("ValueTask<string> Judge(string order, CancellationToken ct);")]
    [InlineData("Task<T> Judge<T>(T order, CancellationToken ct);")]
    [InlineData("IAsyncEnumerable<string> Follow(CancellationToken ct);")]
    [InlineData("IAsyncEnumerable<string> Follow(string order);")]
    [InlineData("IAsyncEnumerable<T> Follow<T>(T order, CancellationToken ct);")]
    [InlineData("Task<IAsyncEnumerable<string>> Follow(string order, int size, CancellationToken ct);")]
    [InlineData("IAsyncEnumerator<string> Follow(string order, CancellationToken ct);")]
    [InlineData("IEnumerable<string> Follow(string order, CancellationToken ct);")]
    [InlineData("string Name { get; }")]
    public void A_contract_method_of_another_shape_is_found(string method)
    {
        using var contracts = new Planted("Contracts", $"namespace AlgoTrendy.Contracts.Risk; public interface IRisk {{ {method} }}");

        Assert.Single(ContractRules.Shapes(ContractRules.Of(contracts.Assembly)));
    }

    [Theory]
    [InlineData("record Ask(long? After); public record Item(long Sequence);", null)]
    [InlineData("record Ask(long? After); public record Item(int Sequence);", "IRisk.Follow streams Item, which has no long Sequence.")]
    [InlineData("record Ask(long? After); public record Item(long Number);", "IRisk.Follow streams Item, which has no long Sequence.")]
    [InlineData("record Ask(string Symbol); public record Item(long Sequence);", "IRisk.Follow cannot be resumed: Ask has no long? After.")]
    [InlineData("record Ask(long After); public record Item(long Sequence);", "IRisk.Follow cannot be resumed: Ask has no long? After.")]
    public void A_stream_that_nobody_could_resume_is_found(string types, string? expected)
    {
        using var contracts = new Planted("Contracts", $"namespace AlgoTrendy.Contracts.Risk; public {types} public interface IRisk {{ IAsyncEnumerable<Item> Follow(Ask ask, CancellationToken ct); }}");
        var risk = ContractRules.Of(contracts.Assembly);

        Assert.Empty(ContractRules.Shapes(risk));
        Assert.Equal(expected is null ? [] : [expected], ContractRules.StreamsAreNumbered(risk));
    }

    [Fact]
    public void What_travels_in_a_stream_travels()
    {
        using var contracts = new Planted("Contracts", "namespace AlgoTrendy.Contracts.Risk; public record Ask(long? After); public record Item(long Sequence, DateTime At); public interface IRisk { IAsyncEnumerable<Item> Follow(Ask ask, CancellationToken ct); }");

        var travelling = ContractRules.Travelling(ContractRules.Of(contracts.Assembly));

        Assert.Contains(typeof(DateTime), travelling);
        Assert.Contains(travelling, type => type.Name == "Ask");
    }

    [Fact]
    public void A_second_interface_and_an_overload_are_found()
    {
        using var contracts = new Planted("Contracts", "namespace AlgoTrendy.Contracts.Risk; public interface IRisk { Task<string> A(string x, CancellationToken ct); Task<string> A(int x, CancellationToken ct); } public interface IGate;");

        Assert.Single(ContractRules.OneInterfaceAModule(contracts.Assembly));
        Assert.Single(ContractRules.NoOverloads(ContractRules.Of(contracts.Assembly)));
    }

    [Fact]
    public async Task A_door_without_a_policy_is_found()
    {
        await using var house = await House.Open("together", [new CarelessModule()]);

        var broken = RouteRules.EveryDoorNamesAPolicy(house.Endpoints).Order(StringComparer.Ordinal);

        Assert.Equal(
        [
            "/api/v1/careless/anyone is open to anyone, and no reason is given in RouteRules.",
            "/api/v1/careless/nothing names no policy of Roles.",
            "/api/v1/careless/other names no policy of Roles.",
            "/api/v1/careless/service mixes up doors for services and doors for people.",
        ], broken);
    }

    [Fact]
    public void A_door_that_stands_aside_is_found()
    {
        var door = new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/limits/{symbol}"), 0, null, "planted");

        Assert.Equal(["/limits/{symbol} is neither under /api/v1 nor under /internal."], RouteRules.PathsAreCanonical([door]));
    }

    [Fact]
    public async Task A_parameter_that_could_not_be_named_is_found()
    {
        await using var house = await House.Open("together", [new DeskModule()]);

        Assert.Equal(["/api/v1/desk/bars takes grade, and Grade is neither an enum nor IParsable."], RouteRules.ParametersCanBeNamed(house.Endpoints));
    }

    [Fact]
    public void A_module_that_asks_another_is_on_the_map()
    {
        using var module = new Planted("Modules.Risk", "class Judge(AlgoTrendy.Contracts.History.IHistory history) { object Ask() => history.GetCoverage(null!, default); }");

        var map = HouseMap.Draw([module.Assembly], ContractRules.Of(Repository.Contracts));

        Assert.Contains("  Risk -->|asks| History\n", map, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_reads_a_stream_of_another_is_on_the_map()
    {
        using var module = new Planted("Modules.Risk", "class Judge(AlgoTrendy.Contracts.History.IHistory history) { object Read() => history.Replay(null!, default); }");

        var map = HouseMap.Draw([module.Assembly], ContractRules.Of(Repository.Contracts));

        Assert.Contains("  History -->|streams to| Risk\n", map, StringComparison.Ordinal);
        Assert.DoesNotContain("asks| History", map, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_file_is_found() => Assert.Equal(["Cache.cs has 401 lines; 400 are enough for one subject."], FileRules.TooLong([("Cache.cs", 401), ("Bar.cs", 400)]));

    private sealed class CarelessModule : Module<IDesk>
    {
        public override void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<IDesk>(_ => throw new InvalidOperationException());

        protected override void MapPublic(RouteGroupBuilder api)
        {
            api.MapGet("/careless/nothing", () => "");
            api.MapGet("/careless/anyone", () => "").AllowAnonymous();
            api.MapGet("/careless/other", () => "").RequireAuthorization();
            api.MapGet("/careless/service", () => "").RequireAuthorization(Roles.Service);
            api.MapGet("/careless/well", () => "").RequireAuthorization(Roles.Viewer);
        }
    }
}
