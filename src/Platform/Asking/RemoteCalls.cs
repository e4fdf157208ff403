using System.Net.Http.Json;
using System.Text.Json;
using AlgoTrendy.Contracts;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Asks a module in another process: who asks travels along, what goes wrong comes back as a <see cref="RemoteFault"/>.</summary>
internal sealed class RemoteCalls(string module, Func<Uri> address, IHttpClientFactory clients, ServiceToken token, CallerContext callers, TimeSpan limit)
{
    public async Task<TReply> Ask<TRequest, TReply>(string route, TRequest request, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        var target = new Uri(address(), route);
        try
        {
            using var http = clients.CreateClient(module);
            using var message = new HttpRequestMessage(HttpMethod.Post, target) { Content = JsonContent.Create(request, options: Wire.Contract) };
            message.Headers.Add(ServiceToken.Header, token.Value);
            message.Headers.Add(CallerHeader.Name, CallerHeader.Write(callers.Current));
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
            throw new RemoteFault(module, RemoteFault.Unavailable, $"{module} does not answer at {target.GetLeftPart(UriPartial.Authority)}.", cause);
        }
        catch (JsonException cause)
        {
            throw new RemoteFault(module, "malformed-reply", $"{module} answered {route} with something that is not as the contract says.", cause);
        }
    }

    private async Task<RemoteFault> Fault(HttpResponseMessage reply, CancellationToken ct)
    {
        var (code, detail) = ("remote-fault", reply.ReasonPhrase);
        if (reply.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            using var problem = await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            code = Text(problem, "code") ?? code;
            detail = Text(problem, "detail") ?? detail;
        }

        return new(module, code, $"{module} answered {(int)reply.StatusCode}: {detail}");
    }

    private static string? Text(JsonDocument problem, string name) =>
        problem.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
