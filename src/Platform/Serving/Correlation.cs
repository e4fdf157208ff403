using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Serving;

/// <summary>Accepts and returns X-Correlation-Id, and puts it on every line of the log; without one, the trace's id serves. (traceparent is honoured by the framework.)</summary>
internal sealed class Correlation(RequestDelegate next, ILogger<Correlation> log)
{
    public const string Header = "X-Correlation-Id";
    private const int Longest = 128;

    public async Task InvokeAsync(HttpContext http)
    {
        var id = http.Request.Headers[Header].ToString() is { Length: > 0 and <= Longest } given && given.All(IsPlain)
            ? given
            : Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        http.Response.Headers[Header] = id;
        using var scope = log.BeginScope(new KeyValuePair<string, object?>[] { new("correlationId", id) });
        await next(http);
    }

    // It goes into headers and logs, so nothing that could end a line or mean something there.
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':' or '/' or '+' or '=';
}
