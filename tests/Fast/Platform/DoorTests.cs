using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Platform.Serving;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>What the public doors let in, and how they say no.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private House _house = null!;
    private HttpClient _doors = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together", [new DeskModule()]);
        _doors = _house.Doors("desk");
    }

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"size":"1.50","limit":2}""", 200, null, null)]
    [InlineData("""{"size":"1","limit":"2","lmit":"3"}""", 400, "invalid", "lmit")]
    [InlineData("""{"size":"-1","limit":"2"}""", 400, "invalid", "$.size")]
    [InlineData("""{"size":"1,000","limit":"2"}""", 400, "invalid", "$.size")]
    [InlineData("""{"size":"1"}""", 400, "invalid", "limit")]
    [InlineData("{", 400, "invalid", null)]
    public async Task A_body_is_taken_whole_or_refused_with_the_field(string json, int status, string? code, string? names)
    {
        using var reply = await _doors.PostAsync("/api/v1/desk/orders", new StringContent(json, Encoding.UTF8, "application/json"), Ct);
        var text = await reply.Content.ReadAsStringAsync(Ct);

        Assert.Equal(status, (int)reply.StatusCode);
        if (code is not null) Assert.Equal(code, Problem(reply, text).GetProperty("code").GetString());
        if (names is not null) Assert.Contains(names, Problem(reply, text).GetProperty("errors").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$", "A body is missing: a JSON object with the fields size, limit, note.")]
    [InlineData("""{"size":"1"}""", "$.limit", "'limit' is missing.")]
    [InlineData("""{"size":"1","limit":"2","lmit":"3"}""", "$.lmit", "'lmit' is no field here; there are size, limit, note.")]
    [InlineData("""{"size":"1","limit":"2","limit":"3"}""", "$.limit", "'limit' is there twice.")]
    [InlineData("""{"size":"1","limit":""", "$.limit", null)]
    [InlineData("""{"size":{},"limit":"2"}""", "$.size", "Expected a quantity, not negative as a string, such as \"250\".")]
    [InlineData("[1]", "$", "The body cannot be that; it is an object.")]
    public async Task What_is_wrong_with_a_body_is_said_in_plain_words(string json, string field, string? reason)
    {
        using var reply = await _doors.PostAsync("/api/v1/desk/orders", new StringContent(json, Encoding.UTF8, "application/json"), Ct);
        var problem = Problem(reply, await reply.Content.ReadAsStringAsync(Ct));

        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal((HttpStatusCode.BadRequest, field), (reply.StatusCode, error.Name));
        if (reason is not null) Assert.Equal((reason, reason), (error.Value[0].GetString(), problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("from=yesterday&interval=5m", "from", "from is 'yesterday'; it is a date such as 2024-01-02, or a time in UTC such as 2024-01-02T14:30:00Z.")]
    [InlineData("from=2024-01-02&interval=x", "interval", "interval is 'x'; it is an interval, such as 5m.")]
    [InlineData("from=2024-01-02", "interval", "interval is missing; it is an interval, such as 5m.")]
    [InlineData("from=2024-01-02&interval=5m&most=abc", "most", "most is 'abc'; it is a whole number, at most 2147483647.")]
    [InlineData("from=2024-01-02&intervall=5m", "intervall", "'intervall' is no parameter here; there are from, interval, most, grade.")]
    [InlineData("from=2024-01-02&interval=5m&=1", "", "'' is no parameter here; there are from, interval, most, grade.")]
    public async Task What_is_wrong_with_a_parameter_is_said_in_plain_words(string query, string field, string reason)
    {
        using var reply = await _doors.GetAsync($"/api/v1/desk/bars?{query}", Ct);
        var problem = Problem(reply, await reply.Content.ReadAsStringAsync(Ct));

        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal((field, reason), (error.Name, error.Value[0].GetString()));
    }

    [Theory]
    [InlineData("from=2024-01-02&interval=5m", "2024-01-02T00:00:00Z 5m")]
    [InlineData("from=2024-01-02T03:04:05Z&interval=1d", "2024-01-02T03:04:05Z 1d")]
    public async Task Query_parameters_are_read_as_values(string query, string expected)
    {
        var reply = await _doors.GetStringAsync($"/api/v1/desk/bars?{query}", Ct);

        Assert.Equal($"\"{expected}\"", reply);
    }

    [Theory]
    [InlineData("GET", "/api/v1/desk/refused?x=1", "'x' is no parameter here; there is none.")]
    [InlineData("POST", "/api/v1/desk/orders?size=1", "'size' is no parameter here; there is none.")]
    [InlineData("GET", "/health?verbose=true", "'verbose' is no parameter here; there is none.")]
    public async Task A_door_without_parameters_takes_none(string method, string path, string reason)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (method == "POST") request.Content = new StringContent("""{"size":"1","limit":"2"}""", Encoding.UTF8, "application/json");

        using var reply = await _doors.SendAsync(request, Ct);

        Assert.Equal((HttpStatusCode.BadRequest, reason), (reply.StatusCode, Problem(reply, await reply.Content.ReadAsStringAsync(Ct)).GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_page_is_shown_whatever_its_link_has()
    {
        using var reply = await _doors.GetAsync("/?from=a-mail", Ct);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task A_door_takes_the_parameters_that_the_api_description_tells()
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("");
        using var document = JsonDocument.Parse(await doors.GetStringAsync("/openapi/v1.json", Ct));

        var told = from path in document.RootElement.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   let names = operation.Value.TryGetProperty("parameters", out var parameters) ? QueryOf(parameters) : []
                   select $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}: {string.Join(", ", names.Order(StringComparer.Ordinal))}";
        var taken = from door in house.Endpoints.OfType<RouteEndpoint>()
                    where door.Metadata.GetMetadata<ITagsMetadata>() is not null
                    from method in door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                    select $"{method} /{door.RoutePattern.RawText!.Trim('/')}: {string.Join(", ", KnownParameters.Of(door).Order(StringComparer.Ordinal))}";

        Assert.Equal(told.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/desk/bars?from=yesterday&interval=5m", 400, "bad-request")]
    [InlineData("/api/v1/desk/bars?from=2024-01-02", 400, "bad-request")]
    [InlineData("/api/v1/desk/bars?from=2024-01-02&interval=5m&grade=abc", 400, "bad-request")]
    [InlineData("/api/v1/desk/refused", 422, "too-late")]
    [InlineData("/api/v1/desk/fault", 500, "internal-error")]
    [InlineData("/api/v1/desk/service-only", 403, "forbidden")]
    [InlineData("/api/v1/desk/nothing", 404, "not-found")]
    [InlineData("/nothing", 404, "not-found")]
    [InlineData("/api/v1/desk/orders", 405, "method-not-allowed")]
    public async Task Every_no_is_a_problem_document(string path, int status, string code)
    {
        using var reply = await _doors.GetAsync(path, Ct);
        var text = await reply.Content.ReadAsStringAsync(Ct);

        var problem = Problem(reply, text);
        Assert.Equal((status, status, code), ((int)reply.StatusCode, problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.All(["type", "title", "detail", "traceId"], name => Assert.False(string.IsNullOrEmpty(problem.GetProperty(name).GetString())));
        Assert.DoesNotContain("secret words", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    /// <summary>The one no without a document: Kestrel gives it while it reads the address, before anything of ours runs, and lets nobody add to it.</summary>
    [Theory]
    [InlineData("GET", "/api/v1/desk/%00"), InlineData("POST", "/api/v1/desk/orders%00"), InlineData("GET", "/%00")]
    public async Task A_nul_in_an_address_is_refused_by_the_server_itself_and_ends_the_connection(string method, string path)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(_doors.BaseAddress!.Host, _doors.BaseAddress.Port, Ct);
        var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {_doors.BaseAddress.Authority}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"), Ct);

        // The end comes without having been asked for.
        var reply = await new StreamReader(stream).ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n", reply, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example", 403, "foreign-host")]
    [InlineData("Host", "127.0.0.1.evil.example", 403, "foreign-host")]
    [InlineData("Origin", "http://evil.example", 403, "foreign-origin")]
    [InlineData("Origin", "null", 403, "foreign-origin")]
    [InlineData("Origin", "http://localhost:1", 403, "foreign-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "foreign-origin")]
    [InlineData("Sec-Fetch-Site", "same-site", 403, "foreign-origin")]
    [InlineData("Sec-Fetch-Site", "same-origin", 200, null)]
    [InlineData("Host", "localhost", 200, null)]
    public async Task Pages_of_other_sites_are_kept_out(string header, string value, int status, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.TryAddWithoutValidation(header, value);

        using var reply = await _doors.SendAsync(request, Ct);
        var text = await reply.Content.ReadAsStringAsync(Ct);

        Assert.Equal(status, (int)reply.StatusCode);
        if (code is not null) Assert.Equal(code, Problem(reply, text).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_pages_of_this_server_may_call_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("Origin", _doors.BaseAddress!.GetLeftPart(UriPartial.Authority));

        using var reply = await _doors.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nonsense")]
    public async Task A_body_that_a_form_could_send_or_in_other_letters_than_utf_8_is_refused(string type)
    {
        using var body = new StringContent("""{"size":"1","limit":"2"}""");
        body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var reply = await _doors.PostAsync("/api/v1/desk/orders", body, Ct);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Equal("json-required", Problem(reply, await reply.Content.ReadAsStringAsync(Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/desk/orders") { Content = new StringContent(new string(' ', 17 * 1024 * 1024), Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true; // ask before sending it all, so that the answer is not lost in a broken pipe

        using var reply = await _doors.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
    }

    [Theory]
    [InlineData("order-7", "order-7")]
    [InlineData("two\twords", null)]
    [InlineData(null, null)]
    public async Task A_correlation_id_is_returned_and_a_bad_one_replaced(string? given, string? expected)
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        if (given is not null) request.Headers.TryAddWithoutValidation("X-Correlation-Id", given);

        using var reply = await _doors.SendAsync(request, Ct);

        Assert.Equal(expected ?? trace, reply.Headers.GetValues("X-Correlation-Id").Single());
    }

    [Fact]
    public async Task Health_says_what_runs_and_readiness_that_it_can_be_used()
    {
        var health = await _doors.GetStringAsync("/health", Ct);
        using var ready = await _doors.GetAsync("/health/ready", Ct);

        Assert.Matches("""^\{"status":"ready","version":"\d+\.\d+\.\d+","modules":\["desk"\]\}$""", health);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task The_api_description_tells_decimals_as_strings_and_leaves_the_inside_out()
    {
        using var document = JsonDocument.Parse(await _doors.GetStringAsync("/openapi/v1.json", Ct));

        var order = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Order");
        var limit = order.GetProperty("properties").GetProperty("limit").GetRawText();
        Assert.Contains("string", limit + Referenced(document, limit), StringComparison.Ordinal);
        Assert.Equal(["size", "limit"], order.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain(document.RootElement.GetProperty("paths").EnumerateObject(), path => path.Name.StartsWith("/internal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_api_description_leaves_no_value_without_a_type()
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("");
        using var document = JsonDocument.Parse(await doors.GetStringAsync("/openapi/v1.json", Ct));

        var properties =
            from schema in document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject()
            where schema.Value.TryGetProperty("properties", out _)
            from property in schema.Value.GetProperty("properties").EnumerateObject()
            let names = property.Value.EnumerateObject().Select(each => each.Name).ToArray()
            let isArray = property.Value.TryGetProperty("type", out var type) && type.GetRawText().Contains("\"array\"", StringComparison.Ordinal)
            where !names.Intersect(["type", "$ref", "oneOf", "anyOf"]).Any() || (isArray && !names.Contains("items"))
            select $"{schema.Name}.{property.Name}: {property.Value.GetRawText()}";

        Assert.Empty(properties);
    }

    [Fact]
    public async Task What_is_refused_is_a_problem_and_never_a_field_of_a_success()
    {
        await using var house = await House.Open("together");
        using var doors = house.Doors("");
        using var document = JsonDocument.Parse(await doors.GetStringAsync("/openapi/v1.json", Ct));

        var carriers =
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            from answer in operation.Value.GetProperty("responses").EnumerateObject()
            where answer.Name.StartsWith('2') && answer.Value.TryGetProperty("content", out _)
            from content in answer.Value.GetProperty("content").EnumerateObject()
            let shape = content.Value.TryGetProperty("schema", out var schema) ? Referenced(document, schema.GetRawText()) : ""
            where shape.Contains("\"refusal\":", StringComparison.Ordinal)
            select $"{operation.Name} {path.Name}";

        Assert.Empty(carriers);
    }

    [Fact]
    public async Task The_pages_of_the_api_are_there_without_a_network()
    {
        var page = await _doors.GetStringAsync("/", Ct);
        var script = await _doors.GetStringAsync("/docs/swagger-ui-bundle.js", Ct);

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.True(script.Length > 100_000);
    }

    private static IEnumerable<string> QueryOf(JsonElement parameters) =>
        parameters.EnumerateArray().Where(each => each.GetProperty("in").GetString() == "query").Select(each => each.GetProperty("name").GetString()!);

    private static string Referenced(JsonDocument document, string schema) => JsonDocument.Parse(schema).RootElement.TryGetProperty("$ref", out var reference)
        ? document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]).GetRawText()
        : "";

    private static JsonElement Problem(HttpResponseMessage reply, string text)
    {
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }
}
