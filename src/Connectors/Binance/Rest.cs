using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Connectors.Brokers;
using Polly;
using Polly.Retry;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Requests over HTTPS: signed, timed, within the limits. A read is repeated when it fails; a write leaves once.</summary>
internal sealed class Rest : IDisposable
{
    // A redirect must not lead to an address that no credentials stand for.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ResiliencePipeline<Reply> _again;
    private readonly Endpoints _endpoints;
    private readonly Limits _limits;
    private readonly BinanceOptions _options;

    public Rest(Endpoints endpoints, Limits limits, BinanceOptions options)
    {
        (_endpoints, _limits, _options) = (endpoints, limits, options);
        Clock = new(this, options);
        _again = new ResiliencePipelineBuilder<Reply> { TimeProvider = options.Time }.AddRetry(new RetryStrategyOptions<Reply>
        {
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            UseJitter = true,
            Randomizer = options.Chance.NextDouble,
            ShouldHandle = new PredicateBuilder<Reply>().HandleResult(reply => reply is Reply.Lost or Reply.Said { Status: >= 500 }),
        }).Build();
    }

    public ServerClock Clock { get; }

    public Task<Reply> Public(string path, CancellationToken ct) =>
        Repeated(token => Send(HttpMethod.Get, path, query: null, body: null, Urgency.Read, token), ct);

    public Task<Reply> Read(string path, Parameters parameters, CancellationToken ct) =>
        Repeated(token => Signed(HttpMethod.Get, path, parameters, Urgency.Read, token), ct);

    public async Task<Reply> Write(HttpMethod method, string path, Parameters parameters, Urgency urgency, CancellationToken ct)
    {
        try
        {
            return await Signed(method, path, parameters, urgency, ct);
        }
        catch (OperationCanceledException)
        {
            return new Reply.Lost("The caller stopped waiting for Binance's answer.");
        }
    }

    /// <summary>Once, without a second try: the clock's own question, where a retry would blur the reading.</summary>
    public Task<Reply> Once(string path, CancellationToken ct) => Send(HttpMethod.Get, path, query: null, body: null, Urgency.Protect, ct);

    public void Dispose() => _http.Dispose();

    private async Task<Reply> Repeated(Func<CancellationToken, Task<Reply>> ask, CancellationToken ct) =>
        await _again.ExecuteAsync(async token => await ask(token), ct);

    private async Task<Reply> Signed(HttpMethod method, string path, Parameters parameters, Urgency urgency, CancellationToken ct)
    {
        var reply = await SignedOnce(method, path, parameters, urgency, ct);
        if (CodeOf(reply) != Errors.ClockSkew) return reply;

        // Refused for its time alone, so nothing was done: measure, and ask once more.
        await Clock.Measure(ct);
        return await SignedOnce(method, path, parameters, urgency, ct);
    }

    private async Task<Reply> SignedOnce(HttpMethod method, string path, Parameters parameters, Urgency urgency, CancellationToken ct)
    {
        var signed = parameters.Signed(_endpoints.Key, await Clock.Timestamp(ct), (long)_options.ReceiveWindow.TotalMilliseconds);
        // In the body: the HTTP client quietly repeats a request without one when a pooled connection dies under it, and an order would be placed twice.
        return method == HttpMethod.Get
            ? await Send(method, path, signed, body: null, urgency, ct)
            : await Send(method, path, query: null, signed, urgency, ct);
    }

    private async Task<Reply> Send(HttpMethod method, string path, string? query, string? body, Urgency urgency, CancellationToken ct)
    {
        if (_limits.Check(urgency) is { } no) return new Reply.NotSent(no.Reason, no.RetryAfter);

        using var request = new HttpRequestMessage(method, new Uri(_endpoints.Rest, query is null ? path : $"{path}?{query}"));
        request.Headers.Add("X-MBX-APIKEY", _endpoints.Key.Name);
        if (body is not null) request.Content = new StringContent(body, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var patience = new CancellationTokenSource(_options.Patience, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var retryAfter = response.Headers.RetryAfter?.Delta;
            _limits.Note((int)response.StatusCode, name => response.Headers.TryGetValues(name, out var values) ? values.First() : null, response.Headers.Select(header => header.Key));
            return new Reply.Said((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token), retryAfter);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Reply.Lost($"Binance did not answer within {_options.Patience.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new Reply.NotSent(new(BrokerRefusals.Unreachable, $"Binance can't be reached at {_endpoints}: {fault.HttpRequestError}."));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new Reply.Lost($"The connection to Binance was lost before its answer ({fault.GetType().Name}).");
        }
    }

    private static int? CodeOf(Reply reply)
    {
        if (reply is not Reply.Said { IsSuccess: false } said) return null;
        try
        {
            return JsonSerializer.Deserialize(said.Body, Messages.Default.ErrorMessage)?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
