using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AlgoTrendy.Tests.BinanceVenue;

/// <summary>Parameters of a request, read as Binance reads them: from query and body, the query first.</summary>
internal sealed class Request(IReadOnlyDictionary<string, string> parameters)
{
    public string? this[string name] => parameters.GetValueOrDefault(name);

    public string Must(string name) => this[name] ?? throw new RefusedException(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public decimal Number(string name) => this[name] is not { } text ? 0m
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value
        : throw new RefusedException(-1100, $"Illegal characters found in parameter '{name}'; legal range is '^([0-9]{{1,20}})(\\.[0-9]{{1,20}})?$'.");

    public long? Whole(string name) => this[name] is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new RefusedException(-1100, $"Illegal characters found in parameter '{name}'.");

    /// <summary>Reads and, where it must be, verifies: key, time, signature.</summary>
    public static async Task<Request> Read(HttpRequest request, bool isSigned, Keys keys, long now)
    {
        var query = request.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var parameters = new Dictionary<string, string>();
        foreach (var (name, value) in Pairs(body).Concat(Pairs(query))) parameters[name] = value;
        if (isSigned) keys.Verify(request.Headers["X-MBX-APIKEY"], Unsigned(query) + Unsigned(body), parameters, now);
        return new(parameters);
    }

    private static IEnumerable<(string, string)> Pairs(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")));

    private static string Unsigned(string text) => string.Join('&', text.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith("signature=", StringComparison.Ordinal)));
}

/// <summary>The one key that is known here.</summary>
internal sealed class Keys(string name, string secret)
{
    /// <summary>For the WebSocket API: over the parameters sorted by name.</summary>
    public void VerifySorted(IReadOnlyDictionary<string, string> parameters, long now) =>
        Verify(parameters.GetValueOrDefault("apiKey"), string.Join('&', parameters.Where(each => each.Key != "signature").OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")), parameters, now);

    public void Verify(string? key, string payload, IReadOnlyDictionary<string, string> parameters, long now)
    {
        if (key != name) throw new RefusedException(-2015, "Invalid API-key, IP, or permissions for action.", 401);
        if (!long.TryParse(parameters.GetValueOrDefault("timestamp"), out var timestamp)) throw new RefusedException(-1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.");

        var window = long.TryParse(parameters.GetValueOrDefault("recvWindow"), out var asked) ? asked : 5000;
        if (timestamp >= now + 1000) throw new RefusedException(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        if (now - timestamp > window) throw new RefusedException(-1021, "Timestamp for this request is outside of the recvWindow.");

        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(payload)));
        if (!string.Equals(right, parameters.GetValueOrDefault("signature"), StringComparison.OrdinalIgnoreCase)) throw new RefusedException(-1022, "Signature for this request is not valid.");
    }
}
