using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Doors;

/// <summary>Whatever comes to a door of trading or risk is taken, or refused with a problem that says why; a refusal stores nothing, and nothing is a fault of ours. Walks every door, so a new one is tried the day it is born.</summary>
[Between("trading", "risk", "market-data")]
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Root = "/api/v1";
    private const string Trading = "trading";
    private const int Rounds = 150;

    /// <summary>Orders are what most goes wrong with.</summary>
    private const int RoundsOfOrders = 1_000;

    private static readonly Dictionary<string, string[]> Good = new()
    {
        ["OrderBody"] =
        [
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01"}""",
            """{"accountId":"main","symbol":"btc-usdt.sim","side":"buy","type":"limit","quantity":0.01,"limitPrice":"100","postOnly":true,"tag":"far below"}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"stop","quantity":"0.001","stopPrice":"100","reduceOnly":true}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"stopLimit","quantity":"0.001","stopPrice":"900000","limitPrice":"900001","timeInForce":"day"}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"trailingStop","quantity":"0.001","trailPercent":"5"}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.001","limitPrice":"100","timeInForce":"gtd","expiresAt":"2200-01-01T00:00:00Z"}""",
            """{"symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.01","limitPrice":"100","groupType":"bracket","takeProfit":{"limitPrice":"200"},"stopLoss":{"stopPrice":"50"}}""",
            """{"symbol":"BTCUSDT.SIM","side":"sell","type":"limit","quantity":"0.001","limitPrice":"900000","groupType":"oco","stopLoss":{"stopPrice":"100"}}""",
        ],
        ["AmendmentBody"] = ["""{"quantity":"0.02"}""", """{"limitPrice":"101"}"""],
        ["CloseBody"] = ["{}", """{"quantity":"0.001"}"""],
        ["ProtectBody"] = ["""{"stopPrice":"100"}""", """{"trailPercent":"5"}"""],
        ["ModeBody"] = ["{}", """{"accountId":"main","reason":"a test"}"""],
        ["FlattenBody"] = ["""{"accountId":"main","symbol":"BTCUSDT.SIM"}"""],
        ["DisconnectBody"] = ["{}", """{"cancelOrders":false}"""],
        ["AcceptanceBody"] = ["""{"differenceIds":["balance:USDT"],"note":"looked at"}"""],
        ["LimitsBody"] =
        [
            """{"items":[{"limitId":"collar","scope":"account","rule":"priceCollar","unit":"percent","value":"10"}]}""",
            """{"items":[{"limitId":"big","scope":"symbol","scopeId":"BTCUSDT.SIM","rule":"maxPosition","unit":"quantity","value":"5","warnAt":"0.8"}],"onBreach":"halted","note":"a test"}""",
        ],
        ["LimitBody"] = ["""{"limitId":"price-collar","scope":"account","rule":"priceCollar","unit":"percent","value":"12"}""", """{"limitId":"hours","scope":"account","rule":"tradingHours","unit":"none","hours":{"name":"us-equity"}}"""],
        ["NewOrder"] = ["""{"symbol":"BTCUSDT.SIM","side":"buy","type":"market","quantity":"0.01"}""", """{"accountId":"main","symbol":"BTCUSDT.SIM","side":"buy","type":"limit","quantity":"0.01","limitPrice":"100"}"""],
        ["SizeRequest"] =
        [
            """{"symbol":"BTCUSDT.SIM","method":"percentOfEquity","percent":"5","accountId":"main"}""",
            """{"symbol":"AAPL.SIM","method":"riskPerTrade","percent":"1","stopPrice":"90","price":"100","equity":"10000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"kelly","winRate":"0.55","payoff":"1.5","cap":"20","equity":"10000","price":"50000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"atr","atr":"900","percent":"1","equity":"10000","price":"50000"}""",
            """{"symbol":"BTCUSDT.SIM","method":"atr","percent":"1","equity":"10000","price":"50000","length":10}""",
            """{"symbol":"ES.SIM","method":"fixed","quantity":"1000000000000","equity":"10000","price":"1000000000000"}""",
        ],
        ["StressRequest"] =
        [
            "{}", """{"accountId":"main","scenarios":["2008"]}""", """{"portfolioId":"all","scenarios":["2020"]}""", """{"holdings":[{"symbol":"BTCUSDT.SIM","worth":"1000000000000000"}],"equity":"5"}""",
            """{"holdings":[{"symbol":"AAPL.SIM","worth":"-5000"}],"shocks":[{"name":"mine","summary":"a fall","classes":{"stock":"-10"},"symbols":{},"currencies":{"USD":"1000"}}]}""",
        ],
        ["AlertAcknowledgement"] = ["""{"alertIds":["1"]}"""],
        ["CredentialBody"] = ["""{"kind":"testnet","key":"k","secret":"s3cr3t"}""", """{"kind":"live","key":"k","secret":"s3cr3t","optIn":{"accountId":"main","sentence":"I trade real money"}}"""],
    };

    private House _house = null!;
    private HttpClient _doors = null!;

    /// <summary>How things stand; null when something has been changed since.</summary>
    private Picture? _seen;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Here everything is tried within a minute.
        _house = await House.Open("together", settings: new Dictionary<string, string?> { ["Risk:Limits:MaxOrdersPerMinute"] = "off" });
        _doors = _house.Doors(Trading);
        var opened = await _house.Get<ITrading>().OpenAccount(new("main", "Main", AccountMode.Paper, "paper", Currency.Usdt, 100_000m), Ct);
        Assert.Null(opened.Refusal);
        await Reopen();
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData(Trading, 4_000)]
    [InlineData("risk", 1_400)]
    public async Task Every_door_answers_anything_and_refusals_store_nothing(string module, int least)
    {
        var doors = Doors(module);
        var tally = new SortedDictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal);
        foreach (var (door, number) in doors.Select((door, number) => (door, number)))
        {
            await Reopen();
            _seen = null;
            var random = new BadRequests(number);
            var known = await KnownIds(door.Pattern);
            var statuses = tally[door.ToString()] = [];
            for (var round = door is { Method: "POST", Pattern: Root + "/orders" } ? RoundsOfOrders : Rounds; round > 0; round--)
            {
                var status = await Try(door, random, known);
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
            }
        }

        var report = string.Join('\n', tally.Select(door => $"{door.Key}: {string.Join(", ", door.Value.Select(status => $"{status.Value} x {status.Key}"))}"));
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(tally.Values.Sum(statuses => statuses.Values.Sum()) > least, report);
        // Requests that are all turned away at the first look would prove little.
        if (module != Trading)
        {
            // There is no alert that could be acknowledged.
            Assert.All(doors.Where(door => door.Takes?.Name != "AlertAcknowledgement"), door => Assert.True(tally[door.ToString()].Keys.Any(status => status < 300), report));
            return;
        }

        var orders = tally[$"POST {Root}/orders"];
        Assert.All([201, 400, 404, 415, 422], status => Assert.True(orders.ContainsKey(status), report));
    }

    [Theory]
    [InlineData(Trading)]
    [InlineData("risk")]
    public async Task A_body_that_is_too_large_is_refused_at_every_door_that_takes_one(string module)
    {
        var doors = Doors(module).Where(door => door.Takes is not null).ToArray();
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

    /// <summary>The public doors of a module, by what they are mapped as.</summary>
    private Door[] Doors(string module)
    {
        Door[] doors =
        [
            .. from endpoint in _house.Endpoints.OfType<RouteEndpoint>()
               let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
               where path.StartsWith(Root, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains(module) == true
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               orderby path, method
               select new Door(method, path, endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType),
        ];
        Assert.NotEmpty(doors);
        Assert.All(doors.Where(door => door.Takes is not null), door => Assert.True(Good.ContainsKey(door.Takes!.Name), $"{door} takes {door.Takes!.Name}; write a good one down here."));
        return doors;
    }

    private async Task<int> Try(Door door, BadRequests random, IReadOnlyList<string> known)
    {
        var address = $"{door.Pattern.Replace("{id}", random.Id(known), StringComparison.Ordinal).Replace("{portfolioId}", random.Id(known), StringComparison.Ordinal)}?{random.Query()}";
        using var request = new HttpRequestMessage(new(door.Method), address);
        var body = door.Takes is { } type ? random.Body(type, Good[type.Name]) : random.Chance(10) ? "{\"a\":1}"u8.ToArray() : [];
        if (body.Length > 0) request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(random.ContentType()) } };
        if (random.Key() is { } key) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (door.Pattern.StartsWith(Root + "/risk/limits", StringComparison.Ordinal) && random.Chance(90)) request.Headers.TryAddWithoutValidation("If-Match", random.Chance(90) ? await LimitVersion() : "\"x\"");
        var what = $"{door.Method} {address} {request.Headers} {request.Content?.Headers} {Encoding.UTF8.GetString(body)}";
        var before = door.Method == "GET" ? null : _seen ?? await Look();

        using var reply = await _doors.SendAsync(request, Ct);

        _seen = null;
        if ((int)reply.StatusCode is >= 200 and < 300) return (int)reply.StatusCode;
        var problem = await AssertProblem(reply, what);
        if (before is not null) await AssertNothingStored(before, problem, what);
        return (int)reply.StatusCode;
    }

    private static async Task<JsonElement> AssertProblem(HttpResponseMessage reply, string what)
    {
        var text = await reply.Content.ReadAsStringAsync(Ct);
        Assert.True((int)reply.StatusCode is >= 400 and < 500 || text.Contains("\"not-connected\"", StringComparison.Ordinal), $"{what}\n{(int)reply.StatusCode} {text}");
        Assert.True(reply.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}\n{(int)reply.StatusCode} {reply.Content.Headers.ContentType} {text}");
        var problem = JsonDocument.Parse(text).RootElement;
        var code = problem.GetProperty("code").GetString();
        Assert.False(string.IsNullOrEmpty(code) || string.IsNullOrEmpty(problem.GetProperty("detail").GetString()), $"{what}\n{text}");
        if (code == "invalid") Assert.True(problem.GetProperty("errors").EnumerateObject().Any(), $"{what}\n{text}");
        return problem;
    }

    /// <summary>An order that the gate refuses is kept, as rejected, and the problem names it; nothing else is.</summary>
    private async Task AssertNothingStored(Picture before, JsonElement problem, string what)
    {
        var after = _seen = await Look();
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

    private async Task<Picture> Look()
    {
        var orders = await Get("/orders?limit=20");
        var modes = await Get("/trading/status");
        var brokers = await Get("/brokers");
        var settings = modes.GetProperty("accounts").EnumerateArray().Select(account => $"{account.GetProperty("accountId")} {account.GetProperty("mode")} {account.GetProperty("modeReason")}")
            .Concat(brokers.GetProperty("items").EnumerateArray().Select(broker => $"{broker.GetProperty("brokerId")} {broker.GetProperty("mode")} {broker.GetProperty("credentials")} {broker.GetProperty("keyHint")}")).Append(await LimitVersion());
        return new([.. orders.GetProperty("items").EnumerateArray().Select(order => order.GetProperty("orderId").GetString()!)], string.Join('\n', settings));
    }

    /// <summary>Names that are good where a door has a name in its path.</summary>
    private async Task<IReadOnlyList<string>> KnownIds(string pattern)
    {
        if (pattern.StartsWith(Root + "/risk/portfolio", StringComparison.Ordinal)) return ["main", "all"];
        if (pattern.StartsWith(Root + "/risk", StringComparison.Ordinal)) return ["price-collar", "hours", .. (await Get("/risk/limits")).GetProperty("items").EnumerateArray().Select(limit => limit.GetProperty("limitId").GetString()!)];
        if (pattern.StartsWith(Root + "/brokers", StringComparison.Ordinal)) return ["main"];
        if (pattern.StartsWith(Root + "/positions", StringComparison.Ordinal)) return [.. (await _house.Get<ITrading>().ListAccounts(new(), Ct)).Accounts.SelectMany(account => account.Positions).Select(position => position.PositionId).Append("main:NONE.SIM")];
        return [.. (await Get("/orders?limit=100")).GetProperty("items").EnumerateArray().Select(order => order.GetProperty("orderId").GetString()!).Append("nothing")];
    }

    private async Task<string> LimitVersion() => $"\"{(await Get("/risk/limits")).GetProperty("version").GetInt64()}\"";

    /// <summary>As it has to be for orders to be taken.</summary>
    private async Task Reopen()
    {
        var trading = _house.Get<ITrading>();
        await trading.ConnectBroker(new("main"), Ct);
        await trading.SetTradingMode(new(TradingMode.Normal), Ct);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Ct);
        while ((await trading.ListBrokers(new("main"), either.Token)).Brokers is [{ GateIsOpen: false }]) await Task.Delay(10, either.Token);
    }

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _doors.GetStringAsync(Root + path, Ct)).RootElement;

    private sealed record Picture(IReadOnlyList<string> Orders, string Settings);

    private sealed record Door(string Method, string Pattern, Type? Takes)
    {
        public override string ToString() => $"{Method} {Pattern}";
    }
}
