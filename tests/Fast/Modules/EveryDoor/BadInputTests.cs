using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>Whatever comes to a door of any module is taken, or refused with a problem that says why; a refusal stores nothing, and nothing is a fault of ours. Walks every door that there is, so a new one is tried the day it is born.</summary>
[Between("trading", "risk", "market-data", "portfolio", "history", "backtesting")]
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Root = "/api/v1";
    private const string Trading = "trading";
    private const int Rounds = 60;

    /// <summary>Of doors that only look.</summary>
    private const int RoundsOfLooks = 30;

    /// <summary>Orders are what most goes wrong with.</summary>
    private const int RoundsOfOrders = 500;

    /// <summary>How many requests there are at each door: ALGOTRENDY_BAD_INPUT says it for a long run, 5000 say.</summary>
    private static readonly int? RoundsAsked = int.TryParse(Environment.GetEnvironmentVariable("ALGOTRENDY_BAD_INPUT"), CultureInfo.InvariantCulture, out var asked) ? asked : null;

    /// <summary>Words of frameworks, and names out of code, that say nothing to whoever asked.</summary>
    private static readonly string[] Leaks = ["AlgoTrendy.", "Nullable", "constructor parameter", "(Parameter '", "Did you mean to", ".NET", "System."];

    private House _house = null!;
    private HttpClient _doors = null!;

    /// <summary>In the place of $FILE in what is good.</summary>
    private string _file = "";

    /// <summary>How things stand; null when something has been changed since.</summary>
    private Picture? _seen;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Modules => [.. House.AllModules.Select(module => module.Name)];

    public async ValueTask InitializeAsync()
    {
        // Here everything is tried within a minute.
        _house = await House.Open("together", settings: new Dictionary<string, string?> { ["Risk:Limits:MaxOrdersPerMinute"] = "off" });
        _doors = _house.Doors(Trading);
        _file = Path.Combine(_house.Home.Folder("files"), "BTCUSDT.BINANCE-1m.csv");
        await File.WriteAllLinesAsync(_file, ["time,open,high,low,close,volume", .. Enumerable.Range(10, 20).Select(minute => $"2024-01-02T14:{minute}:00Z,100,101,99,100.5,1")], Ct);
        await OpenAccount("main");
        // Nobody corrects anything here, so that it has an equity.
        await OpenAccount("calm");
        await Reopen();
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task Every_door_answers_anything_and_refusals_store_nothing(string module)
    {
        var doors = Doors(module);
        var tally = new SortedDictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal);
        foreach (var (door, number) in doors.Select((door, number) => (door, number)))
        {
            await Reopen();
            if (door.Pattern.StartsWith(Root + "/positions", StringComparison.Ordinal)) await Hold();
            _seen = null;
            var random = new BadRequests(number);
            var known = await KnownIds(door);
            var statuses = tally[door.ToString()] = [];
            for (var round = RoundsAsked ?? RoundsOf(door); round > 0; round--)
            {
                var status = await Try(door, random, known);
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
            }
        }

        var report = string.Join('\n', tally.Select(door => $"{door.Key}: {string.Join(", ", door.Value.Select(status => $"{status.Value} x {status.Key}"))}"));
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        // Requests that are all turned away at the first look would prove little.
        Assert.All(doors.Where(door => !door.MayBeClosed), door => Assert.True(tally[door.ToString()].Keys.Any(status => status < 300), $"{door} takes nothing.\n{report}"));
        Assert.All(doors.Where(door => door.Takes is not null), door => Assert.True(tally[door.ToString()].ContainsKey(400), $"{door} finds no fault.\n{report}"));
        if (module == Trading) Assert.All([201, 400, 404, 415, 422], status => Assert.True(tally[$"POST {Root}/orders"].ContainsKey(status), report));
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task A_null_anywhere_in_a_good_body_is_taken_or_refused(string module)
    {
        foreach (var door in Doors(module).Where(door => door.Takes is not null))
        {
            var known = await KnownIds(door);
            foreach (var body in GoodBodies.Of(door.Takes!, _file).SelectMany(BadRequests.Holed))
            {
                using var request = new HttpRequestMessage(new(door.Method), door.At(known.FirstOrDefault("none")) + (door.Query.Contains("wait") ? "?wait=0" : "")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                if (door.Pattern.StartsWith(Root + "/risk/limits", StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation("If-Match", await LimitVersion());

                using var reply = await _doors.SendAsync(request, Ct);

                if (reply.IsSuccessStatusCode) await Settle(reply);
                else await AssertProblem(reply, $"{door} {body}");
            }
        }
    }

    private static int RoundsOf(Door door) => door is { Method: "POST", Pattern: Root + "/orders" } ? RoundsOfOrders : door.Method == "GET" ? RoundsOfLooks : Rounds;

    [Fact]
    public void Every_public_door_belongs_to_a_module()
    {
        var tried = AllDoors.Select(door => door.ToString()).ToHashSet();
        var there = _house.Endpoints.OfType<RouteEndpoint>().Where(endpoint => PathOf(endpoint).StartsWith(Root, StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {PathOf(endpoint)}"));

        Assert.Empty(there.Except(tried));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_at_every_door_that_takes_one()
    {
        var doors = AllDoors.Where(door => door.Takes is not null).ToArray();
        Assert.NotEmpty(doors);
        // It asks before it sends; a busy machine takes its time to answer.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = _doors.BaseAddress };
        foreach (var door in doors)
        {
            using var request = new HttpRequestMessage(new(door.Method), door.Pattern.Replace("{id}", "main", StringComparison.Ordinal)) { Content = new StringContent(new string(' ', 17 * 1024 * 1024), Encoding.UTF8, "application/json") };
            request.Headers.ExpectContinue = true;

            using var reply = await patient.SendAsync(request, Ct);

            Assert.True(reply.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{door}: {reply.StatusCode}");
            await AssertProblem(reply, door.ToString());
        }
    }

    private IEnumerable<Door> AllDoors => House.AllModules.SelectMany(module => Doors(module.Name));

    /// <summary>The public doors of a module, by what they are mapped as.</summary>
    private Door[] Doors(string module)
    {
        Door[] doors =
        [
            .. from endpoint in _house.Endpoints.OfType<RouteEndpoint>()
               let path = PathOf(endpoint)
               where path.StartsWith(Root, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains(module) == true
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               orderby path, method
               select new Door(method, path, endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, QueryOf(endpoint)),
        ];
        Assert.NotEmpty(doors);
        Assert.All(doors.Where(door => door.Takes is not null), door => Assert.True(GoodBodies.Has(door.Takes!), $"{door} takes {door.Takes!.Name}; write a good one down in {nameof(GoodBodies)}."));
        return doors;
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static string[] QueryOf(RouteEndpoint endpoint) =>
    [
        .. from parameter in endpoint.Metadata.GetMetadata<MethodInfo>()!.GetParameters()
           let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
           where (type.IsPrimitive || type == typeof(string) || type == typeof(Moment)) && parameter.GetCustomAttribute<FromHeaderAttribute>() is null
           where endpoint.RoutePattern.GetParameter(parameter.Name!) is null
           select parameter.Name!,
    ];

    private async Task<int> Try(Door door, BadRequests random, IReadOnlyList<string> known)
    {
        var address = $"{(door.HasName ? door.At(random.Id(known)) : door.Pattern)}?{random.Query(door.Query)}";
        using var request = new HttpRequestMessage(new(door.Method), address);
        var body = door.Takes is { } type ? random.Body(type, GoodBodies.Of(type, _file)) : random.Chance(10) ? "{\"a\":1}"u8.ToArray() : [];
        if (body.Length > 0) request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(random.ContentType()) } };
        if (random.Key() is { } key) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (door.Pattern.StartsWith(Root + "/risk/limits", StringComparison.Ordinal) && random.Chance(90)) request.Headers.TryAddWithoutValidation("If-Match", random.Chance(90) ? await LimitVersion() : "\"x\"");
        else if (random.Chance(10)) request.Headers.TryAddWithoutValidation("If-Match", random.Of(["\"1\"", "\"x\"", "*", "W/\"1\"", "99999999999999999999", "-1"]));
        var what = $"{door.Method} {address} {request.Headers} {request.Content?.Headers} {Encoding.UTF8.GetString(body)}";
        var before = door.Method == "GET" ? null : _seen ?? await Picture.Of(_house, _doors, Ct);

        using var reply = await _doors.SendAsync(request, Ct);

        _seen = null;
        var strange = QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]).Keys.Except(door.Query).FirstOrDefault();
        if ((int)reply.StatusCode is >= 200 and < 300)
        {
            Assert.True(strange is null, $"{what}\nwas taken, and the door takes no {strange}");
            // SQLite would keep it, and PostgreSQL would not. (In a path Kestrel refuses it before anything of ours is asked.)
            Assert.False(address.Contains("%00", StringComparison.Ordinal) || Encoding.UTF8.GetString(body).Contains("\\u0000", StringComparison.Ordinal), $"{what}\nwas taken");
            await Settle(reply);
            return (int)reply.StatusCode;
        }

        var problem = await AssertProblem(reply, what);
        // Dots in an address may lead to another door, or none; what is no JSON is turned away before.
        Assert.True(strange is null || reply.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType || problem.GetProperty("code").GetString() == "not-found", $"{what}\n{problem}\nand the door takes no {strange}");
        if (before is not null) await AssertNothingStored(before, problem, what);
        return (int)reply.StatusCode;
    }

    /// <summary>What goes on after the answer would change things by itself: jobs come to their end, new accounts follow no market.</summary>
    private async Task Settle(HttpResponseMessage reply)
    {
        if (reply.Headers.Location is not { } place) return;
        var path = place.ToString();
        if (reply.StatusCode == HttpStatusCode.Accepted)
        {
            // A run is not waited for; an import is.
            if (!path.Contains("/import/", StringComparison.Ordinal)) await _doors.DeleteAsync(place, Ct);
            await Over(path);
        }
        else if (path.StartsWith(Root + "/accounts/", StringComparison.Ordinal))
        {
            await _house.Get<ITrading>().DisconnectBroker(new(Uri.UnescapeDataString(path[(Root + "/accounts/").Length..])), Ct);
        }
    }

    /// <summary>Waits until a job has come to its end.</summary>
    private async Task Over(string path)
    {
        while (true)
        {
            using var reply = await _doors.GetAsync(path, Ct);
            if (reply.StatusCode == HttpStatusCode.NotFound) return;
            if (JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("status").GetString() is "done" or "failed" or "cancelled") return;
            await Task.Delay(10, Ct);
        }
    }

    private static async Task<JsonElement> AssertProblem(HttpResponseMessage reply, string what)
    {
        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True((int)reply.StatusCode is >= 400 and < 500 || text.Contains("\"not-connected\"", StringComparison.Ordinal), $"{what}\n{(int)reply.StatusCode} {text}");
        Assert.True(reply.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}\n{(int)reply.StatusCode} {reply.Content.Headers.ContentType} {text}");
        var problem = JsonDocument.Parse(text).RootElement;
        var code = problem.GetProperty("code").GetString();
        Assert.All(Leaks, leak => Assert.False(text.Contains(leak, StringComparison.Ordinal), $"{what}\n{text}"));
        Assert.False(string.IsNullOrEmpty(code) || string.IsNullOrEmpty(problem.GetProperty("detail").GetString()), $"{what}\n{text}");
        if (code == "invalid") Assert.True(problem.GetProperty("errors").EnumerateObject().Any(), $"{what}\n{text}");
        return problem;
    }

    /// <summary>An order that the gate refuses is kept, as rejected, and the problem names it; nothing else is.</summary>
    private async Task AssertNothingStored(Picture before, JsonElement problem, string what)
    {
        var after = _seen = await Picture.Of(_house, _doors, Ct);
        if (problem.TryGetProperty("orderId", out var kept) && after.Orders.Except(before.Orders).Any())
        {
            var order = (await Get($"/orders/{kept.GetString()}")).GetProperty("status").GetString();
            Assert.True(order == "rejected", $"{what}\n{problem}\nkept as {order}");
            after = after with { Orders = [.. after.Orders.Except(await Group(kept.GetString()!))] };
        }

        // The list is a page: what falls out at its end was there before.
        Assert.True(!after.Orders.Except(before.Orders).Any() && after.Settings == before.Settings, $"{what}\n{problem}\nbefore {before}\nafter {after}");
    }

    private async Task<IReadOnlyList<string>> Group(string id)
    {
        var order = await Get($"/orders/{id}");
        return [id, .. order.GetProperty("group").EnumerateArray().Select(other => other.GetProperty("orderId").GetString()!)];
    }

    /// <summary>Names that are good where a door has a name in its path.</summary>
    private async Task<IReadOnlyList<string>> KnownIds(Door door) => door.Pattern[Root.Length..].Split('/')[1..] switch
    {
        ["risk", "portfolio", ..] => ["main", "all"],
        // The body names it too.
        ["risk", ..] when door.Method == "PUT" => ["price-collar", "hours"],
        ["risk", ..] => ["price-collar", "hours", .. (await Get("/risk/limits")).GetProperty("items").EnumerateArray().Select(limit => limit.GetProperty("limitId").GetString()!)],
        ["brokers", ..] => ["main"],
        ["positions", ..] => [.. (await _house.Get<ITrading>().ListAccounts(new(), Ct)).Accounts.SelectMany(account => account.Positions).Select(position => position.PositionId).Append("main:NONE.SIM")],
        ["orders", ..] => [.. (await Get("/orders?limit=100")).GetProperty("items").EnumerateArray().Select(order => order.GetProperty("orderId").GetString()!).Append("nothing")],
        ["accounts", _] when door.Method == "DELETE" => [await Spare()],
        // What is entered by hand may leave the other one without money.
        ["accounts", _, "transfers"] => ["calm"],
        ["account" or "accounts", ..] => ["main"],
        ["portfolio" or "portfolios", ..] => [await Ready("portfolios", "portfolioId")],
        ["backtests", ..] => [await Ready("backtests", "jobId")],
        ["optimizations", ..] => [await Ready("optimizations", "jobId")],
        ["history", "import", ..] => [await Ready("history/import", "jobId")],
        ["history" or "market-data", ..] => await Stored(),
        ["instruments", ..] => ["BTCUSDT.SIM", "btc-usdt", "ES", "EUR/USD"],
        _ when door.HasName => throw new InvalidOperationException($"{door} has a name in its path; say here which are known."),
        _ => [],
    };

    /// <summary>One that is there and, where it is a job, done: made of the first good body.</summary>
    private async Task<string> Ready(string list, string id)
    {
        var body = GoodBodies.Of(AllDoors.Single(door => door.Method == "POST" && door.Pattern == $"{Root}/{list}").Takes!, _file)[0];
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await _doors.PostAsync($"{Root}/{list}", content, Ct);
        reply.EnsureSuccessStatusCode();
        if (reply.StatusCode == HttpStatusCode.Accepted) await Over(reply.Headers.Location!.ToString());
        return JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty(id).GetString()!;
    }

    private async Task<IReadOnlyList<string>> Stored()
    {
        await Ready("history/import", "jobId");
        return ["BTCUSDT.BINANCE", "btc-usdt"];
    }

    private async Task<string> Spare()
    {
        await OpenAccount("spare");
        return "spare";
    }

    private async Task OpenAccount(string account)
    {
        var opened = await _house.Get<ITrading>().OpenAccount(new(account, account, AccountMode.Paper, "paper", Currency.Usdt, 100_000m), Ct);
        Assert.Null(opened.Refusal);
    }

    private async Task<string> LimitVersion() => $"\"{(await Get("/risk/limits")).GetProperty("version").GetInt64()}\"";

    private async Task Reopen()
    {
        var trading = _house.Get<ITrading>();
        await trading.ConnectBroker(new("main"), Ct);
        await trading.SetTradingMode(new(TradingMode.Normal), Ct);
        using var patience = Patience();
        while ((await trading.ListBrokers(new("main"), patience.Token)).Brokers is [{ GateIsOpen: false }]) await Task.Delay(10, patience.Token);
    }

    /// <summary>What was closed at one door is held at the next. The market may take a second to fill, and what was sold before may be bought back by it.</summary>
    private async Task Hold()
    {
        using var patience = Patience();
        var trading = _house.Get<ITrading>();
        while (!(await trading.ListAccounts(new(), patience.Token)).Accounts.Any(account => account.Positions.Any(position => position.PositionId == "main:BTCUSDT.SIM")))
        {
            var bought = await trading.PlaceOrder(new("main", "BTCUSDT.SIM", OrderSide.Buy, OrderType.Market, new(0.01m), WaitMs: 10_000), patience.Token);
            Assert.Null(bought.Refusal);
            while ((await trading.GetOrder(new(bought.Order!.OrderId), patience.Token)).Order!.Status is not OrderStatus.Filled) await Task.Delay(10, patience.Token);
        }
    }

    private static CancellationTokenSource Patience()
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        either.CancelAfter(TimeSpan.FromSeconds(20));
        return either;
    }

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _doors.GetStringAsync(Root + path, Ct)).RootElement;
}
