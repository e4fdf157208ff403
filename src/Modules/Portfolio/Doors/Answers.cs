using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Portfolio.Doors;

/// <summary>What all doors here have in common: how they refuse, and what they read from headers.</summary>
internal static class Answers
{
    private const int LongestKey = 200;

    public static ProblemHttpResult No(PortfolioRefusal refusal) => No(refusal.Code, refusal.Message, refusal.Field);

    public static ProblemHttpResult No(TradingRefusal refusal) => No(refusal.Code, refusal.Message, refusal.Field, refusal.Choices);

    /// <summary>The version that If-Match names, in quotes or without; null when there is none.</summary>
    public static (long? Version, ProblemHttpResult? Fault) IfMatch(HttpContext http)
    {
        var given = http.Request.Headers.IfMatch.ToString();
        if (given.Length == 0) return (null, null);
        return long.TryParse(given.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (version, null)
            : (null, Problems.Invalid("If-Match", "If-Match is the version that the change was made from, as in \"3\"."));
    }

    public static (string? Key, ProblemHttpResult? Fault) IdempotencyKey(HttpContext http)
    {
        var given = http.Request.Headers["Idempotency-Key"];
        if (given.Count == 0) return (null, null);
        return given is [{ Length: > 0 and <= LongestKey } key] && key.All(letter => letter is > ' ' and < '\x7f')
            ? (key, null)
            : (null, Problems.Invalid("Idempotency-Key", $"A request has one key, of 1 to {LongestKey} printable characters without spaces."));
    }

    public static void Tag(HttpContext http, long version) => http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static ProblemHttpResult No(string code, string message, string? field, IReadOnlyList<string>? choices = null)
    {
        if (code == "invalid") return Problems.Invalid(field ?? "$", message, choices);
        return Problems.Of(code, message, StatusOf(code));
    }

    private static int StatusOf(string code) => code switch
    {
        _ when code.StartsWith("unknown-", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        "version-conflict" or "stale-version" => StatusCodes.Status412PreconditionFailed,
        "idempotency-key-reused" or "account-closed" or "account-in-use" or "portfolio-in-use" or "not-paper" or "ledger-damaged" or "books-behind" => StatusCodes.Status409Conflict,
        "books-late" => StatusCodes.Status503ServiceUnavailable,
        _ when code.EndsWith("-exists", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
