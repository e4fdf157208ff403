using Microsoft.AspNetCore.Http;

namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>What every request goes through: limits, key, time and signature; and what the test has asked to go wrong.</summary>
internal sealed class Doors(Keys keys, Misbehaviour wrong, Lock gate, Func<long> now)
{
    private int _weight;
    private int _orders;

    public int Requests => Volatile.Read(ref _weight);

    public IResult Public(Func<object> answer) => Closed() ?? Results.Json(answer());

    public async Task<IResult> Read(HttpContext http, Func<Request, object> answer)
    {
        Count(http, isOrder: false);
        if (Closed() is { } closed) return closed;
        return wrong.Takes("read-fail", out _)
            ? Error(503, -1001, "Internal error; unable to process your request. Please try again.")
            : await Answered(http, request => (200, answer(request)));
    }

    public async Task<IResult> Write(HttpContext http, Func<Request, (int, object)> answer)
    {
        Count(http, isOrder: true);
        if (Closed() is { } closed) return closed;
        if (wrong.Takes("order-limit", out _)) return Error(429, -1015, "Too many new orders; current limit is 50 orders per 10 SECOND.");
        if (wrong.Takes("close-before", out _)) return Abort(http);
        if (wrong.Takes("fail-before", out _)) return Error(503, -1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.");

        var reply = await Answered(http, answer);
        if (wrong.Takes("late", out var milliseconds)) await Task.Delay(milliseconds);
        if (wrong.Takes("hang", out _)) await Task.Delay(Timeout.Infinite, http.RequestAborted);
        if (wrong.Takes("close-after", out _)) return Abort(http);
        return wrong.Takes("fail-after", out _) ? Error(504, -1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.") : reply;
    }

    public static IResult Error(int status, int code, string message) => Results.Json(new { code, msg = message }, statusCode: status);

    private async Task<IResult> Answered(HttpContext http, Func<Request, (int Status, object Body)> answer)
    {
        try
        {
            var request = await Request.Read(http.Request, isSigned: true, keys, now());
            lock (gate)
            {
                var (status, body) = answer(request);
                return Results.Json(body, statusCode: status);
            }
        }
        catch (RefusedException no)
        {
            return Error(no.Status, no.Code, no.Message);
        }
    }

    private WithRetry? Closed()
    {
        if (wrong.Takes("ban", out var banned)) return new WithRetry(Error(418, -1003, "Way too much request weight used; IP banned."), banned);
        return wrong.Takes("limit", out var seconds) ? new WithRetry(Error(429, -1003, "Too much request weight used."), seconds) : null;
    }

    private void Count(HttpContext http, bool isOrder)
    {
        http.Response.Headers["X-MBX-USED-WEIGHT-1M"] = $"{Interlocked.Increment(ref _weight) % 1000}";
        if (isOrder) http.Response.Headers["X-MBX-ORDER-COUNT-10S"] = $"{Interlocked.Increment(ref _orders) % 40}";
    }

    private static IResult Abort(HttpContext http)
    {
        http.Abort();
        return Results.Empty;
    }

    private sealed class WithRetry(IResult inner, int seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = $"{seconds}";
            return inner.ExecuteAsync(httpContext);
        }
    }
}
