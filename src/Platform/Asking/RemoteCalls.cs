using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform.Streaming;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Asks a module in another process, or reads its streams: who asks travels along, what goes wrong comes back as a <see cref="RemoteFault"/>.</summary>
internal sealed class RemoteCalls(string module, Func<Uri> address, IHttpClientFactory clients, ServiceToken token, CallerContext callers, TimeSpan limit, StreamBeat beat)
{
    public async Task<TReply> Ask<TRequest, TReply>(string route, TRequest request, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        var target = new Uri(address(), route);
        try
        {
            using var http = clients.CreateClient(module);
            using var message = Message(target, request);
            using var reply = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!reply.IsSuccessStatusCode) throw await Fault(reply, patience.Token);
            return await reply.Content.ReadFromJsonAsync<TReply>(Wire.Contract, patience.Token) ?? throw new RemoteFault(module, "empty-reply", $"{module} answered {route} with nothing.");
        }
        catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{module} did not answer {route} within {limit.TotalSeconds:0.#} s.", cause);
        }
        catch (HttpRequestException cause)
        {
            throw Away(target, cause);
        }
        catch (JsonException cause)
        {
            throw Malformed(route, cause);
        }
    }

    /// <summary>Begins to read when it is enumerated, and lets the connection go when that ends.</summary>
    public async IAsyncEnumerable<TItem> Stream<TRequest, TItem>(string route, TRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var items = await Open<TRequest, TItem>(route, request, ct);
        while (await items.Next(ct)) yield return items.Current;
    }

    private async Task<RemoteItems<TItem>> Open<TRequest, TItem>(string route, TRequest request, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit < beat.Patience ? limit : beat.Patience); // a heart-beat comes before the first item too
        var target = new Uri(address(), route);
        try
        {
            using var message = Message(target, request);
            var reply = await clients.CreateClient(module).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (reply.IsSuccessStatusCode) return new(module, route, reply, await reply.Content.ReadAsStreamAsync(ct), beat);
            using (reply) throw await StreamFault(reply, patience.Token);
        }
        catch (OperationCanceledException cause) when (!ct.IsCancellationRequested)
        {
            throw new RemoteFault(module, RemoteFault.Lost, $"{module} was silent on {route}.", cause);
        }
        catch (HttpRequestException cause)
        {
            throw Away(target, cause);
        }
        catch (JsonException cause)
        {
            throw Malformed(route, cause);
        }
    }

    private HttpRequestMessage Message<TRequest>(Uri target, TRequest request) => new(HttpMethod.Post, target)
    {
        Content = JsonContent.Create(request, options: Wire.Contract),
        Headers = { { ServiceToken.Header, token.Value }, { CallerHeader.Name, CallerHeader.Write(callers.Current) } },
    };

    private RemoteFault Away(Uri target, Exception cause) => new(module, RemoteFault.Unavailable, $"{module} does not answer at {target.GetLeftPart(UriPartial.Authority)}.", cause);

    private RemoteFault Malformed(string route, Exception cause) => new(module, RemoteFault.Malformed, $"{module} answered {route} with something that is not as the contract says.", cause);

    /// <summary>A refusal is what it would have been in this process.</summary>
    private async Task<Exception> StreamFault(HttpResponseMessage reply, CancellationToken ct)
    {
        var (code, detail) = await ProblemOf(reply, ct);
        return reply.StatusCode == HttpStatusCode.UnprocessableEntity ? new StreamRefusedException(code, detail ?? code) : FaultOf(reply, code, detail);
    }

    private async Task<RemoteFault> Fault(HttpResponseMessage reply, CancellationToken ct)
    {
        var (code, detail) = await ProblemOf(reply, ct);
        return FaultOf(reply, code, detail);
    }

    private RemoteFault FaultOf(HttpResponseMessage reply, string code, string? detail) => new(module, code, $"{module} answered {(int)reply.StatusCode}: {detail}");

    private static async Task<(string Code, string? Detail)> ProblemOf(HttpResponseMessage reply, CancellationToken ct)
    {
        var (code, detail) = ("remote-fault", reply.ReasonPhrase);
        if (reply.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            using var problem = await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            code = Text(problem, "code") ?? code;
            detail = Text(problem, "detail") ?? detail;
        }

        return (code, detail);
    }

    private static string? Text(JsonDocument problem, string name) =>
        problem.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
