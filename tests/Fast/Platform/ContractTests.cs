using System.Net;
using System.Net.Http.Json;
using System.Text;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Asking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>A contract is the same call, whether its module is in this process or in another one.</summary>
public class ContractTests
{
    private static readonly IModule[] Modules = [new DeskModule(), new ClerkModule()];
    private static readonly Order Order = new(new Quantity(101), new Price(1.05m), "für dich");

    public static TheoryData<string> Topologies => House.Topologies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_value_arrives_as_it_was_sent(string topology)
    {
        await using var house = await House.Open(topology, Modules);

        var receipt = await house.Get<IDesk>().Submit(Order, Ct);

        Assert.Equal((Order.Size, Order.Limit), (receipt.Size, receipt.Limit));
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task The_caller_of_a_public_door_travels_through_the_modules(string topology)
    {
        await using var house = await House.Open(topology, Modules);
        using var doors = house.Doors("clerk");

        using var reply = await doors.PostAsJsonAsync("/api/v1/clerk/errands", new Errand(Order), Wire.Public, Ct);
        var receipt = await reply.Content.ReadFromJsonAsync<Receipt>(Wire.Public, Ct);

        Assert.Equal("local", receipt!.Caller);
        Assert.Equal(Roles.OfUsers, receipt.Roles);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_fault_in_a_module_is_a_problem_that_tells_nothing_of_its_inside(string topology)
    {
        await using var house = await House.Open(topology, Modules);
        using var doors = house.Doors("clerk");

        using var reply = await doors.PostAsJsonAsync("/api/v1/clerk/failures", new Errand(Order), Wire.Public, Ct);
        var problem = await reply.Content.ReadAsStringAsync(Ct);

        Assert.Equal(topology == "together" ? HttpStatusCode.InternalServerError : HttpStatusCode.BadGateway, reply.StatusCode);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_not_there_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-");
        var services = new ServiceCollection()
            .AddSingleton(ServiceToken.Of(new Home(folder.FullName)))
            .AddSingleton(new CallerContext(Caller.LocalUser))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddRemoteContract<IDesk>(() => new("http://127.0.0.1:1"));
        await using var provider = services.BuildServiceProvider();

        var fault = await Assert.ThrowsAsync<RemoteFault>(() => provider.GetRequiredService<IDesk>().Submit(Order, Ct));

        Assert.Equal((RemoteFault.Unavailable, "desk does not answer at http://127.0.0.1:1."), (fault.Code, fault.Message));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_time_out()
    {
        await using var house = await House.Open("apart", Modules, new Dictionary<string, string?> { ["Remote:TimeoutSeconds"] = "0.2" });

        var late = await Assert.ThrowsAsync<TimeoutException>(() => house.Get<IDesk>().Sleep(new(30), Ct));

        Assert.Contains("desk did not answer /internal/desk/sleep within 0.2 s", late.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"size":"1","limit":"2"}""", HttpStatusCode.OK)]
    [InlineData("""{"size":"1","limit":"2","sinceNextVersion":true}""", HttpStatusCode.OK)]
    [InlineData("""{"size":"-1","limit":"2"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"limit":"2"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"Size":"1","limit":"2"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"size":"1","size":"3","limit":"2"}""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task What_is_not_as_the_contract_says_does_not_get_in(string json, HttpStatusCode expected)
    {
        await using var house = await House.Open("together", Modules);

        using var reply = await Post(house, json, await File.ReadAllTextAsync(house.Home.File("service.token"), Ct));

        Assert.Equal(expected, reply.StatusCode);
    }

    [Fact]
    public async Task Only_who_knows_the_service_token_may_ask()
    {
        await using var house = await House.Open("together", Modules);
        const string json = """{"size":"1","limit":"2"}""";

        using var without = await Post(house, json, null);
        using var wrong = await Post(house, json, new string('0', 64));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (without.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task The_service_token_is_its_owners_alone()
    {
        await using var house = await House.Open("together", Modules);

        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(house.Home.File("service.token"));

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the rights of the user's folder.");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    private static async Task<HttpResponseMessage> Post(House house, string json, string? token)
    {
        using var http = house.Doors("desk");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/internal/desk/submit") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Add(ServiceToken.Header, token);
        return await http.SendAsync(request, Ct);
    }
}
