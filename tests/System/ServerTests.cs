using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes;

/// <summary>The running server from outside: who can reach it, and what it does with garbage.</summary>
public sealed class ServerTests(ServerTests.Running running) : IClassFixture<ServerTests.Running>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Http => running.Server.Http;

    [Fact]
    public async Task Every_module_folder_is_served()
    {
        using var health = JsonDocument.Parse(await Http.GetStringAsync("/health", Ct));

        var modules = health.RootElement.GetProperty("modules").EnumerateArray().Select(name => name.GetString()!);

        Assert.Equal(ModuleFolders(), modules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_other_machine_can_reach_it()
    {
        var outside = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(each => each.Address)
            .FirstOrDefault(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);
        Assert.SkipWhen(outside is null, "This machine has no network but itself.");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        var refused = await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(new IPEndPoint(outside, Http.BaseAddress!.Port), Ct));

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Theory]
    [InlineData("Host: evil.example", "foreign-host")]
    [InlineData("Host: localhost\r\nOrigin: http://evil.example", "foreign-origin")]
    [InlineData("Host: localhost\r\nOrigin: null", "foreign-origin")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors", "foreign-origin")]
    public async Task Pages_of_other_sites_are_kept_out(string headers, string code)
    {
        var reply = await Raw($"GET /api/v1/instruments HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403", reply, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", reply, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_another_site_may_be_followed()
    {
        var reply = await Raw("GET /health HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain"), InlineData("application/x-www-form-urlencoded"), InlineData("")]
    public async Task A_body_that_is_not_json_is_refused(string type)
    {
        var reply = await Raw($"POST /internal/market-data/find-instruments HTTP/1.1\r\nHost: localhost\r\n{(type.Length > 0 ? $"Content-Type: {type}\r\n" : "")}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}");

        Assert.StartsWith("HTTP/1.1 415", reply, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"json-required\"", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing"), InlineData("/api/v1/nothing"), InlineData("/internal/nothing/at-all"), InlineData("/api/v1/../../etc/passwd"), InlineData("/%00"), InlineData("/docs/../secret")]
    public async Task What_is_not_there_is_a_problem_document(string path)
    {
        var reply = await Raw($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 40[034]", reply);
        Assert.DoesNotContain("   at ", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("POST /internal/market-data/find-instruments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("POST /internal/market-data/find-instruments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"cut")]
    public async Task Garbage_does_not_bring_it_down(string bytes)
    {
        await Raw(bytes, waitForAnswer: false);

        using var health = await Http.GetAsync("/health", Ct);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task The_inside_is_closed_to_who_has_no_token()
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");

        using var reply = await Http.PostAsync("/internal/market-data/find-instruments", body, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    [Fact]
    public void Every_line_of_the_log_is_a_json_object_with_the_fields_that_tools_expect()
    {
        var lines = running.Server.Log.ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var entry = JsonDocument.Parse(line).RootElement;
            Assert.All(["timestamp", "level", "service", "message"], name => Assert.NotEmpty(entry.GetProperty(name).GetString()!));
            Assert.EndsWith("Z", entry.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        });
    }

    private async Task<string> Raw(string request, bool waitForAnswer = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Http.BaseAddress!.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        if (!waitForAnswer) return "";

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>market-data for src/Modules/MarketData, of every folder that has a front page.</summary>
    private static IEnumerable<string> ModuleFolders()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "AlgoTrendy.slnx"))) root = root.Parent!;
        return Directory.GetDirectories(Path.Combine(root.FullName, "src", "Modules"))
            .Where(folder => Directory.GetFiles(folder, "*Module.cs").Length > 0)
            .Select(folder => JsonNamingPolicy.KebabCaseLower.ConvertName(Path.GetFileName(folder)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>One server for all of these tests.</summary>
    public sealed class Running : IAsyncLifetime
    {
        private readonly TemporaryHome _home = new();

        internal PlatformProcess Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PlatformProcess.Serve(_home);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _home.Dispose();
        }
    }
}
