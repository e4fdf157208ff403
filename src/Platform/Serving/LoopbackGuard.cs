using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Keeps out what a web page elsewhere could send to this machine through the user's browser, as long as there is no login.</summary>
/// <remarks>
/// A foreign Host is DNS rebinding; a foreign Origin or Sec-Fetch-Site is a cross-site request; a body that is not JSON is what a form can send without the browser asking first.
/// Following a link to here (a navigation that only reads) is allowed.
/// </remarks>
internal sealed class LoopbackGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (http.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
            return Refuse(http, "not-local", "This server answers its own machine only, as there is no login yet.");
        if (!ListenAddresses.IsLoopback(request.Host.Host))
            return Refuse(http, "foreign-host", $"This server is localhost, not '{request.Host.Host}'.");
        if (request.Headers.Origin is { Count: > 0 } origin && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            return Refuse(http, "foreign-origin", $"Pages of '{origin}' may not call this server.");
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !IsFollowedLink(request))
            return Refuse(http, "foreign-origin", "Pages of other sites may not call this server.");
        if (HasBody(request) && !(request.HasJsonContentType() && IsUtf8(request)))
            return Problems.Of("json-required", "The body must be JSON in UTF-8: send Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http);

        return next(http);
    }

    private static bool IsFollowedLink(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";

    // RFC 8259, 8.1: JSON travels as UTF-8. The framework would fail over a name that it does not know.
    private static bool IsUtf8(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;

    private static Task Refuse(HttpContext http, string code, string detail) => Problems.Of(code, detail, StatusCodes.Status403Forbidden).ExecuteAsync(http);
}
